import autocannon from 'autocannon';

/** What to ask for, and how often. */
export interface Load {
  readonly url: string;
  readonly headers?: Record<string, string>;
  readonly connections?: number;
  /** For how many seconds, unless an amount of requests is given. */
  readonly seconds?: number;
  readonly amount?: number;
}

/** Answers a second over a number of kept connections; throws when an answer is not a 2xx. */
export async function throughput(load: Load): Promise<number> {
  const { requests, duration } = await run(load);
  return requests.total / duration;
}

/** Latency of an answer that one in a hundred exceeds, in milliseconds. */
export async function latencyP99(load: Load): Promise<number> {
  return (await run(load)).latency.p99;
}

/** Asks so often or so long; throws when an answer is not a 2xx. */
export async function run({
  url,
  headers = {},
  connections = 20,
  seconds = 3,
  amount,
}: Load): Promise<autocannon.Result> {
  const length = amount === undefined ? { duration: seconds } : { amount };
  const result = await autocannon({ url, headers, connections, ...length });
  const failed = result.non2xx + result.errors + result.timeouts;
  if (failed > 0) throw new Error(`${failed} of ${result.requests.total} requests to ${url} failed`);
  return result;
}
