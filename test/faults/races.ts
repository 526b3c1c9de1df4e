import { createApp } from '../support/app.ts';
import { createVendor } from '../support/vendor.ts';
import { createVisitor, type Screen, walk } from '../support/visitor.ts';
import { type Fault, tally } from './fault.ts';
import type { Running } from './ground.ts';

const times = <T>(count: number, act: (index: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, (_, index) => act(index)));

/** An answer in few words: its status, and its error where it has one. */
async function inWords(response: Response): Promise<string> {
  const { error } = (await response.json()) as { error?: string };
  return `${response.status}${error === undefined ? '' : ` ${error}`}`;
}

const code: Fault = {
  name: 'code-at-once',
  fault: '50 redemptions of one code at once',
  expected: 'one 200, the others 400 invalid_grant, no 5xx',
  run: async (ground) => {
    const vendor = await createVendor((await ground.start()).bank('gunma'));
    const started = await vendor.authorizationUrl();
    const { url } = await walk(createVisitor(), started.url, { loginId: 'sato' });
    const seen = tally(await times(50, async () => inWords(await vendor.requestTokens(url, started))));
    return { held: seen === '1 × 200, 49 × 400 invalid_grant', seen };
  },
};

const refresh: Fault = {
  name: 'refresh-at-once',
  fault: '50 refreshes of one token at once, by a vendor without the SDK',
  expected:
    'the rotation rule: one 200 at most, the others 400 invalid_grant, and the reuse ends the linkage (token_reused)',
  run: async (ground) => {
    const vendor = await createVendor((await ground.start()).bank('gunma'));
    const tokens = await vendor.link({ loginId: 'sato' });
    const told = tally(await times(50, async () => inWords(await vendor.refresh(tokens.refresh_token ?? ''))));
    const after = await vendor.read(tokens.access_token, '/accounts');
    const { reason } = (await after.json()) as { reason?: string };
    const seen = `${told}; afterwards a read is answered ${after.status} ${reason}`;
    const isByTheRule = /^(1 × 200, 49|50) × 400 invalid_grant$/.test(told);
    return { held: isByTheRule && after.status === 401 && reason === 'token_reused', seen };
  },
};

const refreshBySdk: Fault = {
  name: 'refresh-by-sdk',
  fault: '50 reads at once by the SDK, with an access token that has run out',
  expected: 'one refresh, every read answered, the linkage goes on',
  isQuick: true,
  run: async (ground) => {
    const { world } = await ground.start();
    const app = await createApp(world, 'gunma');
    const { url, pending } = await app.start();
    const linkage = await app.complete(await world.customer('gunma', 'sato').link(url), pending);
    await world.expireAccessTokens('gunma', 'sato');
    await world.journal.clear();
    const reads = await times(50, () =>
      linkage.balance('001-1-3000001').then(
        () => 'answered',
        (error: Error) => error.name,
      ),
    );
    const requests = await world.journal.entries({ kind: 'request' });
    const refreshes = requests.filter((entry) => entry.kind === 'request' && entry.path.endsWith('/oauth/token'));
    const { daysLeft } = await linkage.status();
    const seen = `${refreshes.length} refresh, ${tally(reads)}, then ${daysLeft} days left`;
    return { held: seen === '1 refresh, 50 × answered, then 90 days left', seen };
  },
};

/** Twenty wrong passwords at once at a screen for one-time passwords, the fifth of which suspends. */
async function wrongOneTimePasswords(
  { world, bank }: Running,
  [bankId, loginId]: readonly [string, string],
  wrong: string,
) {
  const { url: authorizationUrl } = await (await createVendor(bank(bankId))).authorizationUrl();
  const visitor = createVisitor();
  const script = await world.customer(bankId, loginId).script();
  const { url } = await visitor.follow(authorizationUrl);
  for (let screen = await visitor.see(url); screen.id !== 'one-time-password'; screen = await visitor.see(url)) {
    const step = await script.next(screen as Parameters<typeof script.next>[0]);
    if (!('press' in step)) throw new Error(`${loginId} stops at ${screen.id}`);
    await visitor.press(url, step.press, step.values as Record<string, string>);
  }
  const enter = async () => {
    const refused = await visitor.press(url, 'next', { oneTimePassword: wrong });
    return `${refused.status} ${((await refused.json()) as Screen).errors[0]?.code}`;
  };
  const before = tally([await enter(), await enter(), await enter(), await enter()]);
  const atOnce = tally(await times(20, enter));
  const { tables } = await world.snapshot();
  const kept = (table: string) => tables[table]?.find((row) => row.bank === bankId && row.login_id === loginId) ?? {};
  const software = JSON.parse(String(kept('software_tokens').token ?? '{}')) as { failures?: number; state?: string };
  const { camera_token_failures: failures, camera_token_state: state } = kept('customers');
  const token = state === null ? software : { failures, state };
  return `${before}; at once ${atOnce}; ${token.failures} counted, ${token.state}`;
}

