import { connectSandbox, type OtherWorld } from '@renkei/sandbox';
import { ApiProblemError, BankLink, type Linkage, type LinkageTokens, MemoryTokenStore } from '@renkei/sdk';

const CALLBACK = 'http://localhost:9999/callback';
const ACCOUNT = { bank: 'gunma', id: '001-1-3000001', number: '3000001' };
const LINKAGES_PER_LINE = 50;
const LINKAGES_PER_FAULT = 10;

/** What only the world of this worker may have; `1`, the number of another worker, must not be in it. */
export const marksOf = (worker: number) => ({
  vendor: `印${worker}号会計`,
  loginId: `mark${worker}`,
  line: `ｼﾙｼ${worker}ｺﾞｳ`,
  inquiryPin: `700${worker}`,
  day: `2026-11-${10 + worker}`,
  fault: 410 + worker,
});

/** The numbers of the workers whose marks are in a text. */
export function workersIn(text: string): number[] {
  const found = [...text.matchAll(/印(\d+)号|mark(\d+)|ｼﾙｼ(\d+)ｺﾞｳ/g)].map(([, a, b, c]) => Number(a ?? b ?? c));
  return [...new Set(found)].sort();
}

/** Secrets of a world that open it, and nothing but it. */
export interface WorldKeys {
  readonly origin: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly accessToken: string;
  readonly refreshToken: string;
  /** A code that waits for its redemption. */
  readonly code: string;
  readonly codeVerifier: string;
  /** A linkage that a browser has begun. */
  readonly linkagePath: string;
  readonly linkageCookies: string;
  /** A customer who has given his password to the internet-banking site. */
  readonly siteCookies: string;
}

/** Remembers the tokens of the last linkage only. */
class LastTokens extends MemoryTokenStore {
  last: LinkageTokens | undefined;
  override async set(id: string, tokens: LinkageTokens): Promise<void> {
    this.last = tokens;
    await super.set(id, tokens);
  }
}

async function all<T>(list: AsyncIterable<T>): Promise<T[]> {
  const items: T[] = [];
  for await (const item of list) items.push(item);
  return items;
}

const cookiesIn = (response: Response): string =>
  response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ');

const changesFor = ({ loginId, inquiryPin }: ReturnType<typeof marksOf>, worker: number) => ({
  banks: {
    gunma: {
      companies: [
        {
          id: 'works',
          accounts: [
            { number: ACCOUNT.number, inquiryPin, statement: { lines: [], linesPerMonth: null, daysBack: null } },
          ],
          customers: [
            {
              loginId,
              loginPassword: `${loginId}-pw1`,
              name: `印${worker}号 経理`,
              login: 'password',
              purpose: { ja: 'この世界だけの顧客', en: 'A customer of this world only' },
            },
          ],
        },
      ],
    },
  },
});

