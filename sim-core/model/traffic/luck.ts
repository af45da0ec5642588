import type { Distribution } from '../../random/distributions.ts';
import type { KeyedRandom } from '../../random/generator.ts';
import { CLASS, KEY, KIND, LUCK, REPLY_SIZE, SIZE, WORK } from '../request-rows.ts';
import type { Requests } from '../requests.ts';
import { classIndex, keyedStreamOf, type World } from '../world.ts';
import type { ClassTable } from './classes.ts';
import { UNKNOWN } from './data-file.ts';

/** Where one trait of a request comes from; null stream when it is a constant. */
class Trait {
  private readonly distribution: Distribution;
  private readonly stream: KeyedRandom | null;
  private readonly constant: number;

  constructor(distribution: Distribution, stream: KeyedRandom) {
    this.distribution = distribution;
    this.stream = distribution.kind === 'constant' ? null : stream;
    this.constant = distribution.mean;
  }

  draw(number: number): number {
    const { stream } = this;
    return stream === null ? this.constant : this.distribution.sample(stream.rekey(number));
  }
}

/** What a recording tells about a request; {@link UNKNOWN} for what it does not. */
export interface Recorded {
  readonly key: number;
  /** Bytes of the answer. */
  readonly bytes: number;
  /** Index in the client's table of classes. */
  readonly which: number;
}

/**
 * Gives logical requests their traits. Request number `n` of a client has the same class, key, work, sizes
 * and luck in every design: each trait comes from a keyed stream of its own, restarted at `n`.
 */
export class Luck {
  private readonly table: ClassTable;
  private readonly requests: Requests;
  private readonly indexes: Int16Array;
  private readonly luck: KeyedRandom;
  private readonly pick: KeyedRandom;
  private readonly key: readonly Trait[];
  private readonly work: readonly Trait[];
  private readonly size: readonly Trait[];
  private readonly replySize: readonly Trait[];

  constructor(id: string, table: ClassTable, world: World) {
    this.table = table;
    this.requests = world.requests;
    this.indexes = Int16Array.from(table.names, (name, which) =>
      classIndex(world, name, table.priority[which]),
    );
    const stream = (purpose: string) => keyedStreamOf(world, `${id}/${purpose}`);
    this.luck = stream('luck');
    this.pick = stream('class');
    this.key = traits(table.key, stream('key'));
    this.work = traits(table.work, stream('work'));
    this.size = traits(table.size, stream('size'));
    this.replySize = traits(table.replySize, stream('reply-size'));
  }

  /**
   * Writes the traits of request `number` into a row that was just opened: those recorded, else those drawn.
   * @returns its class here.
   */
  give(row: number, number: number, recorded: Recorded | null): number {
    const { requests } = this;
    const which = recorded !== null && recorded.which !== UNKNOWN ? recorded.which : this.classOf(number);
    requests.floats[row + LUCK] = this.luck.rekey(number).next();
    requests.floats[row + CLASS] = this.indexes[which];
    requests.words[row + KIND] = this.table.kind[which];
    requests.floats[row + KEY] = this.key[which].draw(number);
    requests.floats[row + WORK] = this.work[which].draw(number);
    requests.floats[row + SIZE] = this.size[which].draw(number);
    requests.floats[row + REPLY_SIZE] = this.replySize[which].draw(number);
    if (recorded !== null) this.overwrite(row, recorded);
    return which;
  }

  private overwrite(row: number, { key, bytes }: Recorded): void {
    if (key !== UNKNOWN) this.requests.floats[row + KEY] = key;
    if (bytes !== UNKNOWN) this.requests.floats[row + REPLY_SIZE] = bytes;
  }

  private classOf(number: number): number {
    const { upTo } = this.table;
    if (upTo.length === 1) return 0;
    const drawn = this.pick.rekey(number).next();
    let which = 0;
    while (which < upTo.length - 1 && drawn >= upTo[which]) which++;
    return which;
  }
}

function traits(distributions: readonly Distribution[], stream: KeyedRandom): Trait[] {
  return distributions.map((distribution) => new Trait(distribution, stream));
}
