/**
 * Lets signals in, such as Ctrl-C. The engine's collector of garbage takes its turn as well, and begins anew as soon as it
 * may: who breathes after each of many short runs pays a sixth of the time for it. {@link Progress.update} says when it
 * is time.
 */
export function breathe(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
