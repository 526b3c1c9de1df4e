import type { Deposit, Transaction } from '@renkei/sdk';
import type { LineRecord } from './records.ts';

/**
 * Statement lines with the paying side of the transfers among them, in the bank's order. A transfer has the id of its
 * statement line; where the consent covers deposits only, the transfers are all there is.
 */
export function mergeStatement(transactions: Transaction[], deposits: Deposit[]): LineRecord[] {
  const transfers = new Map(deposits.map((deposit) => [deposit.transactionId, deposit]));
  const lines = transactions.map((line): LineRecord => {
    const transfer = transfers.get(line.transactionId);
    transfers.delete(line.transactionId);
    const { transactionId, bookDate, valueDate, direction, category, amount, balance, description } = line;
    return {
      transactionId,
      bookDate,
      valueDate,
      direction,
      category,
      amount,
      balance,
      description,
      ...payer(transfer),
    };
  });
  return [...lines, ...[...transfers.values()].map(lineOfTransfer)];
}

function lineOfTransfer(transfer: Deposit): LineRecord {
  const { transactionId, bookDate, valueDate, amount, payerName } = transfer;
  return {
    transactionId,
    bookDate,
    valueDate,
    direction: '1',
    category: null,
    amount,
    balance: null,
    description: payerName,
    ...payer(transfer),
  };
}

function payer(transfer: Deposit | undefined) {
  return {
    payerName: transfer?.payerName ?? null,
    remittingBank: transfer?.remittingBank ?? null,
    remittingBranch: transfer?.remittingBranch ?? null,
    ediInformation: transfer?.ediInformation ?? null,
  };
}
