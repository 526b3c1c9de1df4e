import { createServer } from 'node:http';
import { BankLink } from '@renkei/sdk';

const { ISSUER = 'http://localhost:4400/gunma', PORT = '3000' } = process.env;

// #region link
const bank = new BankLink({
  issuer: ISSUER,
  clientId: 'demo-accounting',
  clientSecret: 'sandbox-demo-secret',
  redirectUri: `http://localhost:${PORT}/callback`,
});

const { url, pending } = await bank.start({ services: ['balances', 'transactions'] });
console.log(`Open this, and log in as tanaka / tanaka-pw1 (inquiry PIN 1234):\n${url}`);

// The bank sends the customer's browser back to the redirect URI.
const callbackUrl = await new Promise<string>((resolve) => {
  const server = createServer((request, response) => {
    response.setHeader('Connection', 'close').end('Back from the bank: see your terminal.');
    server.close();
    resolve(String(request.url));
  }).listen(Number(PORT), 'localhost');
});
const linkage = await bank.complete(callbackUrl, pending);
// #endregion

// #region read
for await (const account of linkage.accounts()) {
  const { balance } = await linkage.balance(account.accountId);
  console.log(`${account.branchName} ${account.accountNumber}: ${balance} yen`);
  for await (const line of linkage.transactions(account.accountId)) {
    console.log(line.bookDate, line.direction === '1' ? line.amount : -line.amount, line.description);
  }
}
// #endregion
