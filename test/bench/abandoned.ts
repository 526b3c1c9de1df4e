// Linkages that are begun and never finished, all in one world whose clock stands still: does the sandbox grow?
//   npm run build:js && node --expose-gc test/bench/abandoned.ts [linkages]

import { createSandbox } from '@renkei/sandbox';
import { BankLink } from '@renkei/sdk';
import { memoryNow } from './memory.ts';

const LINKAGES = Number(process.argv[2] ?? 100_000);
const CALLBACK = 'http://localhost:9999/callback';

const sandbox = await createSandbox();
await sandbox.clock.freeze();
const client = await sandbox.registerClient({ client_name: 'ベンチ会計', redirect_uris: [CALLBACK] });
const { client_id: clientId, client_secret: clientSecret = '' } = client;
const bank = new BankLink({
  issuer: `${sandbox.origin}/gunma`,
  clientId,
  clientSecret,
  redirectUri: CALLBACK,
  fetch: (request) => sandbox.fetch(request),
});

const memory = [];
const start = performance.now();
for (let begun = 0; begun <= LINKAGES; begun += 1) {
  if (begun % (LINKAGES / 10) === 0) {
    const { tables } = await sandbox.snapshot();
    const { linkages = [], oauth_records: records = [] } = tables;
    memory.push({ begun, linkages: linkages.length, records: records.length, ...memoryNow() });
  }
  const answer = await sandbox.fetch((await bank.start()).url);
  const cookies = answer.headers.getSetCookie().map((cookie) => cookie.split(';')[0]);
  const screen = await sandbox.fetch(answer.headers.get('location') ?? '', {
    headers: { Accept: 'application/json', Cookie: cookies.join('; ') },
  });
  if (screen.status !== 200) throw new Error(`no screen: ${await screen.text()}`);
  await screen.arrayBuffer();
}
console.table(memory);
console.log(`${LINKAGES} linkages begun in ${((performance.now() - start) / 1000).toFixed(0)} s`);
await sandbox.close();
