import type { Row } from '../comparison.ts';
import { PRISM, prismHeaders } from '../peers/prism.ts';
import { type Server, startSandboxProcess, startServer } from '../processes.ts';

const timed = (start: () => Promise<Server>) => async () => {
  const server = await start();
  await server.stop();
  return server.startedIn;
};

const prism = () =>
  startServer(PRISM, (port) => ['mock', 'openapi/bank.yaml', '--port', String(port)], '/api/v1/accounts', prismHeaders);
const oauth2MockServer = () =>
  startServer(
    'node_modules/oauth2-mock-server/dist/oauth2-mock-server.mjs',
    (port) => ['-p', String(port), '-a', '127.0.0.1'],
    '/.well-known/openid-configuration',
  );

export const start: Row = {
  id: 'start',
  work: 'process start to first 200',
  unit: 'ms',
  rounds: 7,
  open: async () => ({
    ours: timed(startSandboxProcess),
    against: [
      { name: 'prism mock openapi/bank.yaml', sample: timed(prism), figure: 'ratio', atMost: 0.8 },
      { name: 'oauth2-mock-server', sample: timed(oauth2MockServer), figure: 'ratio', atMost: 1.5 },
    ],
    close: async () => {},
  }),
};
