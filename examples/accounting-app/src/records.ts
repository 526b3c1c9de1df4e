/** What a consent can cover. */
export const services = ['balances', 'transactions', 'deposits'] as const;
export type Service = (typeof services)[number];

/** Why a linkage reads no more; `unknown` when the bank does not say, `tokens_lost` when we have no tokens for it. */
export type EndReason =
  | 'expired'
  | 'superseded'
  | 'ended_by_vendor'
  | 'token_reused'
  | 'login_password_changed'
  | 'login_id_changed'
  | 'revoked_by_bank'
  | 'unknown'
  | 'tokens_lost';

/** A customer's consent at one bank, as our books know it. Instants are ISO 8601. */
export type LinkageRecord = {
  id: string;
  bank: string;
  bankName: string;
  issuer: string;
  services: Service[];
  expiresAt: string | null;
  daysLeft: number | null;
  endReason: EndReason | null;
  /** The linkage that this one was made to follow. */
  replaces: string | null;
  lastImportAt: string | null;
};

/** An account in our books. It outlives its linkage. */
export type AccountRecord = {
  /** Bank code, branch, type and number: the same account under any linkage. */
  key: string;
  linkageId: string | null;
  /** How the linkage's bank names it. */
  bankAccountId: string;
  bankName: string;
  branchCode: string;
  branchName: string;
  accountTypeName: string;
  accountNumber: string;
  accountHolder: string;
  memo: string | null;
  /** Whole yen. */
  balance: number | null;
  balanceAsOf: string | null;
  lastImportAt: string | null;
};

/** A booked line. The parts of a transfer are null on other lines, and where the consent leaves deposits out. */
export type LineRecord = {
  transactionId: string;
  /** Book date, Japan time. */
  bookDate: string;
  valueDate: string;
  /** 1 in, 2 out. */
  direction: '1' | '2';
  category: string | null;
  /** Whole yen, without a sign. */
  amount: number;
  /** After the line; null where only the transfer is known. */
  balance: number | null;
  description: string;
  payerName: string | null;
  remittingBank: string | null;
  remittingBranch: string | null;
  ediInformation: string | null;
};
