// What a vendor runs where there is no Node.js: in a page, or at the edge.
import { BankLink } from '@renkei/sdk';

export const start = (settings) => new BankLink(settings).start({ services: ['balances', 'transactions'] });

export async function read(settings, callbackUrl, pending) {
  const linkage = await new BankLink(settings).complete(callbackUrl, pending);
  const accounts = await Array.fromAsync(linkage.accounts());
  const lines = await Array.fromAsync(linkage.transactions(accounts[0].accountId));
  const { daysLeft } = await linkage.status();
  return { accounts: accounts.length, lines: lines.length, daysLeft };
}
