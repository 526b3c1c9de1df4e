import type { EndReason, OtherWorld } from '@renkei/sandbox';
import { BankLink, type Linkage, LinkageDeniedError, LinkageEndedError, MemoryTokenStore } from '@renkei/sdk';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { worldOfScreens } from '../browser/world.ts';
import { type Fronts, frontNames, openFronts } from '../support/fronts.ts';
import { CALLBACK } from '../support/sandbox.ts';

// How a consent ends, as the vendor meets it in the errors of the SDK.

const NINE = '2026-11-20T09:00:00+09:00';

let fronts: Fronts;
beforeAll(async () => {
  fronts = await openFronts({ clock: NINE, world: worldOfScreens() });
});
afterAll(() => fronts.close());

/** A vendor's app at a bank: what it is registered as, and what it keeps. */
interface App {
  readonly bank: BankLink;
  readonly tokenStore: MemoryTokenStore;
  /** The same app in another process, with what this one keeps of a linkage now. */
  readonly copy: (linkage: Linkage) => Promise<Linkage>;
  readonly link: (loginId: string, options?: object) => Promise<Linkage>;
}

interface Stage {
  readonly world: OtherWorld;
  readonly app: (bank: string) => Promise<App>;
  /** Links `sato` of `gunma` by a new app. */
  readonly link: () => Promise<Linkage>;
}

function stage(world: OtherWorld, fetchOfFront: typeof fetch): Stage {
  const app = async (bank: string): Promise<App> => {
    const client = await world.registerClient({ client_name: 'テスト会計', redirect_uris: [CALLBACK] });
    const { client_id: clientId, client_secret: clientSecret = '' } = client;
    const make = (tokenStore: MemoryTokenStore) =>
      new BankLink({
        issuer: `${world.origin}/${bank}`,
        clientId,
        clientSecret,
        redirectUri: CALLBACK,
        fetch: fetchOfFront,
        tokenStore,
      });
    const tokenStore = new MemoryTokenStore();
    const own = make(tokenStore);
    return {
      bank: own,
      tokenStore,
      copy: async ({ id }) => {
        const other = new MemoryTokenStore();
        const tokens = await tokenStore.get(id);
        if (tokens) await other.set(id, tokens);
        return make(other).open(id);
      },
      link: async (loginId, options = {}) => {
        const { url, pending } = await own.start();
        const { callbackUrl = '' } = await world.customer(bank, loginId).walk(url, options);
        return own.complete(callbackUrl, pending);
      },
    };
  };
  return { world, app, link: async () => (await app('gunma')).link('sato') };
}

const first = async <T>(list: AsyncIterable<T>): Promise<T | undefined> => {
  for await (const item of list) return item;
  return undefined;
};

const ACCOUNT = '001-1-3000001';

/** All that a vendor can do with a linkage. */
const calls: Readonly<Record<string, (linkage: Linkage) => Promise<unknown>>> = {
  status: (linkage) => linkage.status(),
  accounts: (linkage) => first(linkage.accounts()),
  account: (linkage) => linkage.account(ACCOUNT),
  balance: (linkage) => linkage.balance(ACCOUNT),
  transactions: (linkage) => first(linkage.transactions(ACCOUNT)),
  deposits: (linkage) => first(linkage.deposits(ACCOUNT)),
  end: (linkage) => linkage.end(),
};

async function endOf(call: Promise<unknown>): Promise<EndReason | undefined> {
  const error = await call.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(LinkageEndedError);
  return (error as LinkageEndedError).reason;
}

/** Events, as they come about, and the reason that the vendor is told. */
const events: Readonly<Record<EndReason, (on: Stage) => Promise<readonly Linkage[]>>> = {
  expired: async ({ link, world }) => {
    const linkage = await link();
    await world.clock.advance('P90D');
    return [linkage];
  },
  superseded: async ({ app }) => {
    const vendor = await app('gunma');
    const before = await vendor.link('sato');
    const now = await vendor.link('sato');
    expect((await now.status()).daysLeft).toBe(90);
    return [before];
  },
  login_password_changed: async ({ app, world }) => {
    const linkage = await (await app('mizuho')).link('tanaka');
    await world.changeCustomer('mizuho', 'tanaka', { loginPassword: 'other1' });
    return [linkage];
  },
  login_id_changed: async ({ app, world }) => {
    const linkage = await (await app('mizuho')).link('tanaka');
    await world.changeCustomer('mizuho', 'tanaka', { loginId: 'tanaka2' });
    return [linkage];
  },
  revoked_by_bank: async ({ link, world }) => {
    const linkage = await link();
    await world.endLinkages('gunma', 'sato', 'revoked_by_bank');
    return [linkage];
  },
  ended_by_vendor: async ({ app }) => {
    const vendor = await app('gunma');
    const linkage = await vendor.link('sato');
    const elsewhere = await vendor.copy(linkage);
    await elsewhere.end();
    return [linkage];
  },
  token_reused: async ({ app, world }) => {
    const vendor = await app('gunma');
    const linkage = await vendor.link('sato');
    const thief = await vendor.copy(linkage);
    await world.expireAccessTokens('gunma', 'sato');
    expect((await linkage.status()).daysLeft).toBe(90);
    await world.expireAccessTokens('gunma', 'sato');
    return [thief, linkage];
  },
};

