const megabytes = (bytes: number): number => Math.round(bytes / 1024 / 1024);

/** What this process holds, in MB; the heap without its garbage where Node.js was started with `--expose-gc`. */
export function memoryNow() {
  globalThis.gc?.();
  const { rss, heapUsed, external } = process.memoryUsage();
  return { 'resident MB': megabytes(rss), 'heap MB': megabytes(heapUsed), 'external MB': megabytes(external) };
}
