import type { Row } from '../comparison.ts';
import { residentMemory, startSandboxProcess } from '../processes.ts';

export const idleMemory: Row = {
  id: 'memory',
  work: 'resident memory of an idle sandbox, 3 seconds after its start',
  unit: 'MB',
  rounds: 3,
  open: async () => ({
    ours: async () => {
      const sandbox = await startSandboxProcess();
      await new Promise((resolve) => setTimeout(resolve, 3000));
      const memory = await residentMemory(sandbox);
      await sandbox.stop();
      return memory;
    },
    against: [{ name: 'its limit', figure: 'value', atMost: 120 }],
    close: async () => {},
  }),
};
