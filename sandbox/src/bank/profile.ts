import type { Service } from './service.ts';
import type { ServiceHours } from './service-hours.ts';

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
  readonly serviceHours: ServiceHours | 'always';
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
  serviceHours: 'always',
};

/**
 * The words of a screen. `{client}` is the vendor, `{bank}` the bank's name and `{self}` what the bank calls itself.
 */
interface ScreenTexts {
  readonly title: string;
  readonly lead: readonly string[];
}

/** A headed piece of text. */
interface HeadedText {
  readonly heading: string;
  readonly text: readonly string[];
}

/** A way to log in, as the entry offers it. */
interface LoginWay {
  /** Whom it is for. */
  readonly heading: string;
  readonly button: string;
}

/** The words of the entry and of the screens of the certificate. */
interface LoginTexts extends ScreenTexts {
  /** お客さまに同意いただく事項, where the bank has the customer read them first. */
  readonly terms?: HeadedText;
  readonly certificate: LoginWay;
  readonly password: LoginWay;
  /** The button under ログインパスワード of who has shown a certificate. */
  readonly certificatePasswordButton: string;
}

/** The words of the one-time password in a linkage. */
interface OneTimePasswordTexts extends ScreenTexts {
  /** 画面ID, where the manual prints one. */
  readonly code?: string;
  readonly button: string;
  /** The button that leads back to the vendor, where the bank has one for this screen alone. */
  readonly cancelButton?: string;
}

/** The words of the service selection. */
interface ServiceSelectionTexts extends ScreenTexts {
  readonly label: string;
  /** What the bank calls a service: 業務, メニュー. */
  readonly service: string;
}

/** The words of a bank's consent screen. */
interface ConsentTexts extends ScreenTexts {
  /** 意思確認 or 同意確認, and its text. */
  readonly confirmation: HeadedText;
  readonly checkbox: string;
  /** 拒否, where the bank has the button. */
  readonly denyButton?: string;
  /** Whether the screen has a place for 詳細エラーメッセージ. */
  readonly showsErrorDetail: boolean;
}

/** A column of the accounts to register, besides state and PIN. */
export type AccountColumn = 'account' | 'memo' | 'kind';

/** How a bank lets inquiry PINs be registered, and the words of its table. */
export interface InquiryPinRegistration extends ScreenTexts {
  /** One PIN for all accounts ticked, or an input in each row. */
  readonly entry: 'one-for-selection' | 'per-account';
  /** The services that need a registered PIN; a linkage without any of them registers none. */
  readonly neededFor: readonly Service[];
  /** The tick-box that ticks every row (全て); none where the bank has none. */
  readonly selectAll?: string;
  /** The head of the state's column: 登録状況 or 登録状態. */
  readonly stateColumn: string;
  readonly columns: readonly { readonly of: AccountColumn; readonly head: string }[];
  /** The head of the PIN's column. */
  readonly pinColumn: string;
  readonly notes: readonly string[];
  readonly result: ScreenTexts & {
    readonly stateColumn: string;
    /** What an asterisk means. */
    readonly pendingNote: string;
    /** 照会用暗証番号の追加登録, where the bank has the button. */
    readonly registerMoreButton?: string;
  };
}

/** An internet-banking site with one-time passwords (seed 003). */
interface InternetBankingProfile {
  /** Whom the mails of the one-time password are from. */
  readonly mailSender: string;
}

/** A bank, as data: which logins, which steps in which order, which words. */
export interface BankProfile {
  /** The first segment of its URLs, and the key in world files. */
  readonly id: string;
  /** Its name on the screens: fictitious, and saying so. */
  readonly name: string;
  /** What it calls itself: 当組合, 当行. */
  readonly self: string;
  readonly institution: { readonly code: string; readonly name: string };
  readonly loginMethods: readonly LoginMethod[];
  readonly login: LoginTexts;
  readonly steps: readonly LinkageStep[];
  readonly services: readonly Service[];
  /** Whether a linkage ends in an error while the customer's internet-banking set-up is unfinished. */
  readonly requiresSetUp: boolean;
  readonly oneTimePassword?: OneTimePasswordTexts;
  readonly serviceSelection: ServiceSelectionTexts;
  readonly inquiryPinRegistration: InquiryPinRegistration;
  readonly consent: ConsentTexts;
  /** Whether a change of login password or login ID ends the consents given before. */
  readonly endsWithCredentials: boolean;
  /** 中断, where every screen has a button back to the vendor. */
  readonly abortButton?: string;
  /** The title of the screen on which a linkage ends that cannot go on. */
  readonly errorTitle: string;
  /** The mails of a linkage, where the bank sends them. */
  readonly linkageMails?: { readonly sender: string };
  /** サービスID of its software tokens, where it has any. */
  readonly softwareTokenServiceId?: string;
  /** Whether its customers can have camera tokens. */
  readonly hasCameraTokens: boolean;
  /** Its internet-banking site, where the sandbox plays it. */
  readonly internetBanking?: InternetBankingProfile;
  readonly settings: BankSettings;
}
