import { displayWidth } from '../../sandbox/src/cli/table.ts';

/** How a fault went. */
export interface Result {
  readonly name: string;
  readonly fault: string;
  readonly expected: string;
  readonly result: 'held' | 'missed' | 'skipped';
  readonly seen: string;
  readonly seconds: number;
}

const columns = [
  { head: 'FAULT', width: 34 },
  { head: 'EXPECTED', width: 44 },
  { head: 'SEEN', width: 60 },
] as const;

/** Breaks a text into lines of at most some columns: between words, and before kanji and kana where a word is too long. */
function wrapped(text: string, width: number): string[] {
  const broken = [''];
  for (const piece of text.match(/[^ ]+ ?| /g)?.flatMap((word) => (displayWidth(word) > width ? [...word] : word)) ??
    []) {
    const longer = `${broken.at(-1)}${piece}`;
    if (displayWidth(longer.trimEnd()) <= width) broken[broken.length - 1] = longer;
    else broken.push(piece);
  }
  return broken.map((line) => line.trimEnd());
}

function row(cells: readonly string[]): string {
  const lines = cells.map((cell, index) => wrapped(cell, columns[index]?.width ?? 0));
  const height = Math.max(...lines.map(({ length }) => length));
  const line = (number: number) =>
    columns
      .map(({ width }, index) => {
        const text = lines[index]?.[number] ?? '';
        return text + ' '.repeat(width - displayWidth(text));
      })
      .join('  ')
      .trimEnd();
  return Array.from({ length: height }, (_, number) => line(number)).join('\n');
}

/** The head of the table. */
export const heading = (): string => row(columns.map(({ head }) => head));

/** A row of the table. */
export function lines({ name, fault, expected, result, seen, seconds }: Result): string {
  const told = result === 'held' ? seen : `${result.toUpperCase()}: ${seen}`;
  return `\n${row([`${name}: ${fault}`, expected, `${told} (${seconds} s)`])}`;
}

/** How many held, in figures and as the last line of a run. */
export function counts(results: readonly Result[]) {
  const count = (result: Result['result']) => results.filter((one) => one.result === result).length;
  const [held, missed, skipped] = [count('held'), count('missed'), count('skipped')];
  return { held, missed, skipped, text: `${held} held, ${missed} missed, ${skipped} skipped` };
}

/** The whole run as a page. */
export function markdown(results: readonly Result[]): string {
  const cell = (text: string) => text.replaceAll('|', '\\|').replaceAll('\n', ' ');
  const rows = results.map(
    ({ name, fault, expected, result, seen }) =>
      `| \`${name}\` | ${cell(fault)} | ${cell(expected)} | ${result === 'held' ? '' : `**${result}**: `}${cell(seen)} |`,
  );
  return [
    '# Faults to survive',
    '',
    'Written by `npm run faults -- --write`: what goes wrong around a real `sandbox start`, what is expected of it, and what the',
    'last run saw.',
    '',
    '| name | fault | expected | seen |',
    '| --- | --- | --- | --- |',
    ...rows,
    '',
    counts(results).text,
    '',
  ].join('\n');
}
