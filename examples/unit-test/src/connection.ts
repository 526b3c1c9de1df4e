import { type BankLink, LinkageDeniedError, type PendingLinkage } from '@renkei/sdk';

/** Where a customer's connection to his bank stands; a column of your database. */
export type Connection =
  | { readonly state: 'at-bank'; readonly pending: PendingLinkage; readonly since: Date }
  | { readonly state: 'linked'; readonly linkageId: string }
  | { readonly state: 'refused' };

type AtBank = Extract<Connection, { state: 'at-bank' }>;

/** Nobody needs longer at the bank: the customer has closed the window, or the bank has shut him out. */
const patience = 30 * 60 * 1000;

// #region connect
/** The customer pressed "connect": send him to `url`. */
export async function connect(bank: BankLink, now: Date): Promise<{ url: string; connection: AtBank }> {
  const { url, pending } = await bank.start({ services: ['balances', 'transactions'] });
  return { url, connection: { state: 'at-bank', pending, since: now } };
}

/** The customer is back from the bank. */
export async function comeBack(bank: BankLink, { pending }: AtBank, callbackUrl: string): Promise<Connection> {
  try {
    const { id } = await bank.complete(callbackUrl, pending);
    return { state: 'linked', linkageId: id };
  } catch (error) {
    if (error instanceof LinkageDeniedError) return { state: 'refused' };
    throw error;
  }
}
// #endregion

/** Whether to ask the customer how it went: the bank never tells that he did not get through. */
export function isOverdue(connection: Connection, now: Date): boolean {
  return connection.state === 'at-bank' && now.getTime() - connection.since.getTime() > patience;
}
