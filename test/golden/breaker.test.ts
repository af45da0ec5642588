import { describe, expect, it } from 'vitest';
import { Breaker, NOT_PERMITTED } from '../../sim-core/policy/breaker/breaker.ts';
import { breakerWindowNamed } from '../../sim-core/policy/breaker/index.ts';
import type { BreakerSettings } from '../../sim-core/policy/breaker/outcome-window.ts';

const SETTINGS: BreakerSettings = {
  calls: 10,
  span: 4,
  minimumCalls: 4,
  failureRate: 0.5,
  slowAfter: 1,
  slowRate: 1,
  openFor: 10,
  probes: 3,
};

/** A breaker that is asked and told by letters, and writes down what it does. */
class Stage {
  now = 0;
  readonly said: string[] = [];
  private readonly breaker: Breaker;
  private readonly out: number[] = [];

  constructor(window: string, settings: Partial<BreakerSettings> = {}) {
    const changed = (state: string) => this.said.push(`${this.now}s ${state}`);
    this.breaker = new Breaker(breakerWindowNamed(window), { ...SETTINGS, ...settings }, changed);
  }

  at(now: number): this {
    this.now = now;
    return this;
  }

  /** `?` asks for a call; `.` the oldest call ends well, `x` badly, `s` well but slowly. */
  do(letters: string): this {
    for (const letter of letters) {
      if (letter === '?') this.ask();
      else this.breaker.ended(this.now, this.out.shift()!, letter === 'x', letter === 's' ? 1.001 : 1);
    }
    return this;
  }

  private ask(): void {
    const permission = this.breaker.permit(this.now);
    if (permission === NOT_PERMITTED) this.said.push(`${this.now}s refused`);
    else this.out.push(permission);
  }
}

describe('a breaker over the last calls', () => {
  it('opens when enough of enough calls have failed, waits, probes, and closes', () => {
    const stage = new Stage('count-window');
    stage.at(0).do('?x?x?x').at(1).do('?.').at(2).do('?');
    expect(stage.said.splice(0)).toEqual(['1s open', '2s refused']);
    stage.at(11).do('?').at(11.1).do('????');
    expect(stage.said.splice(0)).toEqual(['11s refused', '11.1s half-open', '11.1s refused']);
    stage.at(12).do('.x').at(13).do('.');
    expect(stage.said.splice(0)).toEqual(['13s closed']);
    stage.at(14).do('?x?x?x');
    expect(stage.said).toEqual([]);
    stage.do('?x');
    expect(stage.said).toEqual(['14s open']);
  });

  it('opens again when the probes fail, and waits anew', () => {
    const stage = new Stage('count-window').at(0).do('????xxxx').at(10.5).do('???').at(12).do('x.x');
    expect(stage.said.splice(0)).toEqual(['0s open', '10.5s half-open', '12s open']);
    stage.at(22).do('?').at(22.5).do('?');
    expect(stage.said).toEqual(['22s refused', '22.5s half-open']);
  });

  it('judges probes by as few calls as suffice otherwise', () => {
    const stage = new Stage('count-window', { minimumCalls: 2 }).at(0).do('??xx').at(11).do('???').do('..');
    expect(stage.said).toEqual(['0s open', '11s half-open', '11s closed']);
  });

  it('forgets what is older than its window', () => {
    const stage = new Stage('count-window', { calls: 4 }).at(0).do('?x?.?.?.?.?x?.?.?.?x');
    expect(stage.said).toEqual([]);
    stage.do('?x');
    expect(stage.said).toEqual(['0s open']);
  });

  it('needs no more calls than its window holds', () => {
    expect(new Stage('count-window', { calls: 2 }).do('?x?x').said).toEqual(['0s open']);
  });

  it('takes no notice of calls from before it changed', () => {
    const stage = new Stage('count-window').at(0).do('?????xxxx').at(11).do('?').do('x').do('??').do('...');
    expect(stage.said).toEqual(['0s open', '11s half-open', '11s closed']);
  });

  it('opens for slow calls too', () => {
    expect(new Stage('count-window').do('?s?s?s?.').said).toEqual([]);
    expect(new Stage('count-window').do('?s?s?s?s').said).toEqual(['0s open']);
    expect(new Stage('count-window', { slowRate: 0.25 }).do('?s?.?.?.').said).toEqual(['0s open']);
  });
});

describe('a breaker over the last seconds', () => {
  it('forgets whole seconds', () => {
    const stage = new Stage('time-window').at(0.9).do('?x?x').at(4).do('?x?x?.');
    expect(stage.said).toEqual([]);
    stage.at(4.5).do('?x');
    expect(stage.said).toEqual(['4.5s open']);
    const sooner = new Stage('time-window').at(0.9).do('?x?x').at(3.9).do('?x?x');
    expect(sooner.said).toEqual(['3.9s open']);
  });
});
