// Whether the sandbox stays as it is under a steady load: one whole linkage and 20 reads a second, and refreshes, against
// a `sandbox start` that keeps its world in a directory. Exit code 1 when anything failed or memory grew.
//   npm run build:js && node test/bench/soak.ts [--minutes 60] [--speed 1]

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { connectSandbox, type ScriptedCustomer } from '@renkei/sandbox';
import { BankLink, type Linkage } from '@renkei/sdk';
import type { Probe } from './soak-probe.ts';
import { chart, growth, type Sample, table } from './soak-report.ts';

const given = parseArgs({
  options: { minutes: { type: 'string', default: '60' }, speed: { type: 'string', default: '1' } },
}).values;

function positive(name: keyof typeof given): number {
  const number = Number(given[name]);
  if (number > 0) return number;
  throw new Error(`--${name} ${given[name]}: expected a number above 0`);
}
const MINUTES = positive('minutes');
/** How many times the load: what leaks by linkage shows earlier. */
const SPEED = positive('speed');

const LINKAGES_PER_SECOND = SPEED;
const READS_PER_SECOND = 20 * SPEED;
const EXPIRIES_PER_SECOND = 0.5 * SPEED;
const SAMPLE_SECONDS = 10;
const CALLBACK = 'http://localhost:9999/callback';

/** The level of the last quarter may lie above that of the second quarter by this much: a share of it, and bytes. */
const bounds = { rss: { share: 0.1, bytes: 16 * 2 ** 20 }, heapUsed: { share: 0.05, bytes: 2 * 2 ** 20 } };

/** Customers of every bank and every way to log in, but for the software tokens: they link once a minute only. */
const customers = {
  gunma: ['tanaka', 'sato', 'takahashi', 'kato'],
  sorachi: ['kobayashi', 'matsumoto'],
  miyakojima: ['inoue', 'hayashi', 'miura'],
  gunken: ['fujii', 'matsuda'],
  mizuho: ['tanaka', 'sato', 'suzuki', 'yamada'],
};

const bin = fileURLToPath(new URL('../../sandbox/bin/sandbox.js', import.meta.url));
const probe = fileURLToPath(new URL('soak-probe.ts', import.meta.url));

async function startBank(directory: string): Promise<{ child: ChildProcess; origin: string }> {
  const node = ['--expose-gc', '--import', probe, bin];
  const start = ['start', '--port', '0', '--tls-port', '0', '--data', directory, '--json'];
  const child = spawn(process.execPath, [...node, ...start], { stdio: ['ignore', 'pipe', 'inherit', 'ipc'] });
  let printed = '';
  for await (const piece of child.stdout ?? []) {
    printed += piece;
    if (printed.includes('\n')) break;
  }
  return { child, origin: (JSON.parse(printed) as { origin: string }).origin };
}

async function ask(child: ChildProcess): Promise<Probe> {
  const told = once(child, 'message');
  child.send({});
  return ((await told) as [Probe])[0];
}

function sizeOf(directory: string): number {
  const files = readdirSync(directory, { recursive: true, encoding: 'utf8' });
  return files.reduce((sum, name) => sum + (statSync(join(directory, name), { throwIfNoEntry: false })?.size ?? 0), 0);
}

const start = performance.now();
const minutesNow = (): number => (performance.now() - start) / 60_000;
const errors: string[] = [];

function fail(what: string): void {
  errors.push(what);
  if (errors.length <= 20) console.log(`${minutesNow().toFixed(2)} error: ${what}`);
}
const done = { linkages: 0, reads: 0, expiries: 0 };

/** Does something so many times a second until the end, whether or not the last time is over. */
async function steadily(perSecond: number, end: number, what: string, work: () => Promise<void>): Promise<void> {
  const running = new Set<Promise<void>>();
  const start = performance.now();
  for (let times = 0; performance.now() < end; times += 1) {
    const one = work()
      .catch((error: Error) => fail(`${what}: ${error.name}: ${error.message}`))
      .finally(() => running.delete(one));
    running.add(one);
    await sleep(Math.max(0, start + ((times + 1) * 1000) / perSecond - performance.now()));
  }
  await Promise.all(running);
}

/** A customer, and his linkage while he has one. */
interface Seat {
  readonly customer: ScriptedCustomer;
  readonly bank: BankLink;
  linkage?: Linkage;
  accounts: readonly string[];
  /** Who reads at the moment. */
  readonly readers: Set<Promise<unknown>>;
}

const directory = mkdtempSync(join(tmpdir(), 'renkei-soak-'));
const { child, origin } = await startBank(directory);
const world = connectSandbox(origin);

