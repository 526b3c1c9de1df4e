import type { Sides } from './schema.ts';

/** The lines of a report of `npm run api`, by what they are about: `@renkei/sdk BankLink.start`. */
function linesIn(report: string): Map<string, string> {
  const lines = new Map<string, string>();
  let entry = '';
  for (const line of report.split('\n')) {
    if (line.startsWith('# ')) entry = line.slice(2);
    const [name] = /^(?:type |function )?[\w.]+/.exec(line) ?? [];
    if (name === undefined || line.startsWith('# ')) continue;
    const key = `${entry} ${name}`;
    // A constructor can have several signatures.
    lines.set(key, `${lines.get(key) ?? ''}${line}\n`);
  }
  return lines;
}

/** What happened to a public API: what is gone breaks who uses it; whether a changed signature does, a person has to see. */
export function publicApiChanges({ before, after }: Sides<string>): { gone: string[]; changed: string[] } {
  const [known, now] = [linesIn(before), linesIn(after)];
  return {
    gone: [...known.keys()].filter((name) => !now.has(name)),
    changed: [...known].flatMap(([name, line]) => (now.has(name) && now.get(name) !== line ? [name] : [])),
  };
}
