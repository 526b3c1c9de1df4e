import { connectSandbox } from '@renkei/sandbox';
import { BankLink, type Linkage, type LinkageTokens, type TokenStore } from '@renkei/sdk';

/** Where the bench's vendor waits for its customers; nothing listens there. */
export const CALLBACK = 'http://localhost:9999/callback';

/** A linked customer of a bank that runs somewhere. */
export interface LinkedCustomer {
  readonly linkage: Linkage;
  readonly tokens: LinkageTokens;
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

class LastTokens implements TokenStore {
  readonly #kept = new Map<string, LinkageTokens>();
  last: LinkageTokens | undefined;
  get = async (id: string) => this.#kept.get(id);
  set = async (id: string, tokens: LinkageTokens) => {
    this.#kept.set(id, tokens);
    this.last = tokens;
  };
  delete = async (id: string) => void this.#kept.delete(id);
}

/** Links a customer through the SDK and the scripted customer. */
export async function linkCustomer(origin: string, bank: string, loginId: string): Promise<LinkedCustomer> {
  const sandbox = connectSandbox(origin);
  const client = await sandbox.registerClient({ client_name: 'ベンチ会計', redirect_uris: [CALLBACK] });
  const { client_id: clientId, client_secret: clientSecret = '' } = client;
  const tokenStore = new LastTokens();
  const issuer = `${origin}/${bank}`;
  const link = new BankLink({ issuer, clientId, clientSecret, redirectUri: CALLBACK, tokenStore });
  const { url, pending } = await link.start();
  const linkage = await link.complete(await sandbox.customer(bank, loginId).link(url), pending);
  return { linkage, issuer, clientId, clientSecret, tokens: tokenStore.last as LinkageTokens };
}
