interface Store<Key> {
  has(key: Key): boolean;
  get(key: Key): unknown;
  set(key: Key, value: unknown): unknown;
}

/** What is kept under a key, which says of which type it is; begun if there is none. */
export function keptIn<Key, T>(kept: Store<Key>, key: Key, begin: () => T): T {
  if (!kept.has(key)) kept.set(key, begin());
  return kept.get(key) as T;
}
