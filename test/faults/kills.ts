import { createVendor } from '../support/vendor.ts';
import { createVisitor, type Values, walk } from '../support/visitor.ts';
import type { Fault } from './fault.ts';
import type { Ground, Running } from './ground.ts';

/** At each bank, who sees most of its screens; at the last one, who reads a 2-D code too. */
const longest = [
  ['gunma', 'suzuki'],
  ['sorachi', 'kobayashi'],
  ['miyakojima', 'kimura'],
  ['gunken', 'abe'],
  ['mizuho', 'suzuki'],
  ['mizuho', 'sato'],
] as const;

const start = (ground: Ground): Promise<Running> => ground.start('--data', ground.directory());

/** Links a customer, and kills the sandbox after each of his screens. */
async function linkWithKills(ground: Ground, bank: string, loginId: string) {
  let running = await start(ground);
  const vendor = await createVendor(running.bank(bank));
  const started = await vendor.authorizationUrl();
  const visitor = createVisitor();
  const { url } = await visitor.follow(started.url);
  const script = await running.world.customer(bank, loginId).script();
  let screens = 0;
  const lost: string[] = [];
  for (;;) {
    const before = await visitor.see(url);
    running = await running.killAndStartAgain();
    const screen = await visitor.see(url);
    screens += 1;
    if (screen.id !== before.id) lost.push(`${bank} showed ${screen.id} after ${before.id}`);
    if ((await running.world.linkages()).length > 0) lost.push(`${bank} had a consent before 許可`);
    const step = await script.next(screen as Parameters<typeof script.next>[0]);
    if ('stop' in step) throw new Error(`${loginId} of ${bank} stops at ${screen.id}`);
    const pressed = await visitor.press(url, step.press, step.values as Values);
    if (pressed.status !== 303) continue;
    running = await running.killAndStartAgain();
    const left = await visitor.follow(pressed.headers.get('location') ?? '');
    running = await running.killAndStartAgain();
    const tokens = await vendor.redeem(left.url, started);
    running = await running.killAndStartAgain();
    const read = await vendor.read(tokens.access_token, '/accounts');
    const consents = (await running.world.linkages()).length;
    if (read.status !== 200 || consents !== 1) lost.push(`${bank} read ${read.status}, ${consents} consents`);
    await running.stop('SIGKILL');
    return { told: `${bank} (${loginId}) ${screens} screens`, kills: screens + 3, lost };
  }
}

const eachScreen: Fault = {
  name: 'kill-after-each-screen',
  fault:
    'kill -9 after each screen, the callback and the redemption, and a start on the same --data: the longest way of every bank',
  expected:
    'the customer sees the same screen again and goes on; no consent before 許可, one after it; the tokens work',
  run: async (ground) => {
    const ways: Awaited<ReturnType<typeof linkWithKills>>[] = [];
    for (const [bank, loginId] of longest) ways.push(await linkWithKills(ground, bank, loginId));
    const kills = ways.reduce((sum, way) => sum + way.kills, 0);
    const lost = ways.flatMap((way) => way.lost);
    const told = `${kills} kills: ${ways.map((way) => way.told).join(', ')}`;
    return { held: lost.length === 0, seen: `${told}; ${lost.join('; ') || 'nothing lost'}` };
  },
};

const DELAYS = [0, 1, 2, 3, 4, 6, 8, 12];

const duringConsent: Fault = {
  name: 'kill-during-consent',
  fault: `kill -9 while 許可 is being answered (after ${DELAYS.join(', ')} ms)`,
  expected: 'all or nothing: the consent screen and no consent, or one consent; the customer goes on either way',
  isQuick: true,
  run: async (ground) => {
    let running = await start(ground);
    const seen = { nothing: 0, all: 0, linked: 0 };
    for (const delay of DELAYS) {
      const vendor = await createVendor(running.bank('gunma'));
      const started = await vendor.authorizationUrl();
      const visitor = createVisitor();
      const { url } = await walk(visitor, started.url, { loginId: 'sato', stopAt: 'consent' });
      const pressed = visitor.press(url, 'allow', { continueAuthorization: true }).catch(() => undefined);
      await new Promise((resolve) => setTimeout(resolve, delay));
      running = await running.killAndStartAgain();
      await pressed;
      const own = async () =>
        (await running.world.linkages()).filter(({ clientId }) => clientId === vendor.client.client_id).length;
      const consents = await own();
      const arrival = await visitor.request(url);
      const isOver = arrival.headers.get('location') !== null;
      if (!isOver && consents === 0) seen.nothing += 1;
      if (isOver && consents === 1) seen.all += 1;
      const answer = isOver ? arrival : await visitor.press(url, 'allow', { continueAuthorization: true });
      const left = await visitor.follow(answer.headers.get('location') ?? '');
      const { access_token: token } = await vendor.redeem(left.url, started);
      if ((await vendor.read(token, '/accounts')).status === 200 && (await own()) === 1) seen.linked += 1;
    }
    const isWhole = seen.nothing + seen.all === DELAYS.length && seen.linked === DELAYS.length;
    const told = `${seen.nothing} times nothing, ${seen.all} times all of it`;
    return { held: isWhole, seen: `${told}; ${seen.linked} of ${DELAYS.length} linked in the end` };
  },
};

const pendingPin: Fault = {
  name: 'kill-with-pending-pin',
  fault: 'kill -9 with a pending PIN',
  expected: 'it is still pending, and not effective: a vendor who may read already does not read the account',
  isQuick: true,
  run: async (ground) => {
    let running = await start(ground);
    const account = '202-1-1111112';
    const pinState = async () =>
      (await running.world.findCustomer('gunma', 'ito'))?.accounts.find(({ accountId }) => accountId === account)
        ?.inquiryPinState;
    const vendor = await createVendor(running.bank('gunma'));
    const tokens = await vendor.link({ loginId: 'ito', accounts: ['001-1-2000003'], inquiryPin: '1111' });
    const { url } = await vendor.authorizationUrl();
    await walk(createVisitor(), url, { loginId: 'ito', accounts: [account], inquiryPin: '2222', stopAt: 'consent' });
    const before = await pinState();
    running = await running.killAndStartAgain();
    const after = await pinState();
    const answer = await vendor.read(tokens.access_token, '/accounts');
    const { accounts } = (await answer.json()) as { accounts: { accountId: string }[] };
    const isRead = accounts.some(({ accountId }) => accountId === account);
    const told = `${accounts.length} accounts, ${isRead ? 'this one too' : 'not this one'}`;
    return {
      held: before === 'pending' && after === 'pending' && accounts.length > 0 && !isRead,
      seen: `${before} before, ${after} after; with an earlier consent the vendor reads ${told}`,
    };
  },
};

/** The process dies. */
export const kills: readonly Fault[] = [eachScreen, duringConsent, pendingPin];
