import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Row } from '../comparison.ts';
import { root } from '../processes.ts';

interface Measured {
  readonly size: number;
}

/** The SDK's main entry with its two dependencies, as size-limit measures it. */
async function sdkSize(): Promise<number> {
  const command = ['node_modules/size-limit/bin.js', '--json'];
  const { stdout } = await promisify(execFile)(process.execPath, command, { cwd: root });
  const [main] = JSON.parse(stdout) as Measured[];
  return (main as Measured).size / 1000;
}

export const size: Row = {
  id: 'size',
  work: 'the SDK, minified and compressed',
  unit: 'kB',
  rounds: 1,
  open: async () => ({
    ours: sdkSize,
    against: [{ name: 'its limit', figure: 'value', atMost: 12 }],
    close: async () => {},
  }),
};
