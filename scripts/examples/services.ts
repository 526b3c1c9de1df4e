import { BankLink, MemoryTokenStore } from '@renkei/sdk';
import { dpop, generateDpopKey } from '@renkei/sdk/fapi2';
import { type Play, type Plays, struck } from './stage.ts';

const bearer = (token: string) => ({ headers: { Authorization: `Bearer ${token}` } });

/** A token that is bound to a key, sent without a proof of that key. */
const withoutProof: Play = async ({ sandbox, ask }) => {
  const redirectUri = 'http://localhost:3000/callback';
  const { client_id: clientId, client_secret: clientSecret = '' } = await sandbox.registerClient({
    redirect_uris: [redirectUri],
    dpop_bound_access_tokens: true,
  });
  const tokenStore = new MemoryTokenStore();
  const bank = new BankLink({
    issuer: `${sandbox.origin}/gunma`,
    ...{ clientId, clientSecret, redirectUri, tokenStore, fetch: sandbox.fetch, dpop: dpop(await generateDpopKey()) },
  });
  const { url, pending } = await bank.start();
  const { id } = await bank.complete(await sandbox.customer('gunma', 'tanaka').link(url), pending);
  const token = (await tokenStore.get(id))?.accessToken;
  return ask('getLinkage', { headers: { Authorization: `DPoP ${token}` } });
};

/** The services, and the consent behind them. */
export const services: Plays = {
  listAccounts: ({ ask }) => ask('listAccounts'),
  getAccount: ({ ask }) => ask('getAccount'),
  getBalance: ({ ask }) => ask('getBalance'),
  listTransactions: ({ ask }) => ask('listTransactions'),
  listDeposits: ({ ask }) => ask('listDeposits'),
  getLinkage: ({ ask }) => ask('getLinkage'),
  endLinkage: ({ ask }) => ask('endLinkage'),

  'getLinkage.invalid_request': ({ send }) => send('/gunma/api/v1/linkage?access_token=sandbox'),
  'listAccounts.invalid_request': ({ ask }) => ask('listAccounts', { parameters: { limit: '0' } }),
  'listTransactions.invalid_request': ({ ask }) => ask('listTransactions', { parameters: { dateFrom: '1.10.2026' } }),
  'listTransactions.invalid_date_range': ({ ask }) =>
    ask('listTransactions', { parameters: { dateFrom: '2026-11-02', dateTo: '2026-11-01' } }),
  'listTransactions.inquiry_range_exceeded': ({ ask }) =>
    ask('listTransactions', { parameters: { dateFrom: '2026-01-01' } }),
  'listTransactions.invalid_next_item_key': ({ ask }) =>
    ask('listTransactions', { parameters: { dateTo: '2026-10-30', nextItemKey: 'sandbox' } }),
  'getLinkage.invalid_token': ({ ask }) => ask('getLinkage', bearer('sandbox_at_unknown')),
  'getLinkage.invalid_dpop_proof': withoutProof,
  'getLinkage.consent_ended': async ({ sandbox, link, ask }) => {
    const { access_token: token } = await link();
    await sandbox.endLinkages('gunma', 'tanaka', 'revoked_by_bank');
    return ask('getLinkage', bearer(token));
  },
  'getBalance.insufficient_scope': async ({ link, ask }) =>
    ask('getBalance', bearer((await link({ scope: 'transactions' })).access_token)),
  'getAccount.inquiry_pin_unregistered': async ({ link, ask }) => {
    const { access_token: token } = await link({ accounts: ['001-1-2000002'] });
    return ask('getAccount', { parameters: { accountId: '202-2-1111111' }, ...bearer(token) });
  },
  'getAccount.inquiry_not_permitted': async ({ link, ask }) => {
    const { access_token: token } = await link({ loginId: 'nakamura' });
    return ask('getAccount', { parameters: { accountId: '202-1-2222222' }, ...bearer(token) });
  },
  'getAccount.account_not_found': ({ ask }) => ask('getAccount', { parameters: { accountId: '001-1-9999999' } }),
  'listTransactions.too_many_requests': struck('listTransactions', 429),
  'listTransactions.internal_error': struck('listTransactions', 500),
  'listTransactions.maintenance': async ({ sandbox, link, ask }) => {
    const { access_token: token } = await link();
    await sandbox.startMaintenance('gunma', 'PT2H');
    return ask('listTransactions', bearer(token));
  },
};
