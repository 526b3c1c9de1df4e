import type { AuthorizationServer } from 'oauth4webapi';
import { AuthorizationError, CallbackError, LinkageDeniedError } from './linkage-errors.ts';
import type { PendingLinkage } from './pending-linkage.ts';
import { quotable, quotableText } from './redaction.ts';

/** Checks all of a callback that can be checked without the bank, and returns its parameters. */
export function readCallback(
  callbackUrl: string | URL,
  pending: PendingLinkage,
  own: { issuer: string; redirectUri: string },
): URLSearchParams {
  if (typeof pending?.state !== 'string' || !pending.state || !pending.codeVerifier || !pending.issuer) {
    throw new CallbackError('pending_invalid', 'the pending linkage is not what start() gave; the session may be lost');
  }
  if (!URL.canParse(callbackUrl, own.redirectUri)) throw new CallbackError('url_invalid', 'the callback is no URL');
  const url = new URL(callbackUrl, own.redirectUri);
  if (!isAt(url, new URL(own.redirectUri))) {
    throw new CallbackError('redirect_uri_mismatch', 'the callback did not arrive at the redirectUri of this BankLink');
  }
  for (const name of ['state', 'iss', 'code', 'error'] as const) {
    if (url.searchParams.getAll(name).length > 1) {
      throw new CallbackError(`${name}_repeated`, `the callback has the parameter ${name} more than once`);
    }
  }
  const state = url.searchParams.get('state');
  if (!state) throw new CallbackError('state_missing', 'the callback has no state (RFC 6749 §10.12)');
  if (state !== pending.state) {
    throw new CallbackError('state_mismatch', 'the callback belongs to another linkage (RFC 6749 §10.12)');
  }
  const iss = url.searchParams.get('iss');
  if ((iss !== null && iss !== own.issuer) || pending.issuer !== own.issuer) {
    throw new CallbackError('iss_mismatch', 'the callback or the pending linkage is of another bank (RFC 9207 §2.4)');
  }
  return url.searchParams;
}

/** Checks the rest against the bank's metadata, and returns the code. */
export function confirmCallback(
  server: AuthorizationServer,
  parameters: URLSearchParams,
  pending: PendingLinkage,
): string {
  if (!parameters.get('iss') && server.authorization_response_iss_parameter_supported) {
    throw new CallbackError('iss_missing', 'the callback has no iss, which this bank always sends (RFC 9207 §2.4)');
  }
  const error = parameters.get('error');
  const code = parameters.get('code');
  if (error === 'access_denied') throw new LinkageDeniedError();
  if (error) {
    const secrets = [pending.state, pending.codeVerifier, code ?? undefined];
    const description = quotableText(parameters.get('error_description'), secrets);
    throw new AuthorizationError(quotable(error, secrets), description);
  }
  if (!code) throw new CallbackError('code_missing', 'the callback has neither a code nor an error');
  if (['response', 'id_token', 'token'].some((name) => parameters.has(name))) {
    throw new CallbackError('response_unsupported', 'the callback is no answer to the authorization code flow');
  }
  return code;
}

function isAt(url: URL, redirectUri: URL): boolean {
  const sameParameters = [...redirectUri.searchParams].every(([name, value]) => url.searchParams.get(name) === value);
  return (
    url.protocol === redirectUri.protocol &&
    url.host === redirectUri.host &&
    url.pathname === redirectUri.pathname &&
    sameParameters
  );
}
