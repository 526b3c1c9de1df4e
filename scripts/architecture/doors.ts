import { readFileSync } from 'node:fs';
import { cruise, type ICruiseResult } from 'dependency-cruiser';
import extractTSConfig from 'dependency-cruiser/config-utl/extract-ts-config';

/** What is told of a room: in its box, and in the table. */
export interface RoomText {
  readonly short: string;
  readonly text: string;
}

/** The floors of the sandbox, from the ground up, with their rooms; `.dependency-cruiser.cjs` holds them. */
export const floors = JSON.parse(readFileSync(new URL('./rooms.json', import.meta.url), 'utf8')) as readonly Readonly<
  Record<string, RoomText>
>[];

/** Below all of them: what is made from `openapi/`. */
export const ground = 'openapi/generated';

/** Which other rooms a room imports. */
export type Doors = Readonly<Record<string, ReadonlySet<string>>>;

function roomOf(path: string): string | undefined {
  if (path.startsWith(`${ground}/`)) return ground;
  const [, room, sdk] = /^(?:sandbox\/src\/([^/]+)\/|(sdk)\/src\/)/.exec(path) ?? [];
  return room ?? sdk;
}

/** Reads the imports of the house. */
export async function readDoors(): Promise<Doors> {
  const tsConfig = 'tsconfig.json';
  const { output } = await cruise(
    ['sdk/src', 'sandbox/src'],
    { tsPreCompilationDeps: true, doNotFollow: { path: 'node_modules' }, tsConfig: { fileName: tsConfig } },
    undefined,
    { tsConfig: extractTSConfig(tsConfig) },
  );
  const doors: Record<string, Set<string>> = {};
  for (const { source, dependencies } of (output as ICruiseResult).modules) {
    const from = roomOf(source);
    if (from === undefined) continue;
    doors[from] ??= new Set();
    for (const { resolved } of dependencies) {
      const to = roomOf(resolved);
      if (to !== undefined && to !== from) doors[from].add(to);
    }
  }
  return doors;
}

/** The doors without those that lead where others lead as well (a transitive reduction); there are no circles. */
export function mainDoors(doors: Doors): [from: string, to: string][] {
  const reaches = (from: string, to: string): boolean =>
    [...(doors[from] ?? [])].some((next) => next === to || reaches(next, to));
  return Object.entries(doors).flatMap(([from, opened]) =>
    [...opened]
      .filter((to) => ![...opened].some((other) => other !== to && reaches(other, to)))
      .toSorted()
      .map((to): [string, string] => [from, to]),
  );
}
