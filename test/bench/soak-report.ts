/** What was measured at a moment; bytes, and milliseconds of delay since the moment before. */
export interface Sample {
  readonly minute: number;
  readonly rss: number;
  readonly heapUsed: number;
  readonly database: number;
  readonly delay: { readonly p50: number; readonly p99: number; readonly max: number };
  readonly linkages: number;
  readonly reads: number;
  readonly errors: number;
}

type Amount = 'rss' | 'heapUsed' | 'database';

const megabytes = (bytes: number): string => (bytes / 2 ** 20).toFixed(1);

function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}

const columns: readonly [head: string, cell: (sample: Sample) => string][] = [
  ['minute', ({ minute }) => minute.toFixed(1)],
  ['RSS MB', ({ rss }) => megabytes(rss)],
  ['heap MB', ({ heapUsed }) => megabytes(heapUsed)],
  ['database MB', ({ database }) => megabytes(database)],
  ['delay p50 ms', ({ delay }) => delay.p50.toFixed(1)],
  ['p99 ms', ({ delay }) => delay.p99.toFixed(1)],
  ['max ms', ({ delay }) => delay.max.toFixed(0)],
  ['linkages', ({ linkages }) => String(linkages)],
  ['reads', ({ reads }) => String(reads)],
  ['errors', ({ errors }) => String(errors)],
];

/** Lines of a table, with its head where asked for. */
export function table(samples: readonly Sample[], withHead: boolean): string {
  const line = (cells: readonly string[]) =>
    cells.map((cell, index) => cell.padStart((columns[index]?.[0].length ?? 0) + 2)).join('');
  const rows = samples.map((sample) => line(columns.map(([, cell]) => cell(sample))));
  return [...(withHead ? [line(columns.map(([head]) => head))] : []), ...rows].join('\n');
}

const WIDTH = 72;
const HEIGHT = 10;

/** A chart over time, from zero up: the median of the samples that share a column. */
export function chart(of: Amount, samples: readonly Sample[]): string {
  const most = Math.max(...samples.map((sample) => sample[of]), 1);
  const width = Math.min(WIDTH, samples.length);
  const heights = Array.from({ length: width }, (_, column) => {
    const from = Math.floor((column * samples.length) / width);
    const to = Math.floor(((column + 1) * samples.length) / width);
    return Math.round((median(samples.slice(from, to).map((sample) => sample[of])) / most) * HEIGHT);
  });
  const rows = Array.from({ length: HEIGHT }, (_, row) => {
    const level = HEIGHT - row;
    const label = megabytes((most * level) / HEIGHT).padStart(8);
    return `${label} ┤${heights.map((height) => (height >= level ? '█' : ' ')).join('')}`;
  });
  const last = samples.at(-1)?.minute.toFixed(0) ?? '0';
  return `${of}, MB over ${last} minutes\n${rows.join('\n')}\n${'0'.padStart(8)} └${'─'.repeat(width)}\n`;
}

/** How far the level of the last quarter lies above that of the second, by medians; the first one warms up. */
export function growth(
  of: Amount,
  samples: readonly Sample[],
  bound: { readonly share: number; readonly bytes: number },
): { readonly text: string; readonly isAbove: boolean } {
  const quarter = samples.length / 4;
  const level = (from: number, to: number) =>
    median(samples.slice(Math.floor(from * quarter), Math.ceil(to * quarter)).map((sample) => sample[of]));
  const [second, last] = [level(1, 2), level(3, 4)];
  const most = second * (1 + bound.share) + bound.bytes;
  const allowed = `${megabytes(second)} MB + ${bound.share * 100} % + ${megabytes(bound.bytes)} MB = ${megabytes(most)} MB`;
  const isAbove = last > most;
  const verdict = isAbove ? 'ABOVE' : 'within';
  return { text: `${of}: the last quarter's level ${megabytes(last)} MB is ${verdict} ${allowed}`, isAbove };
}
