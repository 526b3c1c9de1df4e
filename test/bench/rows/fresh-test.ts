import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Row } from '../comparison.ts';
import { root } from '../processes.ts';

/** From the start of a test process to its first answer, in milliseconds. */
const firstAnswer = (file: string) => async () => {
  const begun = performance.now();
  const child = spawn(process.execPath, [`test/bench/fresh/${file}`], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  const [printed] = await once(child.stdout, 'data');
  const took = performance.now() - begun;
  await ended;
  if (String(printed).trim() !== '200') throw new Error(`${file} was answered ${printed}`);
  return took;
};

export const freshTest: Row = {
  id: 'fresh-test',
  work: 'createSandbox() in a fresh test process, import included, to the first answer through MSW',
  unit: 'ms',
  rounds: 9,
  open: async () => ({
    ours: firstAnswer('with-sandbox.ts'),
    against: [
      {
        name: 'the same test with handlers written by hand',
        sample: firstAnswer('hand-written.ts'),
        figure: 'difference',
        atMost: 400,
      },
    ],
    close: async () => {},
  }),
};
