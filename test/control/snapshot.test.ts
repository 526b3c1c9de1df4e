import { createSandbox, type Sandbox } from '@renkei/sandbox';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openSandbox, type TestSandbox } from '../support/sandbox.ts';
import { createVendor } from '../support/vendor.ts';
import { problemIn } from './problem.ts';

let sandbox: TestSandbox;
beforeAll(async () => {
  sandbox = await openSandbox();
});
afterAll(async () => {
  expect(sandbox.faults).toEqual([]);
  await sandbox.close();
});

describe('a snapshot', () => {
  test('takes the world back to where it was: tokens, locks, mails, registered apps and the clock', async () => {
    const vendor = await createVendor(sandbox);
    const tokens = await vendor.link({ loginId: 'sato', loginPassword: 'sato-pw1' });
    await sandbox.control('PUT', '/clock', { frozen: true });
    const before = await sandbox.snapshot();
    const now = await sandbox.clock.now();
    expect((await vendor.read(tokens.access_token, '/accounts')).status).toBe(200);

    await sandbox.endLinkages('gunma', 'sato', 'revoked_by_bank');
    await sandbox.changeCustomer('gunma', 'sato', { locked: true });
    await sandbox.registerClient({ client_name: 'もうひとつ' });
    await sandbox.clock.advance('P1D');
    expect((await vendor.read(tokens.access_token, '/accounts')).status).toBe(401);

    await sandbox.restore(before);
    expect(await sandbox.clock.now()).toBe(now);
    expect((await vendor.read(tokens.access_token, '/accounts')).status).toBe(200);
    expect(await sandbox.snapshot()).toEqual(before);
  });

  test('of another world, of another version or with something missing is refused, and changes nothing', async () => {
    const snapshot = await sandbox.snapshot();
    const { consents: _, ...tables } = snapshot.tables;
    const broken = { ...snapshot.tables, mails: [{ nonsense: 1 }] };
    for (const wrong of [
      { ...snapshot, world: 'another' },
      { ...snapshot, schemaVersion: 1 },
      { ...snapshot, tables },
      { ...snapshot, tables: broken },
    ]) {
      const answer = await sandbox.control('PUT', '/snapshot', wrong);
      expect([answer.status, (await problemIn(answer)).code]).toEqual([400, 'invalid_snapshot']);
    }
    expect(await sandbox.snapshot()).toEqual(snapshot);
    expect((await sandbox.control('PUT', '/snapshot', {})).status).toBe(400);
  });

  test('can be taken of a sandbox without a port', async () => {
    const quiet: Sandbox = await createSandbox({ clock: '2026-11-20T09:00:00+09:00' });
    await quiet.clock.freeze();
    const before = await quiet.snapshot();
    await quiet.changeCustomer('mizuho', 'sato', { cameraTokenState: 'suspended' });
    await quiet.restore(before);
    expect(await quiet.snapshot()).toEqual(before);
    await quiet.close();
  });
});
