import { createSandbox } from '@renkei/sandbox';
import { expect, test } from 'vitest';
import { worldOfScreens } from '../browser/world.ts';
import { createApp } from '../support/app.ts';

const WORKERS = 8;
const LINKAGES = 25;
const services = ['balances', 'transactions', 'deposits'] as const;

// What each worker does is its own: if anything of it shows in another world, a count or a state there is wrong.
test('eight workers with a world each link the same customers at the same time, and never meet', {
  timeout: 300_000,
}, async () => {
  const faults: unknown[] = [];
  const sandbox = await createSandbox({
    clock: '2026-11-20T09:00:00+09:00',
    world: worldOfScreens(),
    report: (fault) => void faults.push(fault),
  });

  async function work(worker: number) {
    const world = await sandbox.createWorld({ id: `worker-${worker}`, clock: `2026-11-${10 + worker}T09:00:00+09:00` });
    await world.clock.freeze();
    const day = (await world.clock.now()).slice(0, 10);
    expect(day).toBe(`2026-11-${10 + worker}`);
    await world.changeCustomer('mizuho', 'tanaka', { loginPassword: `worker${worker}` });
    await world.changeCustomer('gunma', 'sato', { locked: worker % 2 === 0 });
    const bank = await createApp(world, 'mizuho');
    const allowed = services.slice(0, 1 + (worker % services.length));
    for (let count = 0; count < LINKAGES; count += 1) {
      const { url, pending } = await bank.start();
      const linkage = await bank.complete(
        await world.customer('mizuho', 'tanaka').link(url, { services: allowed }),
        pending,
      );
      const { grantedAt } = await linkage.status();
      expect([linkage.services, grantedAt.slice(0, 10)]).toEqual([[...allowed], day]);
    }
    const other = await createApp(world, 'gunma');
    const { reason } = await world.customer('gunma', 'sato').walk((await other.start()).url);
    expect(reason).toBe(worker % 2 === 0 ? 'refused' : undefined);
    const letters = (await world.mails()).map(({ subject }) => subject);
    return letters.filter((subject) => subject === '外部サービス連携登録完了のご案内').length;
  }

  const mails = await Promise.all(Array.from({ length: WORKERS }, (_, worker) => work(worker)));
  expect(mails).toEqual(Array(WORKERS).fill(LINKAGES));
  // Nothing of it is in the world of the sandbox.
  expect(await sandbox.mails()).toEqual([]);
  const tanaka = (await sandbox.customers('mizuho')).find(({ loginId }) => loginId === 'tanaka');
  expect(tanaka?.loginPassword).toBe('tanaka-pw1');
  await sandbox.close();
  expect(faults).toEqual([]);
});
