/** A line of an account's statement (入出金明細), as banks keep it. Dates are YYYY-MM-DD in Japan time. */
export interface StatementLine {
  /** 1 for the account's first line, then one more each, in the order of booking. */
  sequence: number;
  /** 勘定日: the day it was booked. */
  bookDate: string;
  /** 起算日: the day from which it counts; may be before or after the book date. */
  valueDate: string;
  direction: Direction;
  category: Category;
  /** Whole yen, never negative: the sign is in `direction`. */
  amount: number;
  /** Balance after the line, whole yen. */
  balance: number;
  /** 摘要: half-width kana of the Zengin set. */
  description: string;
  /** Who sent it; only of incoming transfers. */
  deposit?: DepositDetails;
}

/** 入払区分: 1 in, 2 out. */
type Direction = '1' | '2';

/**
 * 取引区分: 10 cash, 11 transfer, 12 other-bank cheque, 13 clearing, 14 book transfer, 15 renewal, 18 other, 19 correction.
 */
type Category = '10' | '11' | '12' | '13' | '14' | '15' | '18' | '19';

/** What an incoming transfer says of its sender, in half-width kana of the Zengin set. */
export interface DepositDetails {
  /** 振込依頼人名. */
  payerName: string;
  /** 仕向銀行. */
  remittingBank: string;
  /** 仕向支店. */
  remittingBranch: string;
  /** EDI情報, at most 20 characters; here the set has ｦ too. */
  ediInformation: string | null;
}

/** Yen: 13 digits, above or below zero. Up to there every sum of two is a safe integer. */
export const LARGEST_BALANCE = 9_999_999_999_999;

/** What a line moves, in whole yen. */
export const movedBy = ({ direction, amount }: Pick<StatementLine, 'direction' | 'amount'>): number =>
  direction === '1' ? amount : -amount;
