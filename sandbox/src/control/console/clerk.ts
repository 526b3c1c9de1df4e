import { canBe, type SoftwareToken } from '../../bank/software-token.ts';
import type { TestCustomer } from '../../store/customers.ts';
import type { CustomerChanges, TokenAction } from '../customer-changes.ts';
import type { Words } from './words-ja.ts';

/** A button of the console: something that a clerk of the bank does, or a customer to his phone. */
export interface ClerkButton {
  readonly action: keyof Words['customers']['clerk'];
  readonly changes: CustomerChanges;
  /** Whether it can be pressed now; `token` is none at banks without tokens. */
  readonly isPossible: (customer: TestCustomer, token: SoftwareToken | undefined) => boolean;
}

function ofToken(tokenAction: Exclude<TokenAction, 'suspend'>): ClerkButton {
  return {
    action: tokenAction,
    changes: { tokenAction },
    isPossible: (_customer, token) => token !== undefined && canBe(tokenAction, token),
  };
}

/** What is done to the login. */
export const loginButtons: readonly ClerkButton[] = [
  { action: 'lock', changes: { locked: true }, isPossible: ({ locked }) => !locked },
  { action: 'unlock', changes: { locked: false }, isPossible: ({ locked }) => locked },
];

/** What is done to a software token and its phone (ワンタイムパスワード停止解除・初期化依頼書; seed 003, 4. (3)). */
export const tokenButtons: readonly ClerkButton[] = [
  ofToken('release-suspension'),
  ofToken('initialise'),
  ofToken('change-phone'),
];

/** What is done to a camera token. */
export const cameraTokenButtons: readonly ClerkButton[] = [
  {
    action: 'release-camera-token',

    changes: { cameraTokenState: 'in-use' },
    isPossible: ({ cameraToken }) => cameraToken?.state === 'suspended',
  },
];

/** The button of an action that was posted. */
export function clerkButton(action: unknown): ClerkButton | undefined {
  return [...loginButtons, ...tokenButtons, ...cameraTokenButtons].find((button) => button.action === action);
}
