import { writeFileSync } from 'node:fs';
import { cpus, type as system } from 'node:os';
import { join } from 'node:path';
import type { Outcome, Spread } from './comparison.ts';
import { root } from './processes.ts';

/** Three digits that count, and no more than the number has. */
const digits = (value: number): string =>
  value >= 100
    ? value.toFixed(0)
    : value
        .toPrecision(3)
        .replace(/(\.\d*?)0+$/, '$1')
        .replace(/\.$/, '');

const spread = ({ median, p10, p90 }: Spread): string =>
  p10 === p90 ? digits(median) : `${digits(median)} (${digits(p10)} to ${digits(p90)})`;

const withUnit = (text: string, { figure, unit }: Outcome): string =>
  figure === 'ratio' ? `${text} ×` : `${text} ${unit}`;

const headings = ['work', 'against', 'target', 'result', '', 'ours', 'theirs', 'unit'] as const;

const cellsOf = (outcome: Outcome): readonly string[] => [
  outcome.work,
  outcome.against,
  outcome.target,
  withUnit(spread(outcome.result), outcome),
  outcome.isMet ? 'met' : 'missed',
  spread(outcome.ours),
  outcome.theirs ? spread(outcome.theirs) : '',
  outcome.unit,
];

/** The outcomes for a terminal, each with its figures below. */
export function asText(outcomes: readonly Outcome[]): string {
  return outcomes
    .map(cellsOf)
    .map(
      ([work, against, target, result, verdict, ours, theirs, unit]) =>
        `${verdict?.padEnd(7)}${work}, against ${against}\n       ${result}, target ${target}; ours ${ours} ${unit}${theirs ? `, theirs ${theirs} ${unit}` : ''}`,
    )
    .join('\n');
}

/** Writes the outcomes to `docs/benchmarks.md`. */
export function writeMarkdown(outcomes: readonly Outcome[]): void {
  const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const text = [
    '# Benchmarks',
    '',
    'Written by `npm run bench -- --write`. Each row is measured in rounds, one sample of ours and of each peer in turn; the first of',
    'several rounds warms both up and is not counted. The result is the median of the rounds, and in brackets where eight of ten of',
    'them lie. Ratios come first: they are of one machine in one run.',
    '',
    `${system()}, ${cpus().length} × ${cpus()[0]?.model.trim()}, Node.js ${process.versions.node}.`,
    '',
    row(headings),
    row(headings.map(() => '---')),
    ...outcomes.map(cellsOf).map(row),
    '',
  ];
  writeFileSync(join(root, 'docs/benchmarks.md'), text.join('\n'));
}
