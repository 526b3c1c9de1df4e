import type { Service } from './service.ts';

/** How a customer logs in: 電子証明書方式 or ID・パスワード方式. */
export type LoginMethod = 'certificate' | 'password';

/** A step of a linkage after the login, named after its screen. A step that does not apply is skipped. */
export type LinkageStep = 'service-selection' | 'inquiry-pin-registration' | 'consent';

/** What the manuals leave open. Ours, not the banks'; a world file can change each of them. */
export interface BankSettings {
  /** Wrong login passwords in a row that lock the login. */
  readonly wrongLoginPasswordsBeforeLock: number;
  /** Wrong inquiry PINs in a row that lock the registration of that account. */
  readonly wrongInquiryPinsBeforeLock: number;
  /** Seconds without a key pressed after which the screens time out. */
  readonly screenIdleSeconds: number;
  readonly authorizationCodeSeconds: number;
  readonly accessTokenSeconds: number;
  /** 認可期間, in days of 24 hours. */
  readonly consentDays: number;
  /** How many days back statements can be read, today included. */
  readonly inquiryDays: number;
}

/** The defaults of what the manuals leave open. */
export const defaultSettings: BankSettings = {
  wrongLoginPasswordsBeforeLock: 5,
  wrongInquiryPinsBeforeLock: 5,
  screenIdleSeconds: 10 * 60,
  authorizationCodeSeconds: 60,
  accessTokenSeconds: 30 * 60,
  consentDays: 90,
  inquiryDays: 90,
};

/** The words of a bank's consent screen; `{client}` and `{bank}` are filled in. */
export interface ConsentTexts {
  readonly lead: readonly string[];
  readonly confirmation: readonly string[];
  readonly checkbox: string;
}

/** A bank, as data: which logins, which steps in which order, which words. */
export interface BankProfile {
  /** The first segment of its URLs, and the key in world files. */
  readonly id: string;
  /** Its name on the screens: fictitious, and saying so. */
  readonly name: string;
  readonly institution: { readonly code: string; readonly name: string };
  readonly loginMethods: readonly LoginMethod[];
  readonly steps: readonly LinkageStep[];
  readonly services: readonly Service[];
  readonly consent: ConsentTexts;
  readonly settings: BankSettings;
}
