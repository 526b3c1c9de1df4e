import type { RequestHandler } from 'express';
import { japanDate } from '../bank/japan-time.ts';
import { LARGEST_BALANCE, type StatementLine } from '../bank/statement.ts';
import { isZenginText } from '../bank/zengin.ts';
import { presentTransaction } from '../http/accounts.ts';
import { mistakeAt, Problem } from '../http/problem.ts';
import { type ArrivingLine, bookLines } from '../store/arriving-lines.ts';
import { findStatement, type StatementHead } from '../store/customers.ts';
import { findLine, makeStatement } from '../store/statements.ts';
import type { Control } from './control.ts';

type Parameters = { bank: string; accountId: string };
type NewLine = Pick<StatementLine, 'direction' | 'amount' | 'description' | 'deposit'> &
  Partial<Pick<StatementLine, 'category' | 'valueDate'>>;
interface Body {
  readonly lines?: readonly NewLine[];
  /** A line to take back: a correction of it is booked (取引区分 19). */
  readonly corrects?: string;
}

async function accountAsked({ store }: Control, { bank, accountId }: Parameters): Promise<StatementHead> {
  const account = await findStatement(store.db, bank, accountId);
  if (account) return account;
  const detail = `${bank} has no account ${accountId}; see the accounts in GET /sandbox/v1/customers`;
  throw new Problem(404, 'account_not_found', detail);
}

function checkZengin({ description, deposit }: NewLine, index: number): void {
  const texts = { description, payerName: deposit?.payerName, remittingBank: deposit?.remittingBank };
  for (const [name, text] of Object.entries({ ...texts, remittingBranch: deposit?.remittingBranch })) {
    if (text === undefined || isZenginText(text)) continue;
    const location = `body/lines/${index}/${name}`;
    const message = 'expected half-width kana of the Zengin set, e.g. ｻﾝﾄﾞﾎﾞﾂｸｽ';
    throw mistakeAt(location, message);
  }
}

function arriving(line: NewLine, today: string): ArrivingLine {
  const { direction, amount, description, deposit, category = deposit ? '11' : '18', valueDate = today } = line;
  const details = deposit && { ...deposit, ediInformation: deposit.ediInformation ?? null };
  return {
    bookDate: today,
    valueDate,
    direction,
    category,
    amount,
    description,
    ...(details ? { deposit: details } : {}),
  };
}

async function correctionOf(
  { store }: Control,
  { bank, accountId }: Parameters,
  transactionId: string,
  today: string,
): Promise<ArrivingLine> {
  const sequence = Number(transactionId.slice(accountId.length + 1));
  const line = transactionId.startsWith(`${accountId}-`)
    ? await findLine(store.db, bank, accountId, sequence)
    : undefined;
  if (line === undefined || line.bookDate > today) {
    const detail = `${accountId} has no line ${transactionId}; take a transactionId of GET /api/v1/accounts/${accountId}/transactions`;
    throw new Problem(404, 'line_not_found', detail);
  }
  const { direction, amount, description, bookDate } = line;
  const opposite = direction === '1' ? '2' : '1';
  return { bookDate: today, valueDate: bookDate, direction: opposite, category: '19', amount, description };
}

/** Beyond safe integers a balance would be wrong, and could not be read again. */
function checkBalances(booked: readonly StatementLine[]): void {
  const index = booked.findIndex(({ balance }) => Math.abs(balance) > LARGEST_BALANCE);
  if (index >= 0)
    throw mistakeAt(`body/lines/${index}/amount`, 'expected an amount that leaves a balance of 13 digits');
}

/** `POST /accounts/{bank}/{accountId}/lines`: lines that arrive now. */
export function postLines(control: Control): RequestHandler<Parameters> {
  return async (req, res) => {
    const { lines = [], corrects } = req.body as Body;
    const { bank } = req.params;
    const { db, clock } = control.store;
    const today = japanDate(clock.now());
    lines.forEach(checkZengin);
    const account = await accountAsked(control, req.params);
    await makeStatement(db, bank, account, today);
    const corrections = corrects === undefined ? [] : [await correctionOf(control, req.params, corrects, today)];
    const all = [...lines.map((line) => arriving(line, today)), ...corrections];
    const booked = await db.transaction().execute(async (transaction) => {
      const lines = await bookLines(transaction, { ...account, bank }, today, all);
      checkBalances(lines);
      return lines;
    });
    res.status(201).json({ transactions: booked.map((line) => presentTransaction(account.accountId, line)) });
  };
}
