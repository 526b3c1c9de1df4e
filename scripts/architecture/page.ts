import { type Doors, floors, ground } from './doors.ts';

/** From the top of the house down. */
const storeys = floors.toReversed();
const rooms = storeys.flatMap((floor) => Object.keys(floor));

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

/** What lives in each room. */
export const roomTable = (): string =>
  table(
    ['floor', 'room', 'what lives there'],
    storeys.flatMap((floor, index) =>
      Object.entries(floor).map(([name, { text }]) => [
        String(storeys.length - index),
        `[\`${name}/\`](../sandbox/src/${name})`,
        text,
      ]),
    ),
  );

/** Every door that is open. */
export function doorTable(doors: Doors): string {
  const all = [...rooms, ground];
  const opened = (from: string) => all.filter((to) => doors[from]?.has(to)).map((to) => `${to}/`);
  return table(
    ['room', 'imports'],
    rooms.map((from) => [`${from}/`, opened(from).join(', ') || 'nothing']),
  );
}

/** A page with what stands between its marks made anew: `<!-- made: NAME -->` … `<!-- /made -->`. */
export function fillIn(page: string, parts: Readonly<Record<string, string>>): string {
  const filled = new Set<string>();
  const text = page.replace(/(<!-- made: (\S+) -->\n)[\s\S]*?(<!-- \/made -->)/g, (_, start, name: string, end) => {
    filled.add(name);
    return `${start}\n${parts[name] ?? ''}\n\n${end}`;
  });
  const missing = Object.keys(parts).filter((name) => !filled.has(name));
  if (missing.length > 0) throw new Error(`docs/architecture.md has no mark for: ${missing.join(', ')}`);
  return text;
}
