import { createSandbox, type Sandbox } from '@renkei/sandbox';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { kept } from '../../sandbox/src/store/past.ts';
import { worldOfScreens } from '../browser/world.ts';
import { createApp } from '../support/app.ts';
import { createVisitor, type Visitor } from '../support/visitor.ts';

const faults: unknown[] = [];
let sandbox: Sandbox;
beforeAll(async () => {
  const report = (fault: unknown) => void faults.push(fault);
  sandbox = await createSandbox({ clock: '2026-11-20T09:00:00+09:00', world: worldOfScreens(), report });
  await sandbox.clock.freeze();
});
afterAll(async () => {
  expect(faults).toEqual([]);
  await sandbox.close();
});

const login = { loginId: 'sato', loginPassword: 'sato-pw1' };

test('customers who begin and never finish are forgotten; who is linked stays so, and who has just begun goes on', {
  timeout: 120_000,
}, async () => {
  const app = await createApp(sandbox, 'gunma');
  const { url, pending } = await app.start();
  const linkage = await app.complete(await sandbox.customer('gunma', 'sato').link(url), pending);

  const begin = async (): Promise<{ visitor: Visitor; at: string }> => {
    const visitor = createVisitor(sandbox.fetch as typeof fetch);
    const { url: at } = await visitor.follow((await app.start()).url);
    return { visitor, at };
  };
  const first = await begin();
  await first.visitor.press(first.at, 'login', login);
  const { id: reached } = await first.visitor.see(first.at);
  for (let count = 0; count < kept.linkages + 100; count += 1) await begin();
  const last = await begin();

  const { linkages = [], oauth_records: records = [] } = (await sandbox.snapshot()).tables;
  expect(linkages.length).toBeLessThan(kept.linkages + 100);
  expect(records.length).toBeLessThan(kept.oauth_records + 100);
  // The first begins again, and is nowhere halfway.
  const stale = await first.visitor.press(first.at, 'next', { services: ['balances'] }, reached);
  expect([reached, stale.status, (await first.visitor.see(first.at)).id]).toEqual(['service-selection', 409, 'entry']);
  await last.visitor.press(last.at, 'login', login);
  expect((await last.visitor.see(last.at)).id).toBe('service-selection');
  await sandbox.expireAccessTokens('gunma', 'sato');
  expect((await linkage.status()).daysLeft).toBe(90);
});
