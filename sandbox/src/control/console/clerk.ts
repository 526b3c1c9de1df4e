import { canBe, type SoftwareToken } from '../../bank/software-token.ts';
import type { TestCustomer } from '../../store/customers.ts';
import type { CustomerChanges, TokenAction } from '../customer-changes.ts';
import type { Words } from './words-ja.ts';

/** What a clerk of the bank does, or a customer to his phone. */
export type ClerkAction = keyof Words['customers']['clerk'];

/** What an action changes. */
export const clerkChanges: Readonly<Record<ClerkAction, CustomerChanges>> = {
  lock: { locked: true },
  unlock: { locked: false },
  // ワンタイムパスワード停止解除・初期化依頼書; seed 003, 4. (3)
  'release-suspension': { tokenAction: 'release-suspension' },
  initialise: { tokenAction: 'initialise' },
  'change-phone': { tokenAction: 'change-phone' },
  'release-camera-token': { cameraTokenState: 'in-use' },
};

/** A button of the console. */
export interface ClerkButton {
  readonly action: ClerkAction;
  /** Whether it can be pressed now; `token` is none at banks without tokens. */
  readonly isPossible: (customer: TestCustomer, token: SoftwareToken | undefined) => boolean;
}

const ofToken = (action: Exclude<TokenAction, 'suspend'>): ClerkButton => ({
  action,
  isPossible: (_customer, token) => token !== undefined && canBe(action, token),
});

/** What is done to the login. */
export const loginButtons: readonly ClerkButton[] = [
  { action: 'lock', isPossible: ({ locked }) => !locked },
  { action: 'unlock', isPossible: ({ locked }) => locked },
];

/** What is done to a software token where the bank has no site to get another. */
export const suspensionButtons: readonly ClerkButton[] = [ofToken('release-suspension')];

/** What is done to a software token and its phone. */
export const tokenButtons: readonly ClerkButton[] = [
  ...suspensionButtons,
  ofToken('initialise'),
  ofToken('change-phone'),
];

/** What is done to a camera token. */
export const cameraTokenButtons: readonly ClerkButton[] = [
  { action: 'release-camera-token', isPossible: ({ cameraToken }) => cameraToken?.state === 'suspended' },
];
