type Json = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** By which of its keys an item of a list is known, the first that it has. */
const identities = ['clientId', 'loginId', 'id', 'number', 'code'] as const;

function identityOf(item: unknown): string | undefined {
  if (!isObject(item)) return undefined;
  const key = identities.find((name) => typeof item[name] === 'string');
  return key && `${key} ${item[key]}`;
}

function mergeLists(base: readonly unknown[], changes: readonly unknown[]): unknown {
  if (changes.length === 0 || changes.some((item) => identityOf(item) === undefined)) return changes;
  const rest = new Map(changes.map((item) => [identityOf(item), item]));
  const merged = base.map((item) => {
    const known = identityOf(item);
    const change = known && rest.get(known);
    if (change === undefined) return item;
    rest.delete(known);
    return mergeWorld(item, change);
  });
  return [...merged, ...rest.values()];
}

/**
 * A world with changes: objects are merged key by key, and a null takes its key away; the customers, accounts, companies,
 * certificates, camera tokens and vendors of a list are known by their id, and new ones are added; any other list is
 * replaced. The result is still to be checked.
 *
 * @param base - the world
 * @param changes - the same shape, with what differs
 * @example
 * ```ts
 * mergeWorld(world, { banks: { gunma: { companies: [{ id: 'shop', customers: [{ loginId: 'tanaka', locked: true }] }] } } });
 * ```
 */
export function mergeWorld(base: unknown, changes: unknown): unknown {
  if (Array.isArray(base) && Array.isArray(changes)) return mergeLists(base, changes);
  if (!isObject(base) || !isObject(changes)) return changes;
  const kept = Object.entries(base).filter(([key]) => changes[key] !== null);
  const changed = Object.entries(changes)
    .filter(([, value]) => value !== null)
    .map(([key, value]) => [key, mergeWorld(base[key], value)] as const);
  return Object.fromEntries([...kept, ...changed]);
}
