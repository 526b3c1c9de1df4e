import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { worldOfScreens } from '../browser/world.ts';
import { openSandbox, type TestSandbox } from '../support/sandbox.ts';
import { createVendor } from '../support/vendor.ts';
import { createVisitor, type Screen, walk } from '../support/visitor.ts';
import { problemIn } from './problem.ts';

let sandbox: TestSandbox;
beforeAll(async () => {
  const opened = await openSandbox({ world: worldOfScreens() });
  sandbox = { ...opened, issuer: `${opened.origin}/mizuho` };
});
afterAll(async () => {
  expect(sandbox.faults).toEqual([]);
  await sandbox.close();
});
beforeEach(async () => {
  await sandbox.control('POST', '/reset');
});

const patch = (loginId: string, body: unknown) => sandbox.control('PATCH', `/customers/mizuho/${loginId}`, body);

async function stopAt(loginId: string, screen: string) {
  const vendor = await createVendor(sandbox);
  const visitor = createVisitor();
  const { url } = await walk(visitor, (await vendor.authorizationUrl()).url, { loginId, stopAt: screen });
  return { visitor, url };
}

describe('a customer’s login ID', () => {
  test('is changed, and what belongs to the customer goes with it', async () => {
    const answer = await patch('suzuki', { loginId: 'suzuki2' });
    expect([answer.status, await answer.json()]).toMatchObject([
      200,
      { loginId: 'suzuki2', loginPassword: 'suzuki-pw1', company: 'サンドボックス貿易株式会社' },
    ]);
    const listed = (await (await sandbox.control('GET', '/certificates')).json()) as {
      certificates: { id: string; loginId: string }[];
    };
    expect(listed.certificates.find(({ id }) => id === 'mizuho-suzuki-valid')?.loginId).toBe('suzuki2');
    expect((await patch('suzuki', { locked: true })).status).toBe(404);
  });

  test('takes the software token, the camera token and what may not be inquired into along', async () => {
    expect(await (await patch('ito', { loginId: 'ito2' })).json()).toMatchObject({
      softwareToken: { state: 'in-use' },
    });
    expect((await sandbox.control('GET', '/customers/mizuho/ito2/one-time-password')).status).toBe(200);
    const renamed = (await (await patch('takahashi', { loginId: 'takahashi2' })).json()) as {
      cameraToken: unknown;
      accounts: { inquiryPermitted: boolean }[];
    };
    expect(renamed.cameraToken).toEqual({ code: 'SBT-0001', state: 'in-use' });
    expect(renamed.accounts.map(({ inquiryPermitted }) => inquiryPermitted)).toEqual([false, true, true, true]);
  });

  test('of another customer is refused, and his own is no change', async () => {
    const taken = await patch('yamada', { loginId: 'tanaka' });
    expect(taken.status).toBe(409);
    expect((await problemIn(taken)).code).toBe('login_id_taken');
    const vendor = await createVendor(sandbox);
    const tokens = await vendor.link({ loginId: 'yamada' });
    expect((await patch('yamada', { loginId: 'yamada' })).status).toBe(200);
    expect((await vendor.read(tokens.access_token, '/linkage')).status).toBe(200);
  });

  test('may be that of a customer of another bank', async () => {
    expect((await patch('yamada', { loginId: 'mori' })).status).toBe(200);
  });

  test.each([
    ['a hyphen', 'ya-mada'],
    ['nothing', ''],
    ['13 characters', 'a'.repeat(13)],
    ['full-width letters', 'ｙａｍａｄａ'],
    ['a number', 5],
  ])('with %s is refused, and stays', async (_, loginId) => {
    expect((await patch('yamada', { loginId })).status).toBe(400);
    expect((await patch('yamada', { locked: false })).status).toBe(200);
  });

  test('that is changed ends the customer’s linkages in progress, with a screen that says so', async () => {
    const { visitor, url } = await stopAt('sato', 'one-time-password');
    await patch('sato', { loginId: 'sato2' });
    expect(await visitor.see(url)).toMatchObject({
      id: 'ended',
      lead: [
        'ログインIDが変更されたため、手続きを終了しました。連携先の画面から、もう一度はじめからお手続きください。',
      ],
    });
    const left = await visitor.press(url, 'return');
    const { url: callback } = await visitor.follow(left.headers.get('location') ?? '');
    expect(new URL(callback).searchParams.get('error')).toBe('access_denied');
  });

  test('that another customer takes over does not take over his linkage in progress', async () => {
    const { visitor, url } = await stopAt('yamada', 'consent');
    await patch('yamada', { loginId: 'yamada9' });
    await patch('kato', { loginId: 'yamada' });
    const answer = await visitor.press(url, 'allow', { continueAuthorization: true }, 'consent');
    expect(((await answer.json()) as Screen).id).toBe('ended');
    const known = (await (await sandbox.control('GET', '/linkages?bank=mizuho')).json()) as { linkages: unknown[] };
    expect(known.linkages).toEqual([]);
  });
});

