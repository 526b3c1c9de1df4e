import { canBe, type SoftwareToken } from '../../bank/software-token.ts';
import type { TestCustomer } from '../../store/customers.ts';
import type { CustomerChanges, TokenAction } from '../customer-changes.ts';

/** A button of the console: something that a clerk of the bank does, or a customer to his phone. */
export interface ClerkButton {
  readonly action: string;
  readonly label: string;
  readonly changes: CustomerChanges;
  /** Whether it can be pressed now; `token` is none at banks without tokens. */
  readonly isPossible: (customer: TestCustomer, token: SoftwareToken | undefined) => boolean;
}

function ofToken(tokenAction: TokenAction, label: string): ClerkButton {
  return {
    action: tokenAction,
    label,
    changes: { tokenAction },
    isPossible: (_customer, token) => token !== undefined && canBe(tokenAction, token),
  };
}

/** What is done to the login. */
export const loginButtons: readonly ClerkButton[] = [
  { action: 'lock', label: 'ログイン停止', changes: { locked: true }, isPossible: ({ locked }) => !locked },
  { action: 'unlock', label: 'ログイン停止の解除', changes: { locked: false }, isPossible: ({ locked }) => locked },
];

/** What is done to a software token and its phone (ワンタイムパスワード停止解除・初期化依頼書; seed 003, 4. (3)). */
export const tokenButtons: readonly ClerkButton[] = [
  ofToken('release-suspension', '停止解除'),
  ofToken('initialise', '初期化'),
  ofToken('change-phone', '機種変更'),
];

/** What is done to a camera token. */
export const cameraTokenButtons: readonly ClerkButton[] = [
  {
    action: 'release-camera-token',
    label: 'カメラ付きハードトークンの停止解除',
    changes: { cameraTokenState: 'in-use' },
    isPossible: ({ cameraToken }) => cameraToken?.state === 'suspended',
  },
];

/** The button of an action that was posted. */
export function clerkButton(action: unknown): ClerkButton | undefined {
  return [...loginButtons, ...tokenButtons, ...cameraTokenButtons].find((button) => button.action === action);
}