const oneTimePassword: Fault = {
  name: 'one-time-password-at-once',
  fault: '20 wrong one-time passwords at once, one before the limit of 5 (gunken, mizuho)',
  expected: 'the first of them suspends the token, the others change nothing: the counter is exact',
  run: async (ground) => {
    const running = await ground.start();
    const right = await running.world.oneTimePassword('gunken', 'abe');
    const wrong = right === '000000' ? '000001' : '000000';
    const app = await wrongOneTimePasswords(running, ['gunken', 'abe'], wrong);
    const camera = await wrongOneTimePasswords(running, ['mizuho', 'sato'], '00000000');
    const told = (name: string, suspended: string) =>
      `4 × 422 ${name}_wrong; at once 20 × 422 ${suspended}; 5 counted, suspended`;
    return {
      held:
        app === told('one_time_password', 'one_time_password_suspended') &&
        camera === told('camera_token_password', 'camera_token_suspended'),
      seen: `gunken: ${app}. mizuho: ${camera}`,
    };
  },
};

const inquiryPin: Fault = {
  name: 'pin-by-two-operators',
  fault: 'two operators register one account’s PIN at once (mizuho)',
  expected: 'one registers it, the other is refused and sees it as 登録済み*',
  run: async (ground) => {
    const vendor = await createVendor((await ground.start()).bank('mizuho'));
    const account = '001-1-6000001';
    const visits = await times(2, async (index) => {
      const visitor = createVisitor();
      const { url: authorizationUrl } = await vendor.authorizationUrl({ scope: 'balances' });
      const loginId = index === 0 ? 'tanaka' : 'kobayashi';
      const { url } = await walk(visitor, authorizationUrl, { loginId, stopAt: 'inquiry-pin-registration' });
      return { visitor, url };
    });
    const values = { accounts: [account], [`inquiryPin.${account}`]: '1234' };
    const told = await Promise.all(
      visits.map(async ({ visitor, url }) => {
        const screen = (await (await visitor.press(url, 'register', values)).json()) as Screen;
        const row = screen.table?.rows.find(({ cells }) => cells.includes('代表口座'));
        return [screen.id, ...screen.errors.map((error) => error.code), row?.cells[0]].join(' ');
      }),
    );
    const seen = tally(told);
    const registered = '1 × inquiry-pin-registration-result 登録済み*';
    return { held: seen === `1 × inquiry-pin-registration account_not_registrable 登録済み*, ${registered}`, seen };
  },
};

const consent: Fault = {
  name: 'double-click-on-consent',
  fault: 'a double click on 許可',
  expected: 'one code, which works, and one consent',
  isQuick: true,
  run: async (ground) => {
    const { bank, world } = await ground.start();
    const vendor = await createVendor(bank('gunma'));
    const started = await vendor.authorizationUrl();
    const visitor = createVisitor();
    const { url } = await walk(visitor, started.url, { loginId: 'sato', stopAt: 'consent' });
    const pressed = await times(2, () => visitor.press(url, 'allow', { continueAuthorization: true }));
    const left = await times(2, async (index) => {
      const arrival = await visitor.follow(pressed[index]?.headers.get('location') ?? '');
      return { ...arrival, code: new URL(arrival.url).searchParams.get('code') };
    });
    const codes = new Set(left.flatMap(({ code }) => code ?? []));
    const consents = (await world.linkages({ bank: 'gunma', loginId: 'sato' })).length;
    const callback = left.find(({ code }) => code !== null)?.url ?? '';
    const works = (await vendor.requestTokens(callback, started)).status;
    const other = left.find(({ response }) => response !== undefined)?.response;
    const seen = `${tally(pressed.map(({ status }) => String(status)))}; ${codes.size} code, redeemed with ${works}; ${consents} consent; the other click: ${other ? `${other.status}` : 'the same callback'}`;
    return { held: codes.size === 1 && works === 200 && consents === 1, seen };
  },
};

/** Many at once. */
export const races: readonly Fault[] = [code, refresh, refreshBySdk, oneTimePassword, inquiryPin, consent];
