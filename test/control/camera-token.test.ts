import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { worldOfScreens } from '../browser/world.ts';
import { another, answerOf } from '../support/camera-token.ts';
import { openSandbox, type TestSandbox } from '../support/sandbox.ts';
import { createVendor } from '../support/vendor.ts';
import { createVisitor, type Screen, walk } from '../support/visitor.ts';
import { problemIn } from './problem.ts';

const world = worldOfScreens();
const secret = world.banks.mizuho.companies[0]?.cameraTokens[0]?.secret ?? '';

let sandbox: TestSandbox;
beforeAll(async () => {
  const opened = await openSandbox({ world });
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
const password = (loginId: string, query = '') =>
  sandbox.control('GET', `/customers/mizuho/${loginId}/one-time-password${query}`);

async function atOneTimePassword(loginId = 'sato') {
  const vendor = await createVendor(sandbox);
  const visitor = createVisitor();
  const { url } = await walk(visitor, (await vendor.authorizationUrl()).url, { loginId, stopAt: 'one-time-password' });
  const screen = await visitor.see(url);
  const enter = async (oneTimePassword: string) =>
    (await (await visitor.press(url, 'next', { oneTimePassword })).json()) as Screen;
  return { challenge: screen.twoDimensionalCode?.content ?? '', screen, enter, url };
}

describe('the one-time password of a camera token, from the control API', () => {
  test.each(['00000000', '12345678', '99999999'])('is the answer to the challenge %s', async (challenge) => {
    const answer = await password('sato', `?challenge=${challenge}`);
    expect(await answer.json()).toEqual({ oneTimePassword: answerOf(secret, challenge) });
  });

  test('wants a challenge', async () => {
    const answer = await password('sato');
    expect(answer.status).toBe(400);
    expect((await problemIn(answer)).code).toBe('challenge_required');
  });

  test.each([
    '',
    '1234567',
    '123456789',
    'abcdefgh',
    encodeURIComponent('１２３４５６７８'),
    '12345678&challenge=12345678',
  ])('refuses the challenge %j', async (challenge) => {
    const answer = await password('sato', `?challenge=${challenge}`);
    expect(answer.status).toBe(400);
    expect((await problemIn(answer)).errors?.[0]?.location).toBe('query/challenge');
  });

  test('is computed whatever the operator’s use of it, for the device knows nothing of that', async () => {
    for (const loginId of ['watanabe', 'nakamura', 'ito']) {
      expect((await password(loginId, '?challenge=12345678')).status).toBe(200);
    }
  });

  test('is the software token’s for who has cancelled it', async () => {
    expect(await (await password('ito')).json()).toEqual({
      oneTimePassword: expect.stringMatching(/^\d{6}$/),
      secondsLeft: expect.any(Number),
    });
  });

  test('is missing for who has no token', async () => {
    const answer = await password('tanaka');
    expect([answer.status, (await problemIn(answer)).code]).toEqual([404, 'no_token']);
  });
});

describe('the page of the camera token, for a program', () => {
  const read = (query: string) =>
    createVisitor().request(`${sandbox.issuer}/camera-token${query}`, { headers: { Accept: 'application/json' } });

  test('answers what the device shows, also where the screen points', async () => {
    const { screen, challenge, url } = await atOneTimePassword();
    const target = new URL(screen.twoDimensionalCode?.cameraToken ?? '', url).href;
    const answer = await createVisitor().request(target);
    expect(await answer.json()).toEqual({ oneTimePassword: answerOf(secret, challenge) });
  });

  test.each([
    ['', 400, 'invalid_request'],
    ['?tokenCode=SBT-0001', 422, 'challenge_malformed'],
    ['?tokenCode=SBT-0001&challenge=1234', 422, 'challenge_malformed'],
    ['?tokenCode=SBT-9999&challenge=12345678', 422, 'camera_token_unknown'],
    ['?challenge=12345678', 422, 'camera_token_unknown'],
    [`?tokenCode=SBT-0001&challenge=${'1'.repeat(65)}`, 400, 'invalid_request'],
    ['?tokenCode=SBT-0001&tokenCode=SBT-0002&challenge=12345678', 400, 'invalid_request'],
  ])('refuses %j with %i %s', async (query, status, code) => {
    const answer = await read(query);
    expect([answer.status, (await problemIn(answer)).code]).toEqual([status, code]);
  });

  test('shows a page to a browser whose request is malformed', async () => {
    const url = `${sandbox.issuer}/camera-token?challenge=12345678&challenge=`;
    const answer = await createVisitor().request(url, { headers: { Accept: 'text/html' } });
    expect([answer.status, answer.headers.get('content-type')]).toEqual([400, expect.stringContaining('text/html')]);
  });

  test('is not there at a bank without camera tokens', async () => {
    const answer = await createVisitor().request(`${sandbox.origin}/gunken/camera-token?tokenCode=SBT-0001`);
    expect(answer.status).toBe(404);
  });
});

describe('the clerk’s change of a camera token', () => {
  test('releases a suspension, and takes the count back with it', async () => {
    const { challenge, enter } = await atOneTimePassword();
    let screen = await enter(another(answerOf(secret, challenge)));
    for (let tries = 2; tries <= 5; tries += 1) {
      screen = await enter(another(answerOf(secret, screen.twoDimensionalCode?.content ?? '')));
    }
    expect(screen.errors[0]?.code).toBe('camera_token_suspended');
    expect(await (await patch('sato', { cameraTokenState: 'in-use' })).json()).toMatchObject({
      cameraToken: { code: 'SBT-0001', state: 'in-use' },
    });
    screen = await enter(another(answerOf(secret, screen.twoDimensionalCode?.content ?? '')));
    expect(screen.errors[0]?.code).toBe('camera_token_password_wrong');
  });

  test.each(['not-set-up', 'in-use', 'suspended', 'cancelled'])(
    'can make it %s, for this operator alone',
    async (state) => {
      expect(await (await patch('sato', { cameraTokenState: state })).json()).toMatchObject({ cameraToken: { state } });
      const other = await patch('takahashi', { locked: false });
      expect(await other.json()).toMatchObject({ cameraToken: { code: 'SBT-0001', state: 'in-use' } });
    },
  );

  test('of who has none is refused', async () => {
    const answer = await patch('tanaka', { cameraTokenState: 'in-use' });
    expect([answer.status, (await problemIn(answer)).code]).toEqual([409, 'token_action_not_possible']);
  });

  test('to a state that there is not is refused', async () => {
    expect((await patch('sato', { cameraTokenState: 'lost' })).status).toBe(400);
  });
});

describe('a customer’s mail address', () => {
  test('is marked as 不達エラー and mended again, and only that customer’s', async () => {
    expect(await (await patch('tanaka', { mailUndeliverable: true })).json()).toMatchObject({
      mailUndeliverable: true,
    });
    expect(await (await patch('sato', { locked: false })).json()).toMatchObject({ mailUndeliverable: false });
    expect(await (await patch('tanaka', { mailUndeliverable: false })).json()).toMatchObject({
      mailUndeliverable: false,
    });
    expect((await patch('tanaka', { mailUndeliverable: 'no' })).status).toBe(400);
  });
});
