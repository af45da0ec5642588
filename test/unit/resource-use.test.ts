import { describe, expect, it } from 'vitest';
import { run } from '../../sim-core/index.ts';
import { ResourceUse, type Equipped } from '../../sim-core/model/compute/resource-use.ts';
import { indexOf, questionWord, resourceOf } from '../../sim-core/model/load-answer.ts';
import { RESOURCES } from '../../sim-core/model/resource-choice.ts';
import { loadScenario } from '../../sim-core/scenario/index.ts';

/** A server whose cores are half busy, whose network sends at a fifth and receives at a tenth, whose disk is at 90 %. */
function equipped(over: Partial<Record<keyof Equipped, unknown>> = {}): Equipped {
  const server = {
    cores: { busy: 2, count: 4, area: (now: number) => 2 * now },
    memory: 300,
    nic: { outArea: (now: number) => 0.2 * now, inArea: (now: number) => 0.1 * now },
    resources: {
      memory: { rules: { limit: 1000 } },
      disk: { heads: { count: 8, area: (now: number) => 7.2 * now } },
    },
    ...over,
  };
  return server as unknown as Equipped;
}

const shares = (server: Equipped): number[] => {
  const use = new ResourceUse(server, 10);
  return RESOURCES.map((_, resource) => use.share(resource, 12));
};

describe('the use of resources, as balancers are told', () => {
  it('is a mean over the last seconds, of memory what it is now, and the worst of all', () => {
    expect(shares(equipped())).toEqual([
      0.5,
      0.3,
      expect.closeTo(0.2),
      expect.closeTo(0.9),
      expect.closeTo(0.9),
    ]);
  });

  it('is none where there is no limit, no interface, no disk', () => {
    expect(shares(equipped({ nic: null, resources: null }))).toEqual([0.5, 0, 0, 0, 0.5]);
  });

  it('is measured anew after a second, not sooner', () => {
    let busy = 1;
    const cores = { busy: 1, count: 1, area: (now: number) => busy * now };
    const use = new ResourceUse(equipped({ cores }), 0);
    expect(use.share(0, 1)).toBe(1);
    busy = 0.5;
    expect(use.share(0, 1.9)).toBe(1);
    expect(use.share(0, 2)).toBe(0);
  });

  it('is asked for in one word with the backend', () => {
    const question = questionWord(12_345, 4);
    expect([indexOf(question), resourceOf(question)]).toEqual([12_345, 4]);
  });
});

describe('a balancer that monitors', () => {
  const report = (...set: string[]) => {
    const text = `
brownout: 1
title: Monitored
duration: 60s
nodes:
  web: { kind: source, target: front, rate: 60/s }
  front: { kind: load-balancer, policy: resource-aware, backends: api }
  api:
    kind: server
    replicas: 2
    cores: 4
    service: exponential 10ms
    disk: { iops: 100/s }
faults:
  - { at: 5s, slow: api-1, times: 3 }
`;
    const { scenario, problems } = loadScenario(text, { set });
    expect(problems).toEqual([]);
    return run(scenario!);
  };
  const arrived = (each: ReturnType<typeof report>): number =>
    each.nodes.api.replicas['api-1'].metrics.arrived / each.nodes.api.metrics.arrived;

  it('sends less to who has slow cores by cpu, which disks know nothing of', () => {
    expect(report().fingerprint).toBe(report('front.monitor=cpu').fingerprint);
    expect(arrived(report('front.monitor=cpu'))).toBeLessThan(0.35);
    expect(arrived(report('front.monitor=disk'))).toBeGreaterThan(0.4);
  });
});
