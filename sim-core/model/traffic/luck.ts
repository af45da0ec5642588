import type { Distribution } from '../../random/distributions.ts';
import type { KeyedRandom } from '../../random/generator.ts';
import { CLASS, KEY, KIND, LUCK, REPLY_SIZE, SIZE, WORK } from '../request-rows.ts';
import type { Requests } from '../requests.ts';
import { classIndex, keyedStreamOf, type World } from '../world.ts';
import type { ClassTable } from './classes.ts';
import { UNKNOWN } from './data-file.ts';

/** A trait that differs from request to request: where it stands in the row, and where it comes from. */
interface Drawn {
  readonly column: number;
  readonly distribution: Distribution;
  readonly stream: KeyedRandom;
}

/** What the requests of one class are like. */
interface Traits {
  /** Index in the world's list of classes. */
  readonly index: number;
  readonly kind: number;
  /** Of traits that are the same for all requests, and anything for the others. */
  readonly key: number;
  readonly work: number;
  readonly size: number;
  readonly replySize: number;
  readonly drawn: readonly Drawn[];
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
  private readonly luck: KeyedRandom;
  private readonly pick: KeyedRandom;
  private readonly traits: readonly Traits[];

  constructor(id: string, table: ClassTable, world: World) {
    this.table = table;
    this.requests = world.requests;
    const stream = (purpose: string) => keyedStreamOf(world, `${id}/${purpose}`);
    this.luck = stream('luck');
    this.pick = stream('class');
    const columns = [
      { column: KEY, of: table.key, stream: stream('key') },
      { column: WORK, of: table.work, stream: stream('work') },
      { column: SIZE, of: table.size, stream: stream('size') },
      { column: REPLY_SIZE, of: table.replySize, stream: stream('reply-size') },
    ];
    this.traits = table.names.map((name, which) => ({
      index: classIndex(world, name, table.priority[which]),
      kind: table.kind[which],
      key: table.key[which].mean,
      work: table.work[which].mean,
      size: table.size[which].mean,
      replySize: table.replySize[which].mean,
      drawn: columns.flatMap(({ column, of, stream }) =>
        of[which].kind === 'constant' ? [] : [{ column, distribution: of[which], stream }],
      ),
    }));
  }

  /**
   * Writes the traits of request `number` into a row that was just opened: those recorded, else those drawn.
   * @returns its class here.
   */
  give(row: number, number: number, recorded: Recorded | null): number {
    const { floats, words } = this.requests;
    const which = recorded !== null && recorded.which !== UNKNOWN ? recorded.which : this.classOf(number);
    const traits = this.traits[which];
    floats[row + LUCK] = this.luck.rekey(number).next();
    floats[row + CLASS] = traits.index;
    words[row + KIND] = traits.kind;
    floats[row + KEY] = traits.key;
    floats[row + WORK] = traits.work;
    floats[row + SIZE] = traits.size;
    floats[row + REPLY_SIZE] = traits.replySize;
    for (let i = 0; i < traits.drawn.length; i++) {
      const { column, distribution, stream } = traits.drawn[i];
      floats[row + column] = distribution.sample(stream.rekey(number));
    }
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
