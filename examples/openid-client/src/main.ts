import { createServer } from 'node:http';
import { inMemory, Linkage } from './linkage.ts';
import { completeLinkage, discoverBank, endLinkage, startLinkage } from './oauth.ts';

const { ISSUER = 'http://localhost:4400/gunma', PORT = '3000' } = process.env;
const redirectUri = `http://localhost:${PORT}/callback`;

const bank = await discoverBank({
  issuer: ISSUER,
  clientId: 'demo-accounting',
  clientSecret: 'sandbox-demo-secret',
});

const { url, pending } = await startLinkage(bank, redirectUri, ['balances', 'transactions']);
console.log(`Open this, and log in as tanaka / tanaka-pw1 (inquiry PIN 1234):\n${url}`);

const callbackUrl = await new Promise<URL>((resolve) => {
  const server = createServer((request, response) => {
    response.setHeader('Connection', 'close').end('Back from the bank: see your terminal.');
    server.close();
    resolve(new URL(String(request.url), redirectUri));
  }).listen(Number(PORT), 'localhost');
});

const box = inMemory(await completeLinkage(bank, callbackUrl, pending));
const linkage = new Linkage(bank, box);
for await (const { accountId, branchName, accountNumber } of linkage.accounts()) {
  console.log(branchName, accountNumber);
  for await (const line of linkage.transactions(accountId)) {
    console.log(line.bookDate, line.direction === '1' ? line.amount : -line.amount, line.description);
  }
}

await endLinkage(bank, await box.load());
console.log('The linkage is ended.');
