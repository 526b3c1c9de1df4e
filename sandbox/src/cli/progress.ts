/**
 * Says on standard error what takes its time, as long as it does; a terminal only.
 *
 * @param what - e.g. `Starting the banks`
 */
export async function progress<Result>(what: string, work: Promise<Result>): Promise<Result> {
  if (!process.stderr.isTTY) return work;
  process.stderr.write(`${what} …`);
  try {
    return await work;
  } finally {
    // Back to the line's begin, and the rest of it erased.
    process.stderr.write('\r\u001b[K');
  }
}
