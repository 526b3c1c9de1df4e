import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { worldOfScreens } from '../browser/world.ts';
import { openSandbox, type TestSandbox } from '../support/sandbox.ts';
import { createVisitor } from '../support/visitor.ts';
import { buildCommand, run } from './command.ts';

let sandbox: TestSandbox;
beforeAll(async () => {
  await buildCommand();
  sandbox = await openSandbox({ world: worldOfScreens() });
}, 60_000);
afterAll(async () => {
  expect(sandbox.faults).toEqual([]);
  await sandbox.close();
});

describe('sandbox mails', () => {
  test('prints the mails of the banks, or that there is none', async () => {
    expect(await run(['mails', '--url', sandbox.origin])).toEqual({ code: 0, stdout: 'No mail yet.\n', stderr: '' });
    const ib = `${sandbox.origin}/gunken/ib`;
    const { press } = createVisitor();
    await press(ib, 'login', { loginId: 'mori', loginPassword: 'moripw1' });
    await press(ib, 'menu-applications');
    await press(ib, 'one-time-password');
    await press(ib, 'issue');
    await press(ib, 'next', { mailAddress: 'taro@data-bank.example', activationPassword: 'kaishi99' });
    await press(ib, 'issue');
    const { stdout } = await run(['mails', '--url', sandbox.origin]);
    expect(stdout).toMatch(/^Date: {4}2026-11-20T09:0\d:\d\d\+09:00\nFrom: {4}otp@otp-auth\.net\nTo: {6}taro@/);
    expect(stdout).toContain(`${sandbox.origin}/gunken/token-app`);
    expect(JSON.parse((await run(['mails', '--json', '--url', sandbox.origin])).stdout).mails).toHaveLength(1);
  });
});

describe('sandbox otp', () => {
  test('prints what the phone of a customer shows, and says why where it shows nothing', async () => {
    expect(await run(['otp', 'gunken', 'abe', '--url', sandbox.origin])).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^\d{6} \(\d{1,2} s left\)\n$/),
    });
    expect(await run(['otp', 'gunken', 'ishikawa', '--url', sandbox.origin])).toMatchObject({
      code: 1,
      stderr: 'sandbox: no token is issued to ishikawa of gunken; issue one at /gunken/ib\n',
    });
  });
});

describe('sandbox start --smtp', () => {
  test('refuses what is no SMTP server', async () => {
    expect(await run(['start', '--smtp', 'localhost:1025'])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('expected the URL of an SMTP server, e.g. smtp://localhost:1025.'),
    });
  });
});
