import { sandboxTest } from '@renkei/sandbox/vitest';
import { BankLink } from '@renkei/sdk';
import { expect } from 'vitest';
import { fromLinkage } from './statement-source.ts';

const test = sandboxTest({ clock: '2026-11-20T09:00:00+09:00' });

const otherTerms = [
  { name: 'an access token ends after a minute', settings: { accessTokenSeconds: 60 } },
  { name: 'statements reach 30 days back', settings: { inquiryDays: 30 } },
  { name: 'a consent lasts 30 days', settings: { consentDays: 30 } },
  { name: 'nothing is served at night', settings: { serviceHours: hours('08:00', '21:00') } },
];

function hours(from: string, to: string) {
  return { businessDays: { from, to }, saturdays: { from, to }, holidays: { from, to } };
}

for (const { name, settings } of otherTerms) {
  test(`a statement is read twice in a morning where ${name}`, async ({ sharedSandbox }) => {
    const world = await sharedSandbox.createWorld({ changes: { banks: { gunma: { settings } } } });
    const bank = new BankLink({
      issuer: `${world.origin}/gunma`,
      clientId: 'demo-accounting',
      clientSecret: 'sandbox-demo-secret',
      redirectUri: 'http://localhost:3000/callback',
      fetch: world.fetch,
    });
    const { url, pending } = await bank.start();
    const linkage = await bank.complete(await world.customer('gunma', 'sato').link(url), pending);
    const source = fromLinkage(linkage);

    const first = await keysOf(source);
    await world.clock.advance('PT2H');
    expect(await keysOf(source)).toEqual(first);
    expect(first.length).toBeGreaterThan(10);
    await world.close();
  });
}

async function keysOf(source: ReturnType<typeof fromLinkage>): Promise<string[]> {
  const keys: string[] = [];
  for await (const account of source.accounts()) {
    for await (const { key } of source.lines(account)) keys.push(key);
  }
  return keys;
}
