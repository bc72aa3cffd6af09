interface Store<Key> {
  has(key: Key): boolean;
  get(key: Key): unknown;
  set(key: Key, value: unknown): unknown;
}

/** The value under a key; computes and inserts it first if there is none. The key determines the type of the value. */
export function getOrInsert<Key, T>(store: Store<Key>, key: Key, compute: () => T): T {
  if (!store.has(key)) store.set(key, compute());
  return store.get(key) as T;
}
