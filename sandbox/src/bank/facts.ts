import type { CameraToken } from './camera-token.ts';
import type { CertificateFacts } from './certificate.ts';
import type { InquiryPinFacts } from './inquiry-pin.ts';
import type { Device } from './phone.ts';
import type { LoginMethod } from './profile.ts';
import type { Service } from './service.ts';
import type { SoftwareToken } from './software-token.ts';

/** A vendor's registered app (API連携先). */
export interface ClientFacts {
  readonly clientId: string;
  /** API連携先サービス名. */
  readonly name: string;
  /** 提供会社名. */
  readonly companyName: string;
  readonly services: readonly Service[];
  /** The registration fixes the services: the service selection is not shown. */
  readonly skipServiceSelection: boolean;
}

/** Someone whom the bank writes to. */
export interface MailRecipient {
  readonly loginId: string;
  readonly mailAddress: string;
  /** Mails to the address came back (不達エラー). */
  readonly mailUndeliverable: boolean;
}

/** An operator of a contracting company (利用者), or its administrator (管理者). */
export type CustomerRole = 'operator' | 'administrator';

/** An operator of a contracting company, who holds a login. */
export interface CustomerFacts extends MailRecipient {
  readonly loginPassword: string;
  readonly loginMethod: LoginMethod;
  readonly loginFailures: number;
  readonly locked: boolean;
  /** The services that the operator may use at the bank. */
  readonly services: readonly Service[];
  /** The question of the additional authentication; none for who does not use it. */
  readonly additionalAuthentication?: AdditionalAuthentication;
  /** None at a bank without one-time passwords, and for who never had a token. */
  readonly softwareToken?: SoftwareToken;
  /** None for who never had a camera token. */
  readonly cameraToken?: CameraToken;
}

/** An account of the contracting company. */
export interface AccountFacts extends InquiryPinFacts {
  readonly accountId: string;
  readonly branchCode: string;
  readonly branchName: string;
  readonly accountType: AccountType;
  readonly accountNumber: string;
  /** 口座メモ. */
  readonly memo: string | null;
  readonly kind: AccountKind;
  /** Whether this operator may inquire into it. */
  readonly inquiryPermitted: boolean;
}

/** 代表口座, of the contract, or 関連口座, which an administrator added (seed 004, 3. 口座登録). */
export type AccountKind = 'representative' | 'related';

/** The kinds of accounts as the screens print them. */
export const accountKindNames: Readonly<Record<AccountKind, string>> = {
  representative: '代表口座',
  related: '関連口座',
};

/** 預金種目. */
export type AccountType = '1' | '2' | '4' | '9';

/** 預金種目 in words. */
export const accountTypeNames: Readonly<Record<AccountType, string>> = {
  '1': '普通',
  '2': '当座',
  '4': '貯蓄',
  '9': 'その他',
};

/** The account as the screens name it, e.g. `インターネット支店 (001) 普通 2000002`. */
export function accountLabel(
  account: Pick<AccountFacts, 'branchCode' | 'branchName' | 'accountType' | 'accountNumber'>,
): string {
  return `${account.branchName} (${account.branchCode}) ${accountTypeNames[account.accountType]} ${account.accountNumber}`;
}

/** What the customer and the bank agreed on for the additional authentication (追加認証). */
export interface AdditionalAuthentication {
  readonly question: string;
  readonly answer: string;
  /** Wrong answers in a row. */
  readonly failures: number;
}

/** All that a decision about a linkage looks at, besides the linkage, the action and the time. */
export interface Facts {
  readonly client: ClientFacts;
  /** The customer who is logged in, or whose login ID was typed, or whom the certificate names. */
  readonly customer?: CustomerFacts;
  /** Whether that customer has linked this vendor before, where the bank's risk rule asks. */
  readonly isKnownVendor: boolean;
  /** The accounts of that customer's company. */
  readonly accounts: readonly AccountFacts[];
  /** The administrators of that company (管理者), where the bank writes to them about linkages. */
  readonly administrators: readonly MailRecipient[];
  /** What the customer looks at the screens with. */
  readonly device: Device;
  /** The certificate just presented, or the one that the linkage is bound to. */
  readonly certificate?: CertificateFacts;
  /** What was presented is a real certificate: an authority that this machine trusts has issued it. */
  readonly isPublicCertificate?: boolean;
}