describe.each(frontNames)('%s', (name) => {
  async function play(scenario: (on: Stage) => Promise<void>): Promise<void> {
    const front = fronts.all.find((one) => one.name === name);
    if (front === undefined) throw new Error(`there is no front ${name}`);
    await front.open(async () => {
      const world = await front.makeWorld();
      await world.clock.freeze();
      await world.clock.set(NINE);
      await scenario(stage(world, front.fetchOf(world)));
      await world.close();
    });
  }

  test('the days count down to the ninetieth, then each call of the SDK says that the linkage has expired', () =>
    play(async ({ link, world }) => {
      const linkages = new Map<string, Linkage>();
      for (const call of Object.keys(calls)) linkages.set(call, await link());
      const linkage = linkages.get('status') as Linkage;
      const { expiresAt } = await linkage.status();
      expect(expiresAt).toBe('2027-02-18T09:00:00+09:00');
      for (const [by, daysLeft] of [
        ['PT0S', 90],
        ['PT1S', 90],
        ['PT23H59M59S', 89],
        ['P58D', 31],
        ['P30D', 1],
        // A second is left, and the access tokens are new.
        ['PT23H59M59S', 1],
      ] as const) {
        await world.clock.advance(by);
        expect([by, await linkage.status()]).toMatchObject([by, { daysLeft, expiresAt }]);
      }
      await calls.balance?.(linkages.get('balance') as Linkage);
      await world.clock.advance('PT1S');
      expect(await world.clock.now()).toBe(expiresAt);
      for (const [call, ended] of linkages)
        expect([call, await endOf(calls[call]?.(ended) as Promise<unknown>)]).toEqual([call, 'expired']);
    }));

  test('a day later it is the same; linking again gives another 90 days, and the old linkage stays ended', () =>
    play(async ({ app, world }) => {
      const vendor = await app('gunma');
      const old = await vendor.link('sato');
      const copy = await vendor.copy(old);
      await world.clock.advance('P90D');
      await world.clock.advance('P1D');
      expect(await endOf(old.status())).toBe('expired');
      const linkage = await vendor.link('sato');
      expect(await linkage.status()).toMatchObject({ daysLeft: 90, expiresAt: '2027-05-20T09:00:00+09:00' });
      expect(await first(linkage.accounts())).toMatchObject({ accountId: ACCOUNT });
      expect(await endOf(copy.status())).toBe('expired');
      expect((await world.linkages()).map(({ daysLeft, reason }) => daysLeft ?? reason)).toEqual(['expired', 90]);
    }));

  test('a clock that is set back brings the linkage back, with the days that it had', () =>
    play(async ({ app, world }) => {
      const vendor = await app('gunma');
      const linkage = await vendor.link('sato');
      const copy = await vendor.copy(linkage);
      await world.clock.advance('P91D');
      expect(await endOf(copy.status())).toBe('expired');
      await world.clock.advance('-P2D');
      expect(await linkage.status()).toMatchObject({ daysLeft: 1, grantedAt: NINE });
      await world.clock.set(NINE);
      expect((await linkage.status()).daysLeft).toBe(90);
    }));

  test.each(Object.keys(events) as EndReason[])('the SDK gives the reason %s when that is what happened', (reason) =>
    play(async (on) => {
      for (const linkage of (await events[reason](on)) ?? []) expect(await endOf(linkage.status())).toBe(reason);
      expect((await on.world.linkages()).map((one) => one.reason)).toContain(reason);
    }),
  );

  test.each(['expired', 'superseded', 'login_password_changed', 'login_id_changed', 'revoked_by_bank'] as const)(
    'the reason %s can be had on demand, by a new access token and by an old one',
    (reason) =>
      play(async ({ link, world }) => {
        const [fresh, stale] = [await link(), await link()];
        await world.clock.advance('PT10H');
        await fresh.status();
        await world.endLinkages('gunma', 'sato', reason);
        expect([await endOf(fresh.balance(ACCOUNT)), await endOf(stale.balance(ACCOUNT))]).toEqual([reason, reason]);
      }),
  );

  test('a customer who refuses is no linkage that ended', () =>
    play(async ({ app, world }) => {
      const vendor = await app('gunma');
      await expect(vendor.link('sato', { deny: true })).rejects.toBeInstanceOf(LinkageDeniedError);
      expect(await world.linkages()).toEqual([]);
    }));
});
