/**
 * Says on standard error what takes its time, as long as it does; a terminal only.
 *
 * @param what - e.g. `Starting the banks`
 * @param work - what is waited for; or what begins it, and tells how far it is
 */
export async function progress<Result>(
  what: string,
  work: Promise<Result> | ((tell: (howFar: string) => void) => Promise<Result>),
): Promise<Result> {
  const begin = (tell: (howFar: string) => void) => (typeof work === 'function' ? work(tell) : work);
  if (!process.stderr.isTTY) return begin(() => {});
  // Back to the line's begin, and the rest of it erased.
  const replace = (text: string) => process.stderr.write(`\r\u001b[K${text}`);
  process.stderr.write(`${what} …`);
  try {
    return await begin((howFar) => replace(`${what} … ${howFar}`));
  } finally {
    replace('');
  }
}

/**
 * How far something is, whenever that is another whole percentage.
 *
 * @param tell - told e.g. `450,000 of 1,000,000`
 */
export function perCent(tell: (howFar: string) => void): (done: number, total: number) => void {
  let last = 0;
  return (done, total) => {
    const now = Math.floor((100 * done) / total);
    if (now === last) return;
    last = now;
    tell(`${done.toLocaleString('en')} of ${total.toLocaleString('en')}`);
  };
}
