import { expect, test } from 'vitest';
import type { CameraToken, CameraTokenState } from '../../sandbox/src/bank/camera-token.ts';
import type { CustomerFacts } from '../../sandbox/src/bank/facts.ts';
import { tokenAsked } from '../../sandbox/src/bank/linkage-state.ts';
import { setUpRefusal } from '../../sandbox/src/bank/set-up.ts';
import type { SoftwareTokenState } from '../../sandbox/src/bank/software-token.ts';
import { customer, tokenInUse } from './facts.ts';

const camera = (state: CameraTokenState): { cameraToken: CameraToken } => ({
  cameraToken: { code: 'SBT-0001', secret: '00'.repeat(32), state, failures: 0 },
});
const software = (state: SoftwareTokenState) => ({ softwareToken: { ...tokenInUse, state } });
const notDone = 'one_time_password_not_set_up';

// Seed 004, before 1.: ワンタイムパスワードの初期設定が完了していない場合, 電子メールが不達エラーとなっている場合.
test.each<[string, Partial<CustomerFacts>, string | undefined, string | undefined]>([
  ['no token', {}, undefined, undefined],
  ['a camera token in use', camera('in-use'), undefined, 'camera-token'],
  ['a camera token that is suspended', camera('suspended'), undefined, 'camera-token'],
  ['a camera token before its 初期設定', camera('not-set-up'), notDone, undefined],
  ['a camera token that was cancelled, and no other', camera('cancelled'), notDone, undefined],
  [
    'a cancelled camera token, a software token in use',
    { ...camera('cancelled'), ...software('in-use') },
    undefined,
    'software-token',
  ],
  [
    'a cancelled camera token, a software token issued',
    { ...camera('cancelled'), ...software('issued') },
    notDone,
    undefined,
  ],
  ['a software token before its 利用開始', software('issued'), notDone, undefined],
  ['a software token in use', software('in-use'), undefined, 'software-token'],
  ['a software token that is suspended', software('suspended'), undefined, 'software-token'],
  ['mails that come back', { mailUndeliverable: true }, 'mail_undeliverable', undefined],
  ['both unfinished', { ...camera('not-set-up'), mailUndeliverable: true }, notDone, undefined],
])('a customer with %s', (_, facts, refusedFor, asked) => {
  expect(setUpRefusal(customer(facts))).toBe(refusedFor);
  expect(tokenAsked(customer(facts))).toBe(asked);
});
