import { expect } from 'vitest';
import type { TestSandbox } from '../support/sandbox.ts';
import { createVisitor } from '../support/visitor.ts';

/** Issues a token to a customer of `gunken`, so that the bank sends its mail. */
export async function issueToken(
  { origin }: Pick<TestSandbox, 'origin'>,
  loginId: string,
  mailAddress: string,
): Promise<void> {
  const ib = `${origin}/gunken/ib`;
  const visitor = createVisitor();
  for (const [action, values] of [
    ['login', { loginId, loginPassword: `${loginId}pw1` }],
    ['menu-applications', {}],
    ['one-time-password', {}],
    ['issue', {}],
    ['next', { mailAddress, activationPassword: 'kaishi99' }],
    ['issue', {}],
  ] as const) {
    expect((await visitor.press(ib, action, values)).status).toBe(200);
  }
}
