/** Returns a generator of numbers between 0 and 1 that depend on the seed alone (mulberry32). */
export function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** One of these; undefined if there is none. */
export const oneOf = <Entry>(entries: readonly Entry[], random: () => number): Entry | undefined =>
  entries[Math.floor(random() * entries.length)];

/** These in another order. */
export function shuffled<Entry>(entries: readonly Entry[], random: () => number): Entry[] {
  const mixed = [...entries];
  for (let left = mixed.length - 1; left > 0; left--) {
    const other = Math.floor(random() * (left + 1));
    [mixed[left], mixed[other]] = [mixed[other] as Entry, mixed[left] as Entry];
  }
  return mixed;
}