async function seatsOf([bank, loginIds]: [string, readonly string[]]): Promise<readonly Seat[]> {
  const client = await world.registerClient({ client_name: 'ソーク会計', redirect_uris: [CALLBACK] });
  const { client_id: clientId, client_secret: clientSecret = '' } = client;
  const link = new BankLink({ issuer: `${origin}/${bank}`, clientId, clientSecret, redirectUri: CALLBACK });
  return loginIds.map((loginId) => ({
    customer: world.customer(bank, loginId),
    bank: link,
    accounts: [],
    readers: new Set<Promise<unknown>>(),
  }));
}
const seats = (await Promise.all(Object.entries(customers).map(seatsOf))).flat();

const waiting = [...seats];

/**
 * Links the customer who has waited longest; the linkage that he has is ended by the vendor every second time. Nobody is
 * linked where all are busy still: a machine that stalls is no error of the bank, but makes the load too small.
 */
async function linkNext(): Promise<void> {
  const seat = waiting.shift();
  if (seat) await link(seat).finally(() => waiting.push(seat));
}

async function link(seat: Seat): Promise<void> {
  const { linkage: old, readers, bank, customer } = seat;
  delete seat.linkage;
  await Promise.all(readers);
  if (old && done.linkages % 2 === 0) await old.end();
  const { url, pending } = await bank.start();
  const linkage = await bank.complete(await customer.link(url), pending);
  const accounts: string[] = [];
  for await (const { accountId } of linkage.accounts()) accounts.push(accountId);
  seat.accounts = accounts;
  seat.linkage = linkage;
  done.linkages += 1;
}

const pick = <T>(items: readonly T[]): T => items[Math.floor(Math.random() * items.length)] as T;

const reads: ((linkage: Linkage, accountId: string) => Promise<unknown>)[] = [
  (linkage, accountId) => linkage.balance(accountId),
  (linkage, accountId) => linkage.account(accountId),
  (linkage) => linkage.status(),
  async (linkage, accountId) => {
    for await (const _ of linkage.transactions(accountId, { pageSize: 100 })) return;
  },
  async (linkage, accountId) => {
    for await (const _ of linkage.deposits(accountId, { pageSize: 100 })) return;
  },
];

async function read(): Promise<void> {
  const linked = seats.filter(({ linkage }) => linkage !== undefined);
  if (linked.length === 0) return;
  const { linkage, accounts, readers } = pick(linked);
  const one = pick(reads)(linkage as Linkage, pick(accounts));
  const quiet = one.then(
    () => {},
    () => {},
  );
  readers.add(quiet);
  await one.finally(() => readers.delete(quiet));
  done.reads += 1;
}

/** The next read of that customer's linkage refreshes. */
async function expire(): Promise<void> {
  const seat = seats.find(({ linkage, readers }) => linkage !== undefined && readers.size === 0);
  if (seat === undefined) return;
  const { linkage, customer, readers } = seat;
  const work = (async () => {
    await world.expireAccessTokens(customer.bank, customer.loginId);
    await linkage?.status();
  })();
  const quiet = work.catch(() => {});
  readers.add(quiet);
  await work.finally(() => readers.delete(quiet));
  done.expiries += 1;
}

const samples: Sample[] = [];
const end = start + MINUTES * 60_000;

async function sample(): Promise<void> {
  const minute = minutesNow();
  const { linkages, reads } = done;
  samples.push({ minute, ...(await ask(child)), database: sizeOf(directory), linkages, reads, errors: errors.length });
  if (samples.length % 6 === 1) console.log(table(samples.slice(-1), samples.length === 1));
}

console.log(`sandbox ${child.pid} at ${origin}, ${MINUTES} minutes, data in ${directory}\n`);
child.once('exit', (code, signal) => fail(`the sandbox ended with ${code ?? signal}`));
await Promise.all([
  steadily(LINKAGES_PER_SECOND, end, 'linkage', linkNext),
  steadily(READS_PER_SECOND, end, 'read', read),
  steadily(EXPIRIES_PER_SECOND, end, 'refresh', expire),
  steadily(1 / SAMPLE_SECONDS, end, 'sample', sample),
]);
child.removeAllListeners('exit').kill('SIGTERM');
const [code] = (await once(child, 'exit')) as [number | null];
if (code !== 0) fail(`SIGTERM ended the sandbox with ${code}`);
rmSync(directory, { recursive: true });

console.log(`\n${done.linkages} linkages, ${done.reads} reads, ${done.expiries} refreshes, ${errors.length} errors\n`);
for (const name of ['heapUsed', 'rss', 'database'] as const) console.log(chart(name, samples));
const grown = Object.entries(bounds).filter(([name, bound]) => {
  const { text, isAbove } = growth(name as keyof typeof bounds, samples, bound);
  console.log(text);
  return isAbove;
});
const isLoaded = done.linkages > 0.9 * MINUTES * 60 * LINKAGES_PER_SECOND;
if (!isLoaded) console.log('the machine was too slow for the load: less than 90 % of the linkages were made');
const isGood = errors.length === 0 && grown.length === 0 && isLoaded;
console.log(isGood ? 'soak: flat memory and no error' : 'soak: FAILED');
process.exitCode = isGood ? 0 : 1;
