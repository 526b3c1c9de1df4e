import { untilAborted } from './abort.ts';
import type { ConsentEndReason } from './bank-types.ts';
import { LinkageEndedError } from './linkage-errors.ts';
import type { Settings } from './options.ts';
import { keepRecent } from './recent.ts';
import { ConfigurationError } from './request-errors.ts';
import type { LinkageTokens } from './tokens.ts';

/** An access token with less than this left is renewed before it is used. Milliseconds. */
const margin = 30_000;

/**
 * Hands out access tokens that work. Everything about one linkage goes through one flight at a time, so that a refresh
 * token is never sent twice: the bank would take the second for a thief's and end the linkage.
 */
export class TokenKeeper {
  readonly #settings: Settings;
  readonly #refresh: (tokens: LinkageTokens) => Promise<LinkageTokens>;
  readonly #flights = new Map<string, Promise<LinkageTokens>>();
  /** Renewed, but the store failed to keep them: the only ones that still work. */
  readonly #unsaved = new Map<string, LinkageTokens>();
  readonly #ended = new Map<string, ConsentEndReason | undefined>();

  constructor(settings: Settings, refresh: (tokens: LinkageTokens) => Promise<LinkageTokens>) {
    this.#settings = settings;
    this.#refresh = refresh;
  }

  /** The tokens to use now. `rejected` is an access token that the bank does not take any more. */
  async current(id: string, rejected: string | undefined, signal: AbortSignal | undefined): Promise<LinkageTokens> {
    for (;;) {
      const running = this.#flights.get(id);
      const tokens = await untilAborted(running ?? this.#depart(id, rejected), signal);
      if (!running || tokens.accessToken !== rejected) return tokens;
    }
  }

  /** The tokens as they are kept. */
  async load(id: string): Promise<LinkageTokens | undefined> {
    const { tokenStore, issuer, clientId } = this.#settings;
    const unsaved = this.#unsaved.get(id);
    if (unsaved) await this.save(id, unsaved);
    const tokens = unsaved ?? (await tokenStore.get(id));
    if (tokens && (tokens.issuer !== issuer || tokens.clientId !== clientId)) {
      throw new ConfigurationError(
        'the linkage was made with another issuer or clientId; open it with a BankLink of the same, for a token is only for its bank',
      );
    }
    return tokens;
  }

  async save(id: string, tokens: LinkageTokens): Promise<void> {
    this.#unsaved.set(id, tokens);
    await this.#settings.tokenStore.set(id, tokens);
    if (this.#unsaved.get(id) === tokens) this.#unsaved.delete(id);
  }

  /** Removes the tokens of a linkage that is over. */
  async forget(id: string, reason: ConsentEndReason | undefined): Promise<void> {
    keepRecent(this.#ended, id, reason);
    await this.#flights.get(id)?.catch(() => {});
    await this.#remove(id);
  }

  #depart(id: string, rejected: string | undefined): Promise<LinkageTokens> {
    const flight = this.#fly(id, rejected).finally(() => this.#flights.delete(id));
    this.#flights.set(id, flight);
    return flight;
  }

  async #fly(id: string, rejected: string | undefined): Promise<LinkageTokens> {
    this.#refuseEnded(id);
    const tokens = await this.load(id);
    if (!tokens) throw new LinkageEndedError(undefined);
    const remaining = tokens.accessTokenExpiresAt - this.#settings.now();
    if (remaining >= margin && tokens.accessToken !== rejected) return tokens;
    const renewed = await this.#refresh(tokens).catch(async (error: unknown) => {
      if (error instanceof LinkageEndedError) {
        keepRecent(this.#ended, id, error.reason);
        await this.#remove(id);
      }
      throw error;
    });
    this.#refuseEnded(id);
    await this.save(id, renewed);
    return renewed;
  }

  #refuseEnded(id: string): void {
    if (this.#ended.has(id)) throw new LinkageEndedError(this.#ended.get(id));
  }

  async #remove(id: string): Promise<void> {
    this.#unsaved.delete(id);
    await this.#settings.tokenStore.delete(id);
  }
}
