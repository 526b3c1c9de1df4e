import { once } from 'node:events';
import { createServer } from 'node:http';
import { Linkage } from './linkage.ts';
import { completeLinkage, discoverBank, endLinkage, startLinkage, type Tokens } from './oauth.ts';

const { ISSUER = 'http://localhost:4400/gunma', PORT = '3000' } = process.env;
const redirectUri = `http://localhost:${PORT}/callback`;

const bank = await discoverBank({
  issuer: ISSUER,
  clientId: 'demo-accounting',
  clientSecret: 'sandbox-demo-secret',
});

const { url, pending } = await startLinkage(bank, redirectUri, ['balances', 'transactions']);
console.log(`Open this, and log in as tanaka / tanaka-pw1 (inquiry PIN 1234):\n${url}`);

const server = createServer().listen(Number(PORT), 'localhost');
const [request, response] = await once(server, 'request');
response.setHeader('Connection', 'close').end('Linked. The statement is in your terminal.');
server.close();

let kept: Tokens = await completeLinkage(bank, new URL(request.url, redirectUri), pending);
const linkage = new Linkage(bank, {
  load: async () => kept,
  save: async (tokens) => {
    kept = tokens;
  },
});
for (const { accountId, branchName, accountNumber } of await linkage.accounts()) {
  console.log(branchName, accountNumber);
  for await (const line of linkage.transactions(accountId)) {
    console.log(line.bookDate, line.direction === '1' ? line.amount : -line.amount, line.description);
  }
}

await endLinkage(bank, kept);
console.log('The linkage is ended.');
