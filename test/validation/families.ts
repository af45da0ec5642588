/** A part of the page: the comparisons that these tests made. */
export interface Family {
  readonly title: string;
  readonly page: string;
  /** Of the path of the test from the root. */
  readonly tests: RegExp;
}

/** In the order of the page. What no line here claims comes last, under its own heading. */
export const FAMILIES: readonly Family[] = [
  {
    title: 'Balancers against nginx',
    page: 'load-balancing.md',
    tests: /nginx-oracle/,
  },
  {
    title: 'Balancers against HAProxy',
    page: 'load-balancing.md',
    tests: /haproxy-(?:oracle|round-robin)/,
  },
  {
    title: 'Health checks against HAProxy',
    page: 'load-balancer-health.md',
    tests: /haproxy-health/,
  },
  {
    title: 'Hashing',
    page: 'hash-balancing.md',
    tests: /hash-oracles|hash-balancers|policy-hashing|hash-ring/,
  },
  {
    title: 'Two choices and stale views',
    page: 'balancing-by-load.md',
    tests: /supermarket|stale-views|probing/,
  },
  {
    title: 'Autoscaling against Kubernetes',
    page: 'autoscaling.md',
    tests: /hpa|scaling/,
  },
  {
    title: 'Retries, hedges and budgets',
    page: 'caller-protection.md',
    tests: /retry|hedging|breaker|budget|throttl/,
  },
  {
    title: 'Rate limits against nginx',
    page: 'admission-control.md',
    tests: /nginx-limit-req/,
  },
  { title: 'Metastability and recovery', page: 'recovery.md', tests: /recovery/ },
  {
    title: 'Sharing of networks and disks',
    page: 'resources.md',
    tests: /max-min|nics|disk\.test/,
  },
  {
    title: 'Queues in the engine against theory',
    page: 'queues.md',
    tests: /engine-queues|engine-arrivals|erlang-a|disturbed|discipline|recursion|queueing|work-queue/,
  },
  {
    title: 'Calls and networks of queues',
    page: 'calls.md',
    tests: /fan-out|textbook-networks|engine-networks/,
  },
  { title: 'Capacity planning', page: 'capacity-planning.md', tests: /capacity|scalability/ },
  { title: 'Formulas', page: 'statistics.md', tests: /formulas|coverage/ },
  {
    title: 'Random numbers and mathematics',
    page: 'randomness.md',
    tests: /portable-math|distributions|random/,
  },
];

const OTHERS: Family = { title: 'Other components', page: '', tests: /./ };

export function familyOf(test: string): Family {
  return FAMILIES.find(({ tests }) => tests.test(test)) ?? OTHERS;
}

export const IN_ORDER: readonly Family[] = [...FAMILIES, OTHERS];
