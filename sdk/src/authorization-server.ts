import * as oauth from 'oauth4webapi';
import { untilAborted } from './abort.ts';
import { type ConsentEndReason, consentEndReason, isService, type Service } from './bank-types.ts';
import { json } from './json.ts';
import { AuthorizationError, LinkageEndedError } from './linkage-errors.ts';
import { discover, requestOptions } from './metadata.ts';
import type { Settings } from './options.ts';
import type { PendingLinkage } from './pending-linkage.ts';
import { quotable, quotableText } from './redaction.ts';
import { InvalidResponseError } from './request-errors.ts';
import { isRecord } from './shapes.ts';
import type { LinkageTokens } from './tokens.ts';

/** The bank's authorization server. Its endpoints come from its metadata only (RFC 8414). */
export class AuthorizationServer {
  readonly #client: oauth.Client;
  readonly #settings: Settings;
  readonly #authentication: oauth.ClientAuth;
  #metadata: Promise<oauth.AuthorizationServer> | undefined;

  constructor(settings: Settings) {
    const { clientId, clientSecret, clientAuthentication } = settings;
    this.#settings = settings;
    this.#client = { client_id: clientId };
    this.#authentication =
      clientAuthentication?.authenticate ?? (clientSecret ? oauth.ClientSecretBasic(clientSecret) : oauth.None());
  }

  /** Fetched once and shared; a failure is not kept. */
  metadata(signal: AbortSignal | undefined): Promise<oauth.AuthorizationServer> {
    this.#metadata ??= discover(this.#settings).catch((error: unknown) => {
      this.#metadata = undefined;
      throw error;
    });
    return untilAborted(this.#metadata, signal);
  }

  /** Where the customer's browser goes, with the request (RFC 6749 §4.1.1) or what it was pushed as (RFC 9126 §4). */
  async authorizationUrl(request: Form, signal: AbortSignal | undefined): Promise<string> {
    const server = await this.metadata(signal);
    const url = new URL(server.authorization_endpoint as string);
    const parameters = server.require_pushed_authorization_requests ? await this.#push(request, signal) : request;
    for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
    return url.href;
  }

  /** Redeems the code of a checked callback (RFC 6749 §4.1.3). Sent once: a code that comes twice ends the linkage. */
  async redeem(code: string, pending: PendingLinkage, signal: AbortSignal | undefined): Promise<LinkageTokens> {
    const { state, codeVerifier, services } = pending;
    const parameters = { code, redirect_uri: this.#settings.redirectUri, code_verifier: codeVerifier };
    const response = await this.#grant('authorization_code', parameters, signal);
    return this.#tokens(await this.#answer(response, [code, codeVerifier, state]), { services });
  }

  /** Renews the tokens (RFC 6749 §6). Sent once: a refresh token that comes twice ends the linkage. */
  async refresh({ refreshToken, accessToken, services }: LinkageTokens): Promise<LinkageTokens> {
    const response = await this.#grant('refresh_token', { refresh_token: refreshToken }, undefined);
    const answer = await this.#answer(response, [refreshToken, accessToken], (refusal, reason) =>
      refusal.error === 'invalid_grant' ? new LinkageEndedError(reason) : refusal,
    );
    return this.#tokens(answer, { services, refreshToken });
  }

  async #push(parameters: Form, signal: AbortSignal | undefined): Promise<Form> {
    const server = await this.metadata(signal);
    const response = await this.#request(signal, (options) =>
      oauth.pushedAuthorizationRequest(server, this.#client, this.#authentication, parameters, options),
    );
    const { request_uri } = await this.#answer(response, [parameters.state]);
    if (!visible(request_uri)) throw unfit('a request_uri');
    return { client_id: this.#client.client_id, request_uri };
  }

  async #grant(type: string, parameters: Form, signal: AbortSignal | undefined): Promise<Response> {
    const server = await this.metadata(signal);
    return this.#request(signal, (options) =>
      oauth.genericTokenEndpointRequest(server, this.#client, this.#authentication, type, parameters, options),
    );
  }

  #request(
    signal: AbortSignal | undefined,
    request: (options: ReturnType<typeof requestOptions>) => Promise<Response>,
  ): Promise<Response> {
    const options = requestOptions(this.#settings, signal);
    return this.#settings.scheme.atServer((proof) => request({ ...options, ...proof }));
  }

  /** The body of a success. Throws what `refused` makes of a refusal. */
  async #answer(
    response: Response,
    secrets: (string | undefined)[],
    refused: (refusal: AuthorizationError, reason: ConsentEndReason | undefined) => Error = (refusal) => refusal,
  ): Promise<Record<string, unknown>> {
    const body = await json(response);
    if (response.ok && isRecord(body)) return body;
    if (response.ok || !isRecord(body) || typeof body.error !== 'string') {
      throw new InvalidResponseError(
        'the bank answered neither what was asked for nor an OAuth error',
        response.status,
      );
    }
    const { clientSecret, scheme } = this.#settings;
    const known = [...secrets, clientSecret, ...scheme.unquotable()];
    const refusal = new AuthorizationError(quotable(body.error, known), quotableText(body.error_description, known));
    throw refused(refusal, consentEndReason(body.reason));
  }

  /** RFC 6749 §5.1. */
  #tokens(
    answer: Record<string, unknown>,
    former: { services: readonly Service[] | undefined; refreshToken?: string },
  ): LinkageTokens {
    const { access_token: accessToken, refresh_token: refreshToken = former.refreshToken } = answer;
    const { token_type: type, expires_in: seconds, scope } = answer;
    const { issuer, clientId, now, scheme } = this.#settings;
    const services = typeof scope === 'string' ? scope.split(' ').filter(isService) : former.services;
    if (typeof type !== 'string' || type.toLowerCase() !== scheme.tokenType.toLowerCase()) {
      throw unfit(`the token_type ${scheme.tokenType}; compare dpop with dpop_bound_access_tokens of the client`);
    }
    if (!visible(accessToken)) throw unfit('an access_token');
    if (!visible(refreshToken)) throw unfit('a refresh_token');
    // RFC 6749 §5.1 lets a bank leave it out: then the token is good until the API refuses it.
    if (seconds !== undefined && !(typeof seconds === 'number' && seconds > 0)) throw unfit('a valid expires_in');
    if (!services) throw unfit('the scope that was granted');
    const accessTokenExpiresAt = seconds === undefined ? Number.MAX_SAFE_INTEGER : now() + seconds * 1000;
    return { issuer, clientId, services: [...services], accessToken, accessTokenExpiresAt, refreshToken };
  }
}

type Form = Record<string, string>;

/** RFC 6749 appendix A.12 without the space, so that it fits into a header. */
function visible(token: unknown): token is string {
  return typeof token === 'string' && /^[\x21-\x7e]+$/.test(token);
}

function unfit(expected: string): InvalidResponseError {
  return new InvalidResponseError(`the bank answered without ${expected}`, 200);
}
