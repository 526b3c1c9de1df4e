// A vendor's server, without the types of a browser.
import { createPrivateKey } from 'node:crypto';
import {
  connectSandbox,
  createSandbox,
  type LinkageStoppedError,
  type Sandbox,
  startSandbox,
  type WorldInput,
} from '@renkei/sandbox';
import worldSchema from '@renkei/sandbox/world.schema.json' with { type: 'json' };
import {
  BankLink,
  type BankLinkError,
  type BankLinkOptions,
  LinkageEndedError,
  type LinkageTokens,
  MemoryTokenStore,
  type PendingLinkage,
  type TokenStore,
  type Transaction,
} from '@renkei/sdk';
import { BankDataError, readZenginDeposits } from '@renkei/sdk/bank-files';
import { dpop, generateDpopKey, type PrivateKey, privateKeyJwt, tlsClientAuth } from '@renkei/sdk/fapi2';
import { addBusinessDays, foldKana } from '@renkei/sdk/japan';
import { lineKey } from '@renkei/sdk/line-keys';
import { FileTokenStore, mtlsFetch } from '@renkei/sdk/node';
import openapi from '@renkei/sdk/openapi.json' with { type: 'json' };

const plain: BankLinkOptions = {
  issuer: 'https://bank.example',
  clientId: 'my-app',
  redirectUri: 'https://vendor.example/callback',
  clientSecret: process.env.BANK_CLIENT_SECRET,
  tokenStore: new FileTokenStore('./linkages'),
};
const bank = new BankLink(plain);

export async function importLines(callbackUrl: string, pending: PendingLinkage): Promise<Transaction[]> {
  const linkage = await bank.complete(callbackUrl, pending, { signal: AbortSignal.timeout(10_000) });
  const { daysLeft } = await linkage.status();
  // @ts-expect-error: a number, not any
  const never: string = daysLeft;
  const lines: Transaction[] = [];
  for await (const account of linkage.accounts({ pageSize: 500 }))
    for await (const line of linkage.transactions(account.accountId, { dateFrom: '2026-10-01' })) lines.push(line);
  return never ? lines : [];
}

export function advise(error: BankLinkError): string {
  switch (error.code) {
    case 'linkage_ended':
      return error.reason ?? 'unknown';
    case 'api_problem':
      return error.problemCode;
    default:
      return error.message;
  }
}

class DatabaseTokenStore implements TokenStore {
  readonly #kept = new MemoryTokenStore();
  get = (id: string): Promise<LinkageTokens | undefined> => this.#kept.get(id);
  set = (id: string, tokens: LinkageTokens): Promise<void> => this.#kept.set(id, tokens);
  delete = (id: string): Promise<void> => this.#kept.delete(id);
}

const key: PrivateKey = createPrivateKey('PEM').export({ format: 'jwk' });

export const strict = async (): Promise<BankLink> =>
  new BankLink({
    ...plain,
    clientAuthentication: privateKeyJwt({ key, keyId: '2026-11' }),
    dpop: dpop(await generateDpopKey()),
    tokenStore: new DatabaseTokenStore(),
  });

export const certified = new BankLink({
  ...plain,
  clientAuthentication: tlsClientAuth(),
  fetch: mtlsFetch({ pfx: Buffer.of(), passphrase: 'sandbox' }),
});

export const payers = (file: Uint8Array): string[] =>
  readZenginDeposits(file).flatMap(({ deposits }) => deposits.map(({ payerName }) => foldKana(payerName)));
export const keys: unknown = [lineKey, addBusinessDays, BankDataError];

const world: WorldInput = { banks: { gunma: { settings: { consentDays: 30 } } } };
// @ts-expect-error: there is no such bank
export const elsewhere: WorldInput = { banks: { osaka: {} } };

export async function tryOut(): Promise<readonly string[]> {
  const sandbox: Sandbox = await createSandbox({ world, clock: '2026-11-20T09:00:00+09:00' });
  const { url } = await new BankLink({ ...plain, issuer: `${sandbox.origin}/gunma`, fetch: sandbox.fetch }).start();
  const callbackUrl: string = await sandbox.customer('gunma', 'sato').link(url, { services: ['balances'] });
  await sandbox.clock.advance('P90D');
  await Promise.all([sandbox.close(), startSandbox({ port: 0, tlsPort: 0 }).then((listening) => listening.close())]);
  await connectSandbox('http://localhost:4400').clock.set('2026-11-20T09:00:00+09:00');
  return [callbackUrl, worldSchema.$schema, openapi.openapi];
}

export const isOver = (error: unknown): boolean => error instanceof LinkageEndedError && error.reason === 'expired';
export const whereItStopped = ({ name, message }: LinkageStoppedError): string => `${name}: ${message}`;
