// How fast linkages go by each front, one after another and in eight worlds at the same time:
//   npm run build:js && node test/bench/worlds.ts [linkages]

import { connectSandbox, createSandbox, type OtherWorld, startSandbox } from '@renkei/sandbox';
import { bankHandlers } from '@renkei/sandbox/msw';
import { BankLink } from '@renkei/sdk';
import { setupServer } from 'msw/node';

const LINKAGES = Number(process.argv[2] ?? 1000);
const WORKERS = 8;
const CALLBACK = 'http://localhost:9999/callback';
const options = { clock: '2026-11-20T09:00:00+09:00' };

const milliseconds = async (work: () => Promise<unknown>): Promise<number> => {
  const start = performance.now();
  await work();
  return performance.now() - start;
};

/** Links `tanaka` of `mizuho` again and again, with the SDK. */
async function linkages(world: OtherWorld, fetch: BankFetch, count: number): Promise<void> {
  const client = await world.registerClient({ client_name: 'ベンチ会計', redirect_uris: [CALLBACK] });
  const { client_id: clientId, client_secret: clientSecret = '' } = client;
  const bank = new BankLink({ issuer: `${world.origin}/mizuho`, clientId, clientSecret, redirectUri: CALLBACK, fetch });
  const customer = world.customer('mizuho', 'tanaka');
  for (let done = 0; done < count; done += 1) {
    const { url, pending } = await bank.start();
    await bank.complete(await customer.link(url), pending);
  }
}

type BankFetch = (request: Request) => Promise<Response>;

async function measure(name: string, makeWorld: () => Promise<OtherWorld>, fetchOf: (world: OtherWorld) => BankFetch) {
  const world = await makeWorld();
  const some = Math.max(1, Math.round(LINKAGES / WORKERS));
  await linkages(world, fetchOf(world), 5);
  const alone = await milliseconds(() => linkages(world, fetchOf(world), some));
  let made = 0;
  const worlds: OtherWorld[] = [];
  made = await milliseconds(async () => {
    for (let worker = 0; worker < WORKERS; worker += 1) worlds.push(await makeWorld());
  });
  const together = await milliseconds(() => Promise.all(worlds.map((one) => linkages(one, fetchOf(one), some))));
  await Promise.all([world, ...worlds].map((one) => one.close()));
  console.log(
    [
      name.padEnd(14),
      `one linkage ${(alone / some).toFixed(1)} ms`,
      `one worker ${((some / alone) * 1000).toFixed(0)}/s`,
      `${WORKERS} workers ${(((some * WORKERS) / together) * 1000).toFixed(0)}/s (${some * WORKERS} linkages)`,
      `one world ${(made / WORKERS).toFixed(0)} ms`,
    ].join('   '),
  );
}

const globalFetch: BankFetch = (request) => globalThis.fetch(request);

const starts: number[] = [];
for (let tries = 0; tries < 5; tries += 1) {
  starts.push(await milliseconds(async () => (await createSandbox(options)).close()));
}
console.log(
  `in-process start: first ${starts[0]?.toFixed(0)} ms, then ${Math.min(...starts.slice(1)).toFixed(0)} ms at best`,
);

const inProcess = await createSandbox(options);
await measure(
  'in process',
  () => inProcess.createWorld(),
  (world) => (request) => world.fetch(request),
);
await inProcess.close();

const behindMsw = await createSandbox({ ...options, origin: 'http://localhost:4990' });
const server = setupServer(...bankHandlers(behindMsw));
server.listen();
const connected = connectSandbox(behindMsw.origin);
await measure(
  'through MSW',
  () => connected.createWorld(),
  () => globalFetch,
);
server.close();
await behindMsw.close();

const listening = await startSandbox({ ...options, port: 0, tlsPort: 0 });
const overPort = connectSandbox(listening.origin);
await measure(
  'over a port',
  () => overPort.createWorld(),
  () => globalFetch,
);
await listening.close();
