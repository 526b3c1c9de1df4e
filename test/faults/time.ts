import { LinkageEndedError } from '@renkei/sdk';
import { createApp } from '../support/app.ts';
import { createVendor } from '../support/vendor.ts';
import { createVisitor, type Screen, walk } from '../support/visitor.ts';
import type { Fault } from './fault.ts';

const midnight: Fault = {
  name: 'midnight-before-consent',
  fault: 'Japan-time midnight between 登録 and 許可 (mizuho)',
  expected:
    'the PIN is pending until the last second of the day; at midnight it is dropped, 許可 leads back to 口座登録 and gives no consent',
  run: async (ground) => {
    const { bank, world } = await ground.start();
    const pinState = async () =>
      (await world.findCustomer('mizuho', 'tanaka'))?.accounts.find(({ accountId }) => accountId === '001-1-6000001')
        ?.inquiryPinState;
    const { url: authorizationUrl } = await (await createVendor(bank('mizuho'))).authorizationUrl();
    const visitor = createVisitor();
    await world.clock.freeze();
    await world.clock.set('2026-11-20T23:59:00+09:00');
    const { url } = await walk(visitor, authorizationUrl, {
      loginId: 'tanaka',
      accounts: ['001-1-6000001'],
      stopAt: 'consent',
    });
    await world.clock.set('2026-11-20T23:59:59+09:00');
    const before = await pinState();
    await world.clock.set('2026-11-21T00:00:00+09:00');
    const pressed = await visitor.press(url, 'allow', { continueAuthorization: true });
    const screen = (await pressed.json()) as Screen;
    const after = await pinState();
    const consents = (await world.linkages()).length;
    const told = `${pressed.status} ${screen.id} (${screen.errors[0]?.code})`;
    const seen = `23:59:59 ${before}; 00:00:00 ${after}, 許可 is answered ${told}, ${consents} consents`;
    const isDropped = after === 'unregistered' && screen.id === 'inquiry-pin-registration' && consents === 0;
    return { held: before === 'pending' && isDropped, seen };
  },
};

const day90: Fault = {
  name: 'day-90',
  fault: 'a refresh and a read one second before the end of day 90, at it, and one second after',
  expected:
    'before: 200; at the end and after: 400 invalid_grant (expired) and 401, and the SDK’s LinkageEndedError says expired',
  run: async (ground) => {
    const { bank, world } = await ground.start();
    await world.clock.freeze();
    const vendor = await createVendor(bank('gunma'));
    let tokens = await vendor.link({ loginId: 'sato' });
    const app = await createApp(world, 'gunma');
    const { url, pending } = await app.start();
    const linkage = await app.complete(await world.customer('gunma', 'takahashi').link(url), pending);
    const told: string[] = [];
    for (const [when, by] of [
      ['−1 s', 'P89DT23H59M59S'],
      ['0', 'PT1S'],
      ['+1 s', 'PT1S'],
    ] as const) {
      await world.clock.advance(by);
      const refreshed = await vendor.refresh(tokens.refresh_token ?? '');
      const answer = (await refreshed.json()) as typeof tokens & { error?: string; reason?: string };
      if (refreshed.status === 200) tokens = answer;
      const read = await vendor.read(tokens.access_token, '/accounts');
      const why = answer.error === undefined ? '' : ` ${answer.error} (${answer.reason})`;
      told.push(`${when}: refresh ${refreshed.status}${why}, read ${read.status}`);
    }
    const error = await linkage.status().catch((thrown: unknown) => thrown);
    const sdk = error instanceof LinkageEndedError ? `${error.name} ${error.reason}: ${error.message}` : String(error);
    const over = 'refresh 400 invalid_grant (expired), read 401';
    const isRight = told.join('; ') === `−1 s: refresh 200, read 200; 0: ${over}; +1 s: ${over}`;
    return {
      held: isRight && error instanceof LinkageEndedError && error.reason === 'expired',
      seen: `${told.join('; ')}; SDK: ${sdk}`,
    };
  },
};

/** The time comes. */
export const times: readonly Fault[] = [midnight, day90];
