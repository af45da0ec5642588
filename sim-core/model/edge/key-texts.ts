/** What hash policies hash for a key. */
export function keyText(key: number): string {
  return `/item/${key}`;
}

/** An address for the client behind a key: keys are spread over 10.0.0.0/8, a /24 for each. */
export function addressOf(key: number): string {
  const network = key % 65_536;
  return `10.${Math.floor(network / 256)}.${network % 256}.1`;
}
