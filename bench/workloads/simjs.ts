import { Entity, Facility, Sim, type SimEntity, type SimFacility, type Simulator } from './simjs-library.ts';
import { lognormalQuantiles } from '../../sim-core/random/distributions.ts';
import { stream, type Random } from '../../sim-core/random/generator.ts';
import { standardExponential } from '../../sim-core/random/ziggurat.ts';
import { Histogram } from '../../sim-core/stats/histogram.ts';
import type { Workload } from './measured.ts';

/*
 * W1 and W2 as one writes them with npm's simjs, with the engine's generator and histogram, so that what is
 * compared is the simulation and not the luck. simjs counts neither events nor how many are pending.
 */

/** What an entity needs; simjs makes entities itself and takes no arguments, so it is handed over here. */
interface Setting {
  readonly arrivals: Random;
  readonly work: Random;
  readonly hops: Random;
  readonly latency: Histogram;
  readonly facilities: SimFacility[];
  readonly inFlight: number[];
}

let setting: Setting;

function simulate(Client: new (sim: Simulator) => SimEntity, servers: number, cores: number): Workload {
  return (units) => () => {
    setting = {
      arrivals: stream(1, 'arrivals'),
      work: stream(1, 'work'),
      hops: stream(1, 'hops'),
      latency: new Histogram(),
      facilities: Array.from({ length: servers }, (_, i) => new Facility(`server-${i}`, undefined, cores)),
      inFlight: new Array<number>(servers).fill(0),
    };
    const sim = new Sim();
    sim.addEntity(Client);
    while (setting.latency.count < units) sim.simulate(Infinity, 10_000);
    return { units: setting.latency.count, events: NaN, peak: NaN, result: setting.latency.mean };
  };
}

class Desk extends Entity {
  private readonly rate = 90;

  start(): void {
    this.setTimer(standardExponential(setting.arrivals) / this.rate).done(this.arrive, this);
  }

  arrive(): void {
    this.start();
    this.useFacility(setting.facilities[0], 0.01 * standardExponential(setting.work)).done(
      this.served,
      this,
      this.time(),
    );
  }

  served(since: number): void {
    setting.latency.record(this.time() - since);
  }
}

/** A request on its way; simjs spreads an array over the callback's parameters. */
type Trip = [since: number, server: number];

class Balanced extends Entity {
  private readonly rate = 3200;
  private readonly distribution = lognormalQuantiles(0.001, 0.0032002);
  private turn = 0;

  start(): void {
    this.setTimer(standardExponential(setting.arrivals) / this.rate).done(this.arrive, this);
  }

  arrive(): void {
    this.start();
    this.hop(this.atBalancer, [this.time(), 0]);
  }

  private hop(next: (since: number, server: number) => void, trip: Trip): void {
    this.setTimer(this.distribution.sample(setting.hops)).done(next, this, trip);
  }

  private atBalancer(since: number): void {
    const { inFlight } = setting;
    let best = this.turn;
    for (let i = 1; i < inFlight.length; i++) {
      const server = (this.turn + i) % inFlight.length;
      if (inFlight[server] < inFlight[best]) best = server;
    }
    this.turn = (this.turn + 1) % inFlight.length;
    inFlight[best]++;
    this.hop(this.atServer, [since, best]);
  }

  private atServer(since: number, server: number): void {
    const trip: Trip = [since, server];
    this.useFacility(setting.facilities[server], 0.01 * standardExponential(setting.work)).done(
      () => this.hop(this.backAtBalancer, trip),
      this,
    );
  }

  private backAtBalancer(since: number, server: number): void {
    setting.inFlight[server]--;
    this.hop(this.backAtClient, [since, server]);
  }

  private backAtClient(since: number): void {
    setting.latency.record(this.time() - since);
  }
}

export const oneServer = simulate(Desk, 1, 1);
export const balanced = simulate(Balanced, 10, 4);
