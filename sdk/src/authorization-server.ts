import * as oauth from 'oauth4webapi';
import { untilAborted } from './abort.ts';
import { type ConsentEndReason, consentEndReason, isService, type Service } from './bank-types.ts';
import { AuthorizationError, LinkageEndedError } from './linkage-errors.ts';
import { isLoopback, isProtected, type Settings } from './options.ts';
import { quotable, quotableText } from './redaction.ts';
import { ConfigurationError, InvalidResponseError } from './request-errors.ts';
import { isRecord } from './shapes.ts';
import type { LinkageTokens } from './tokens.ts';
import type { Outgoing, Send } from './transport.ts';

/** The bank's authorization server. Its endpoints come from its metadata only (RFC 8414). */
export class AuthorizationServer {
  readonly client: oauth.Client;
  readonly #settings: Settings;
  readonly #send: Send;
  readonly #authentication: oauth.ClientAuth;
  #metadata: Promise<oauth.AuthorizationServer> | undefined;

  constructor(settings: Settings, send: Send) {
    this.#settings = settings;
    this.#send = send;
    this.client = { client_id: settings.clientId };
    this.#authentication = settings.clientSecret ? oauth.ClientSecretBasic(settings.clientSecret) : oauth.None();
  }

  /** Fetched once and shared; a failure is not kept. */
  metadata(signal: AbortSignal | undefined): Promise<oauth.AuthorizationServer> {
    this.#metadata ??= this.#discover().catch((error: unknown) => {
      this.#metadata = undefined;
      throw error;
    });
    return untilAborted(this.#metadata, signal);
  }

  /** Redeems the code of a checked callback (RFC 6749 §4.1.3). Sent once: a code that comes twice ends the linkage. */
  async redeem(
    callback: URLSearchParams,
    verifier: string,
    asked: readonly Service[] | undefined,
    signal: AbortSignal | undefined,
  ): Promise<LinkageTokens> {
    const server = await this.metadata(signal);
    const { redirectUri } = this.#settings;
    const request = this.#request(false, signal);
    const response = await oauth.authorizationCodeGrantRequest(
      server,
      this.client,
      this.#authentication,
      callback,
      redirectUri,
      verifier,
      request,
    );
    const secrets = [callback.get('code') ?? undefined, verifier, callback.get('state') ?? undefined];
    const refusal = await this.#refusal(response, secrets);
    if (refusal) throw new AuthorizationError(refusal.error, refusal.description);
    return this.#tokens(response, { services: asked });
  }

  /** Renews the tokens (RFC 6749 §6). Sent once: a refresh token that comes twice ends the linkage. */
  async refresh(tokens: LinkageTokens): Promise<LinkageTokens> {
    const server = await this.metadata(undefined);
    const request = this.#request(false, undefined);
    const response = await oauth.refreshTokenGrantRequest(
      server,
      this.client,
      this.#authentication,
      tokens.refreshToken,
      request,
    );
    const refusal = await this.#refusal(response, [tokens.refreshToken, tokens.accessToken]);
    if (refusal?.error === 'invalid_grant') throw new LinkageEndedError(refusal.reason);
    if (refusal) throw new AuthorizationError(refusal.error, refusal.description);
    return this.#tokens(response, tokens);
  }

  async #discover(): Promise<oauth.AuthorizationServer> {
    const { issuer } = this.#settings;
    const request = this.#request(true, undefined);
    const url = new URL(issuer);
    const response = await oauth.discoveryRequest(url, { ...request, algorithm: 'oauth2' });
    const body = await json(response);
    if (response.status !== 200 || !isRecord(body)) {
      throw new InvalidResponseError(`${issuer} has no metadata (RFC 8414); check the issuer`, response.status);
    }
    if (body.issuer !== issuer) {
      const found = quotableText(body.issuer, []) ?? 'no issuer';
      throw new ConfigurationError(
        `the metadata of ${issuer} is of ${found}; set issuer to exactly what the bank says`,
      );
    }
    const methods = body.code_challenge_methods_supported;
    if (Array.isArray(methods) && !methods.includes('S256')) {
      throw new ConfigurationError(
        `${issuer} must support PKCE with S256 (RFC 7636); ask the bank for an issuer that does`,
      );
    }
    for (const name of ['authorization_endpoint', 'token_endpoint']) checkEndpoint(name, body[name], issuer);
    return body as unknown as oauth.AuthorizationServer;
  }

  #request(repeatable: boolean, signal: AbortSignal | undefined): RequestOptions {
    return {
      [oauth.allowInsecureRequests]: isLoopback(new URL(this.#settings.issuer)),
      [oauth.customFetch]: (url: string, outgoing: Outgoing) => this.#send(url, outgoing, { signal, repeatable }),
    };
  }

  async #refusal(response: Response, secrets: (string | undefined)[]): Promise<Refusal | undefined> {
    if (response.status === 200) return undefined;
    const body = await json(response.clone());
    if (!isRecord(body) || typeof body.error !== 'string') {
      throw new InvalidResponseError('the token endpoint answered neither tokens nor an OAuth error', response.status);
    }
    const known = [...secrets, this.#settings.clientSecret];
    return {
      error: quotable(body.error, known),
      description: quotableText(body.error_description, known),
      reason: consentEndReason(body.reason),
    };
  }

  /** RFC 6749 §5.1. */
  async #tokens(
    response: Response,
    former: { services: readonly Service[] | undefined; refreshToken?: string },
  ): Promise<LinkageTokens> {
    const answer = await json(response);
    if (!isRecord(answer)) throw unfit('JSON');
    const { access_token: accessToken, refresh_token: refreshToken = former.refreshToken } = answer;
    const { token_type: type, expires_in: seconds, scope } = answer;
    const services = typeof scope === 'string' ? scope.split(' ').filter(isService) : former.services;
    if (typeof type !== 'string' || type.toLowerCase() !== 'bearer') throw unfit('the token_type Bearer');
    if (!visible(accessToken)) throw unfit('an access_token');
    if (!visible(refreshToken)) throw unfit('a refresh_token');
    if (typeof seconds !== 'number' || !(seconds > 0)) throw unfit('expires_in');
    if (!services) throw unfit('the scope that was granted');
    const { issuer, clientId, now } = this.#settings;
    const accessTokenExpiresAt = now() + seconds * 1000;
    return { issuer, clientId, services: [...services], accessToken, accessTokenExpiresAt, refreshToken };
  }
}

interface RequestOptions {
  [oauth.allowInsecureRequests]: boolean;
  [oauth.customFetch]: (url: string, outgoing: Outgoing) => Promise<Response>;
}

interface Refusal {
  error: string;
  description: string | undefined;
  reason: ConsentEndReason | undefined;
}

function checkEndpoint(name: string, value: unknown, issuer: string): void {
  if (typeof value !== 'string' || !URL.canParse(value)) {
    throw new InvalidResponseError(`the metadata of ${issuer} has no valid ${name}`, 200);
  }
  const url = new URL(value);
  if (!isProtected(url) || (url.protocol === 'http:' && !isLoopback(new URL(issuer)))) {
    throw new ConfigurationError(`the ${name} of ${issuer} must be https:; tell the bank, its metadata is wrong`);
  }
}

/** RFC 6749 appendix A.12 without the space, so that it fits into a header. */
function visible(token: unknown): token is string {
  return typeof token === 'string' && /^[\x21-\x7e]+$/.test(token);
}

function unfit(expected: string): InvalidResponseError {
  return new InvalidResponseError(`the token endpoint answered without ${expected}`, 200);
}

async function json(response: Response): Promise<unknown> {
  return response.json().catch(() => undefined);
}
