import type { components } from '../../../openapi/generated/bank.ts';
import type { CertificateFacts } from '../bank/certificate.ts';
import type { Facts } from '../bank/facts.ts';
import type { Linkage, Values } from '../bank/linkage-state.ts';
import type { BankProfile } from '../bank/profile.ts';
import type { Refusal } from '../bank/refusal.ts';

/** A screen as data; what a browser shows is drawn from it. */
export type Screen = components['schemas']['Screen'];
/** An input of a screen. */
export type ScreenField = components['schemas']['ScreenField'];
/** A table of a screen. */
export type ScreenTable = components['schemas']['ScreenTable'];

/** A certificate as the certificate window shows it. */
type Certificate = CertificateFacts & { readonly subject: string; readonly issuer: string };

/** What a screen is drawn from. */
export interface ScreenContext {
  readonly profile: BankProfile;
  readonly linkage: Linkage;
  readonly facts: Facts;
  /** World time, epoch milliseconds. */
  readonly now: number;
  /** What was filled in before a refusal, to be kept. */
  readonly values: Values;
  readonly errors: readonly Refusal[];
  /** The certificates that the certificate window offers; none where a real TLS handshake asks for one. */
  readonly certificates: readonly Certificate[] | undefined;
}

/** The parts of a screen that differ from screen to screen. */
export type ScreenBody = Pick<Screen, 'title' | 'actions'> &
  Partial<Pick<Screen, 'code' | 'menu' | 'lead' | 'fields' | 'table' | 'twoDimensionalCode' | 'notices'>>;

/** Draws one screen. */
export type DrawScreen = (context: ScreenContext) => ScreenBody;