describe('a customer’s login password', () => {
  test('is changed: the old one is refused, the new one logs in', async () => {
    expect(await (await patch('yamada', { loginPassword: 'new/pw 2'.replace(' ', '_') })).json()).toMatchObject({
      loginPassword: 'new/pw_2',
    });
    const { visitor, url } = await stopAt('yamada', 'entry');
    const login = async (loginPassword: string) =>
      ((await (await visitor.press(url, 'login', { loginId: 'yamada', loginPassword })).json()) as Screen).id;
    expect(await login('yamada-pw1')).toBe('entry');
    expect(await login('new/pw_2')).toBe('service-selection');
  });

  test.each([
    ['nothing', ''],
    ['65 characters', 'a'.repeat(65)],
    ['full-width letters', 'ひみつ'],
    ['a space', 'pass word'],
  ])('with %s is refused, and ends nothing', async (_, loginPassword) => {
    const vendor = await createVendor(sandbox);
    const tokens = await vendor.link({ loginId: 'yamada' });
    expect((await patch('yamada', { loginPassword })).status).toBe(400);
    expect((await vendor.read(tokens.access_token, '/linkage')).status).toBe(200);
  });

  test('that is changed between 許可 and the exchange of the code leaves the vendor without tokens', async () => {
    const vendor = await createVendor(sandbox);
    const started = await vendor.authorizationUrl();
    const { url } = await walk(createVisitor(), started.url, { loginId: 'yamada' });
    await patch('yamada', { loginPassword: 'yamada-pw2' });
    await expect(vendor.redeem(url, started)).rejects.toMatchObject({ error: 'invalid_grant' });
  });

  test('ends the linkages of this customer with every vendor, and nobody else’s', async () => {
    const [one, other] = [await createVendor(sandbox), await createVendor(sandbox)];
    const yamada = [await one.link({ loginId: 'yamada' }), await other.link({ loginId: 'yamada' })];
    const kato = await one.link({ loginId: 'kato' });
    await patch('yamada', { loginPassword: 'yamada-pw2' });
    const statuses = [
      (await one.read(yamada[0]?.access_token ?? '', '/linkage')).status,
      (await other.read(yamada[1]?.access_token ?? '', '/linkage')).status,
      (await one.read(kato.access_token, '/linkage')).status,
    ];
    expect(statuses).toEqual([401, 401, 200]);
  });

  test('does not take over the reason of a consent that was over before', async () => {
    const vendor = await createVendor(sandbox);
    const first = await vendor.link({ loginId: 'yamada' });
    await vendor.link({ loginId: 'yamada' });
    await patch('yamada', { loginPassword: 'yamada-pw2' });
    const read = await vendor.read(first.access_token, '/linkage');
    expect(await read.json()).toMatchObject({ code: 'consent_ended', reason: 'superseded' });
  });
});
