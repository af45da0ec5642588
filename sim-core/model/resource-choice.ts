/** Resources whose use a server tells balancers when asked; each by its place in this table. */
export const RESOURCES = [
  { name: 'cpu', summary: 'Share of its cores that was busy.' },
  { name: 'memory', summary: 'Memory in use as a share of its limit; none without a limit.' },
  { name: 'network', summary: 'The busier direction of its network interface; none without one.' },
  { name: 'disk', summary: 'Share of its disk’s depth in use; none without a disk.' },
  { name: 'worst', summary: 'Whichever of these is used most.' },
] as const;

export type ResourceName = (typeof RESOURCES)[number]['name'];