/** A worker's world, with its marks, and what the worker does in it. */
export async function openMarkedWorld(sandboxOrigin: string, worker: number) {
  const marks = marksOf(worker);
  const world: OtherWorld = await connectSandbox(sandboxOrigin).createWorld({
    id: `worker-${worker}`,
    clock: `${marks.day}T09:00:00+09:00`,
    changes: changesFor(marks, worker),
  });
  await world.clock.freeze();
  const client = await world.registerClient({ client_name: marks.vendor, redirect_uris: [CALLBACK] });
  const { client_id: clientId, client_secret: clientSecret = '' } = client;
  const tokenStore = new LastTokens();
  const bankLink = (bank: string) =>
    new BankLink({ issuer: `${world.origin}/${bank}`, clientId, clientSecret, redirectUri: CALLBACK, tokenStore });
  const customers = [
    ['gunma', marks.loginId],
    ['mizuho', 'tanaka'],
    ['gunma', 'tanaka'],
    ['gunken', 'abe'],
    ['sorachi', 'kobayashi'],
    ['mizuho', 'sato'],
    ['miyakojima', 'inoue'],
    ['gunma', 'sato'],
  ] as const;
  const banks = new Map(customers.map(([bank]) => [bank, bankLink(bank)]));
  const services = (['balances', 'transactions', 'deposits'] as const).slice(0, 2 + (worker % 2));
  const leaks: string[] = [];
  let lines = 0;
  const expectSame = (what: string, found: unknown, expected: unknown) => {
    const [one, other] = [JSON.stringify(found), JSON.stringify(expected)];
    if (one !== other) leaks.push(`world ${worker}: ${what} is ${one}, expected ${other}`);
  };

  async function link(bank: (typeof customers)[number][0], loginId: string): Promise<Linkage> {
    const app = banks.get(bank) as BankLink;
    const { url, pending } = await app.start();
    const { callbackUrl = '' } = await world.customer(bank, loginId).walk(url, { services, advanceClock: true });
    return app.complete(callbackUrl, pending);
  }

  async function readLines(linkage: Linkage): Promise<void> {
    const read = await all(linkage.transactions(ACCOUNT.id));
    expectSame('the lines', [...new Set(read.map(({ description }) => description))], lines ? [marks.line] : []);
    expectSame('their number', read.length, lines);
    const { balance } = await linkage.balance(ACCOUNT.id);
    expectSame('the balance', balance, 12_000_000 + lines * (1000 + worker));
  }

  async function meetFault(linkage: Linkage): Promise<void> {
    await world.faults.add({ operationId: 'getLinkage', status: marks.fault, times: 1 });
    const error = await linkage.status().catch((thrown: unknown) => thrown);
    expectSame('the fault', error instanceof ApiProblemError && error.status, marks.fault);
    await world.faults.clear();
  }

  return {
    world,
    leaks,
    /** The linkage of this number: with another bank and customer each time, and what the vendor then sees. */
    linkOnce: async (count: number): Promise<void> => {
      const [bank, loginId] = customers[count % customers.length] as (typeof customers)[number];
      const linkage = await link(bank, loginId);
      if (count % LINKAGES_PER_FAULT === 0) await meetFault(linkage);
      const { grantedAt, services: allowed } = await linkage.status();
      expectSame('the day', grantedAt.slice(0, 10), marks.day);
      expectSame('the services', allowed, services);
      if (loginId !== marks.loginId) return;
      await readLines(linkage);
      if (lines * LINKAGES_PER_LINE > count) return;
      const line = { direction: '1', amount: 1000 + worker, description: marks.line } as const;
      await world.bookLines(ACCOUNT.bank, ACCOUNT.id, { lines: [line] });
      lines += 1;
      await readLines(linkage);
    },
    /** Secrets that are alive: a linkage in force, a code, a browser in the middle of a linkage, and one at the site. */
    takeKeys: async (): Promise<WorldKeys> => {
      await link('gunma', marks.loginId);
      const { accessToken = '', refreshToken = '' } = tokenStore.last ?? {};
      const app = banks.get('gunma') as BankLink;
      const { url, pending } = await app.start();
      // Another customer: a second consent of the first would end his first one.
      const callbackUrl = await world.customer('gunma', 'sato').link(url);
      const begun = await world.fetch((await app.start()).url, { redirect: 'manual' });
      const { pathname } = new URL(begun.headers.get('location') ?? '', world.origin);
      const site = await world.fetch(`${world.origin}/gunken/ib`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
        body: JSON.stringify({ action: 'login', values: { loginId: 'mori', loginPassword: 'moripw1' } }),
      });
      return {
        origin: world.origin,
        clientId,
        clientSecret,
        accessToken,
        refreshToken,
        code: new URL(callbackUrl).searchParams.get('code') ?? '',
        codeVerifier: pending.codeVerifier,
        linkagePath: pathname.slice(new URL(world.origin).pathname.length),
        linkageCookies: cookiesIn(begun),
        siteCookies: cookiesIn(site),
      };
    },
    /** What the world holds: its tables, and what the control API shows. */
    everything: async (): Promise<string> =>
      JSON.stringify([
        await world.snapshot(),
        await world.journal.entries(),
        await world.customers(),
        await world.linkages(),
        await world.mails(),
        await world.control('GET', '/clients'),
        await world.faults.list(),
      ]),
  };
}
