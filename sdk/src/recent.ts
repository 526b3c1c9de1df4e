const limit = 10_000;

/** Remembers an entry, and forgets the oldest when there are too many. */
export function keepRecent<K, V>(map: Map<K, V>, key: K, value: V): void {
  map.set(key, value);
  if (map.size > limit) map.delete(map.keys().next().value as K);
}
