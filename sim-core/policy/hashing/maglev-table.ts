/** One backend's wish list: the slots `offset`, `offset + skip`, `offset + 2 skip` …, modulo the table's size. */
export interface Wishes {
  readonly offset: number;
  readonly skip: number;
  readonly weight: number;
}

/**
 * Fills a Maglev lookup table (Eisenbud et al., NSDI 2016, Pseudocode 1): in turns everybody takes the next
 * free slot of its own list. Weights as in Envoy: the heaviest takes a slot each turn, another one whenever
 * its share of the turns so far has come.
 *
 * @param size a prime, so that every list names every slot.
 * @returns for each slot the index of its owner.
 */
export function maglevTable(wishes: readonly Wishes[], size: number): Int32Array {
  const table = new Int32Array(size).fill(-1);
  const slots = Float64Array.from(wishes, ({ offset }) => offset % size);
  const shares = sharesOf(wishes);
  const most = Math.max(...new Set(shares));
  const due = new Float64Array(wishes.length);
  let free = wishes.length > 0 ? size : 0;
  for (let turn = 1; free > 0; turn++) {
    for (let i = 0; i < wishes.length && free > 0; i++) {
      if (turn * shares[i] < due[i]) continue;
      due[i] += most;
      let slot = slots[i];
      while (table[slot] >= 0) slot = (slot + wishes[i].skip) % size;
      table[slot] = i;
      slots[i] = (slot + wishes[i].skip) % size;
      free--;
    }
  }
  return table;
}

/** Divided as Envoy divides, because the comparison above is one of rounded numbers. */
function sharesOf(wishes: readonly Wishes[]): Float64Array {
  const total = wishes.reduce((sum, { weight }) => sum + weight, 0);
  return Float64Array.from(wishes, ({ weight }) => weight / total);
}
