/**
 * Puts into its place what sorting would put at index `k`, nothing greater before it and nothing less after it (FIND: Hoare,
 * Communications of the ACM 4, 1961; as in Wirth, Algorithms + Data Structures = Programs, 1976, §2.4). A few ranks cost a
 * fraction of what sorting does.
 *
 * @param values numbers, none of them NaN; their order is changed.
 * @param from index before which everything is in its place already, as it is after the selection of `from` − 1.
 */
export function select(values: Float64Array, k: number, from = 0): number {
  let low = from;
  let high = values.length - 1;
  while (low < high) {
    const pivot = values[k];
    let i = low;
    let j = high;
    do {
      while (values[i] < pivot) i++;
      while (pivot < values[j]) j--;
      if (i <= j) {
        const value = values[i];
        values[i++] = values[j];
        values[j--] = value;
      }
    } while (i <= j);
    if (j < k) low = i;
    if (k < i) high = j;
  }
  return values[k];
}
