import type { Service } from './service.ts';

/** How a customer logs in: 電子証明書方式 or ID・パスワード方式. */
export type LoginMethod = 'certificate' | 'password';

/** A step of a linkage after the login, named after its screen. A step that does not apply is skipped. */
export type LinkageStep =
  | 'additional-authentication'
  | 'one-time-password'
  | 'service-selection'
  | 'inquiry-pin-registration'
  | 'consent';

/**
 * When the additional authentication is asked for (リスクベース追加認証), of customers who have one: always, never, for a
 * vendor that the customer has not linked before, or after a wrong login password.
 */
export type RiskRule = 'always' | 'never' | 'new-client' | 'after-wrong-password';

/** What the manuals leave open. Ours, not the banks'; a world file can change each of them. */
export interface BankSettings {
  /** Wrong login passwords in a row that lock the login. */
  readonly wrongLoginPasswordsBeforeLock: number;
  readonly additionalAuthentication: RiskRule;
  /** Wrong answers of the additional authentication in a row that lock the login. */
  readonly wrongAnswersBeforeLock: number;
  /** Wrong inquiry PINs in a row that lock the registration of that account. */
  readonly wrongInquiryPinsBeforeLock: number;
  /** Wrong one-time passwords in a row that suspend the token. */
  readonly wrongOneTimePasswordsBeforeSuspension: number;
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
  additionalAuthentication: 'always',
  wrongAnswersBeforeLock: 5,
  wrongInquiryPinsBeforeLock: 5,
  wrongOneTimePasswordsBeforeSuspension: 5,
  screenIdleSeconds: 10 * 60,
  authorizationCodeSeconds: 60,
  accessTokenSeconds: 30 * 60,
  consentDays: 90,
  inquiryDays: 90,
};

/** The words of a bank's consent screen; `{client}` and `{bank}` are filled in. */
export interface ConsentTexts {
  readonly lead: readonly string[];
  /** 意思確認 or 同意確認, and its text. */
  readonly confirmation: { readonly heading: string; readonly text: readonly string[] };
  readonly checkbox: string;
  /** Whether the screen has a place for 詳細エラーメッセージ. */
  readonly showsErrorDetail: boolean;
}

/** How a bank lets inquiry PINs be registered, and the words of its table. */
export interface InquiryPinRegistration {
  /** One PIN for all accounts ticked, or an input in each row. */
  readonly entry: 'one-for-selection' | 'per-account';
  /** The tick-box that ticks every row (全て); none where the bank has none. */
  readonly selectAll?: string;
  /** The head of the state's column of the result: 登録状況 or 登録状態. */
  readonly resultStateColumn: string;
  /** What an asterisk in the result means. */
  readonly pendingNote: string;
}

/** An internet-banking site with one-time passwords (seed 003). */
export interface InternetBankingProfile {
  /** サービスID of every token of the bank. */
  readonly serviceId: string;
  /** Whom the mails of the one-time password are from. */
  readonly mailSender: string;
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
  readonly inquiryPinRegistration: InquiryPinRegistration;
  readonly consent: ConsentTexts;
  /** Its internet-banking site, where the sandbox plays it. */
  readonly internetBanking?: InternetBankingProfile;
  readonly settings: BankSettings;
}
