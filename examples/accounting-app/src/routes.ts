/** Every URL of the app, for matching and for links. */
export const routes = {
  overview: '/',
  link: '/link',
  callback: '/callback',
  startImport: '/linkages/:linkage/import',
  unlink: '/linkages/:linkage/unlink',
  importProgress: '/imports/:run',
  importProgressData: '/imports/:run/progress',
  account: '/accounts/:account',
} as const;

type Routes = typeof routes;
type Parameters<Path extends string> = Path extends `${string}:${infer Name}/${infer Rest}`
  ? Name | Parameters<Rest>
  : Path extends `${string}:${infer Name}`
    ? Name
    : never;

/** The link to a route, with its parameters filled in and encoded; an undefined query value is left out. */
export function linkTo<Name extends keyof Routes>(
  name: Name,
  parameters: Record<Parameters<Routes[Name]>, string>,
  query: Record<string, string | readonly string[] | undefined> = {},
): string {
  const values: Record<string, string> = parameters;
  const path = routes[name].replace(/:(\w+)/g, (_, key: string) => encodeURIComponent(values[key] ?? ''));
  const pairs = Object.entries(query).flatMap(([key, value]) => [value ?? []].flat().map((item) => [key, item]));
  return pairs.length === 0 ? path : `${path}?${new URLSearchParams(pairs)}`;
}
