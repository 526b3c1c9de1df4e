/** Makes one measurement. */
type Sample = () => Promise<number>;

/** What our figure is held against. */
interface Against {
  readonly name: string;
  /** The peer's own measurement; none where our figure stands alone. */
  readonly sample?: Sample;
  /** How the two become one figure: ours through the peer's, ours less the peer's, or ours alone. */
  readonly figure: 'ratio' | 'difference' | 'value';
  readonly atMost?: number;
  readonly atLeast?: number;
}

/** What is measured side by side: ours and its peers, one sample of each in every round. */
export interface Contest {
  readonly ours: Sample;
  readonly against: readonly Against[];
  readonly close: () => Promise<void>;
}

/** A row of the table. */
export interface Row {
  /** Its name on the command line. */
  readonly id: string;
  /** What is done, in a few words. */
  readonly work: string;
  readonly unit: 'ms' | 'requests/s' | 'MB' | 'kB';
  readonly rounds: number;
  readonly open: () => Promise<Contest>;
}

/** The middle of the samples, and between which values eight of ten of them lie. */
export interface Spread {
  readonly median: number;
  readonly p10: number;
  readonly p90: number;
}

/** What came out of one comparison. */
export interface Outcome {
  readonly id: string;
  readonly work: string;
  readonly unit: string;
  readonly rounds: number;
  readonly against: string;
  readonly figure: Against['figure'];
  readonly target: string;
  /** Of the rounds' figures: noise that lasts for a whole round strikes both sides of it. */
  readonly result: Spread;
  readonly ours: Spread;
  readonly theirs?: Spread;
  readonly isMet: boolean;
}

const quantile = (sorted: readonly number[], part: number): number => {
  const at = (sorted.length - 1) * part;
  const low = sorted[Math.floor(at)] as number;
  return low + ((sorted[Math.ceil(at)] as number) - low) * (at - Math.floor(at));
};

/** Median, 10th and 90th percentile. */
function spreadOf(samples: readonly number[]): Spread {
  const sorted = samples.toSorted((a, b) => a - b);
  return { median: quantile(sorted, 0.5), p10: quantile(sorted, 0.1), p90: quantile(sorted, 0.9) };
}

function figureOf(figure: Against['figure'], ours: number, theirs: number): number {
  if (figure === 'ratio') return ours / theirs;
  return figure === 'difference' ? ours - theirs : ours;
}

function judge({ id, work, unit, rounds }: Row, against: Against, ours: number[], theirs: number[]): Outcome {
  const { figure, atMost = Infinity, atLeast = -Infinity } = against;
  const result = spreadOf(ours.map((value, round) => figureOf(figure, value, theirs[round] ?? 0)));
  const sign = against.atMost === undefined ? '≥' : '≤';
  const suffix = figure === 'ratio' ? '×' : ` ${unit}`;
  return {
    ...{ id, work, unit, rounds, figure },
    against: against.name,
    target: `${sign} ${against.atMost ?? against.atLeast}${suffix}`,
    result,
    ours: spreadOf(ours),
    ...(theirs.length > 0 && { theirs: spreadOf(theirs) }),
    isMet: result.median <= atMost && result.median >= atLeast,
  };
}

/**
 * Measures one row: in every round one sample of ours and of each peer, in turn, and the other way round in the next one. A
 * row of several rounds begins with one that is not counted.
 *
 * @param row - what is measured
 * @param onRound - told after every round
 */
export async function measure(row: Row, onRound: (round: number) => void): Promise<Outcome[]> {
  const contest = await row.open();
  try {
    const sides = [contest.ours, ...contest.against.map(({ sample }) => sample)];
    const samples: number[][] = sides.map(() => []);
    // The round before the first is not counted: who has just started has compiled nothing yet.
    for (let round = row.rounds > 1 ? -1 : 0; round < row.rounds; round += 1) {
      const order = [...sides.keys()];
      if (round % 2 !== 0) order.reverse();
      for (const side of order) {
        const sample = sides[side];
        const figure = await sample?.();
        if (figure !== undefined && round >= 0) samples[side]?.push(figure);
      }
      onRound(round + 1);
    }
    const [ours = [], ...others] = samples;
    return contest.against.map((against, index) => judge(row, against, ours, others[index] ?? []));
  } finally {
    await contest.close();
  }
}
