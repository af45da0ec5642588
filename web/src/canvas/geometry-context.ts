import { createContext, useContext } from 'react';
import type { Geometry } from '../../../view/topology/geometry.ts';

export const GeometryContext = createContext<Geometry | null>(null);

export function useGeometry(): Geometry {
  const geometry = useContext(GeometryContext);
  if (geometry === null) throw new Error('no topology around this part');
  return geometry;
}
