/** What the bench uses of npm's simjs, which has no types. */
export interface SimRequest {
  done(callback: (...args: never[]) => void, context?: object, argument?: unknown): this;
}
export declare class SimFacility {
  constructor(name: string, discipline?: number, servers?: number);
  readonly free: number;
}
export declare class SimEntity {
  constructor(sim: Simulator, name?: string);
  time(): number;
  setTimer(duration: number): SimRequest;
  useFacility(facility: SimFacility, duration: number): SimRequest;
}
export declare class Simulator {
  addEntity<T extends SimEntity>(Class: new (sim: Simulator, name?: string) => T, name?: string): T;
  simulate(until: number, maxEvents: number): boolean;
}

interface Library {
  readonly Sim: typeof Simulator;
  readonly Entity: typeof SimEntity;
  readonly Facility: typeof SimFacility;
}

/** simjs is a script for pages: it exports nothing and leaves itself on `window`. */
const page = globalThis as unknown as { window: typeof globalThis; Sim: Library };
page.window = globalThis;
await import('simjs' as string);

export const { Sim, Entity, Facility } = page.Sim;
