import { execFileSync } from 'node:child_process';
import { setTimeout as wait } from 'node:timers/promises';
import { createApp } from '../support/app.ts';
import { createVisitor } from '../support/visitor.ts';
import { type Fault, tally } from './fault.ts';
import type { Running } from './ground.ts';

/** The memory of a process, in MB. */
function memoryOf({ pid }: Running): number {
  return Math.round(Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' })) / 1024);
}

/** How many rows a world keeps of what was begun. */
async function rowsIn({ world }: Running) {
  const { tables } = await world.snapshot();
  return { linkages: tables.linkages?.length ?? 0, records: tables.oauth_records?.length ?? 0 };
}

const LANES = 4;
// A sandbox warms up: its memory is compared between a half of the way and its end.
const MOST_GROWTH_MB = 60;
const MOST_ROWS = 7000;

/**
 * Customers who begin and never finish.
 *
 * @param count - how many
 */
function abandoned(count: number): Fault {
  return {
    name: 'abandoned-linkages',
    fault: `${count.toLocaleString('en')} linkages that are begun and abandoned at the first screen`,
    expected: `no more than ${MOST_ROWS.toLocaleString('en')} rows are kept of them, the second half takes less than ${MOST_GROWTH_MB} MB of memory more, and a customer links afterwards`,
    run: async (ground) => {
      const running = await ground.start('--data', ground.directory());
      const app = await createApp(running.world, 'gunma');
      const begin = async () => {
        const { url } = await createVisitor(fetch as never).follow((await app.start()).url);
        if (!url.includes('/link/')) throw new Error(`no linkage at ${url}`);
      };
      const beginMany = async (many: number) => {
        const lane = async () => {
          for (let begun = 0; begun < many / LANES; begun += 1) await begin();
        };
        await Promise.all(Array.from({ length: LANES }, lane));
        await wait(1000);
        return memoryOf(running);
      };
      const half = await beginMany(count / 2);
      const whole = await beginMany(count / 2);
      const rows = await rowsIn(running);
      const { url, pending } = await app.start();
      const linkage = await app.complete(await running.world.customer('gunma', 'sato').link(url), pending);
      const { daysLeft } = await linkage.status();
      const isPruned = rows.linkages + rows.records <= MOST_ROWS;
      const kept = `${rows.linkages} linkages and ${rows.records} records kept`;
      return {
        held: isPruned && whole - half < MOST_GROWTH_MB && daysLeft === 90,
        seen: `${kept}; ${half} MB after the first half, ${whole} MB after the second; then one linked, ${daysLeft} days left`,
      };
    },
  };
}

const WORKERS = 8;
const LINKAGES = 5;

const workers: Fault = {
  name: 'parallel-workers',
  fault: `${WORKERS} workers at once, a world each: clocks, passwords, clients, ${LINKAGES} linkages`,
  expected: 'each finds its own alone: its date, password, client and consents; nothing of it is in the main world',
  run: async (ground) => {
    const { world: main } = await ground.start();
    const work = async (worker: number): Promise<readonly string[]> => {
      const world = await main.createWorld({ clock: `2026-11-${10 + worker}T09:00:00+09:00` });
      await world.clock.freeze();
      await world.changeCustomer('mizuho', 'tanaka', { loginPassword: `worker${worker}` });
      const app = await createApp(world, 'mizuho', { client_name: `会計${worker}` });
      const leaks: string[] = [];
      for (let count = 0; count < LINKAGES; count += 1) {
        const { url, pending } = await app.start();
        const linkage = await app.complete(await world.customer('mizuho', 'tanaka').link(url), pending);
        const { grantedAt } = await linkage.status();
        if (!grantedAt.startsWith(`2026-11-${10 + worker}`)) leaks.push(`granted at ${grantedAt}`);
      }
      const consents = await world.linkages();
      if (consents.length !== LINKAGES) leaks.push(`${consents.length} consents`);
      if (new Set(consents.map(({ clientId }) => clientId)).size !== 1) leaks.push('another client');
      const customer = await world.findCustomer('mizuho', 'tanaka');
      if (customer?.loginPassword !== `worker${worker}`) leaks.push(`password ${customer?.loginPassword}`);
      const names = JSON.stringify(await world.control('GET', '/clients')).match(/会計\d/g) ?? [];
      if (names.join() !== `会計${worker}`) leaks.push(`clients ${names}`);
      return leaks;
    };
    const before = JSON.stringify((await main.snapshot()).tables);
    const leaks = (await Promise.all(Array.from({ length: WORKERS }, (_, worker) => work(worker)))).flat();
    const isUntouched = JSON.stringify((await main.snapshot()).tables) === before;
    return {
      held: leaks.length === 0 && isUntouched,
      seen: `${WORKERS * LINKAGES} linkages; ${leaks.length === 0 ? 'no leak' : tally(leaks)}; the main world is ${isUntouched ? 'unchanged' : 'CHANGED'}`,
    };
  },
};

/** Many and much. */
export const loads = (options: { readonly abandoned: number }): readonly Fault[] => [
  abandoned(options.abandoned),
  workers,
];
