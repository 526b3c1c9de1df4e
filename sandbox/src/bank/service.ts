/** A service that a consent can cover (認可対象). */
export type Service = 'balances' | 'transactions' | 'deposits';

/** Every service, in the order of the screens. */
export const services: readonly Service[] = ['balances', 'transactions', 'deposits'];

/** What the screens call each service. */
export const serviceLabels: Readonly<Record<Service, string>> = {
  balances: '残高照会',
  transactions: '入出金明細照会',
  deposits: '振込入金明細照会',
};
