import * as oauth from 'oauth4webapi';
import { json } from './json.ts';
import { isLoopback, isProtected, type Settings } from './options.ts';
import { quotableText } from './redaction.ts';
import { ConfigurationError, InvalidResponseError, lacking } from './request-errors.ts';
import { isRecord } from './shapes.ts';
import { createSend, repeat } from './transport.ts';

/** What every request by oauth4webapi takes: our way to send, and `http:` on loopback only. */
export function requestOptions(settings: Settings, signal: AbortSignal | undefined) {
  return {
    [oauth.allowInsecureRequests]: isLoopback(new URL(settings.issuer)),
    [oauth.customFetch]: createSend(settings, signal),
  };
}

/**
 * The bank's metadata (RFC 8414), once it has all that the options need. With mutual TLS the endpoints are those
 * for certificates (RFC 8705 §5).
 */
export async function discover(settings: Settings): Promise<oauth.AuthorizationServer> {
  const { issuer, mutualTls, pushed } = settings;
  const options = { ...requestOptions(settings, undefined), algorithm: 'oauth2' as const };
  const response = await repeat(settings, () => oauth.discoveryRequest(new URL(issuer), options), undefined);
  const body = await json(response);
  if (response.status !== 200 || !isRecord(body)) {
    throw new InvalidResponseError(`${issuer} has no metadata (RFC 8414); check the issuer`, response.status);
  }
  if (body.issuer !== issuer) {
    const found = quotableText(body.issuer, []) ?? 'no issuer';
    throw new ConfigurationError(`the metadata of ${issuer} is of ${found}; set issuer to exactly what the bank says`);
  }
  const methods = body.code_challenge_methods_supported;
  if (!Array.isArray(methods) || !methods.includes('S256')) {
    throw lacking(
      issuer,
      'S256 in code_challenge_methods_supported (RFC 7636)',
      'ask the bank for an issuer with PKCE',
    );
  }
  checkEndpoint('authorization_endpoint', body, settings, false);
  const aliases = mutualTls && isRecord(body.mtls_endpoint_aliases) ? body.mtls_endpoint_aliases : {};
  const { authorization_endpoint } = body;
  const require_pushed_authorization_requests = pushed || body.require_pushed_authorization_requests === true;
  const own = { issuer, authorization_endpoint, require_pushed_authorization_requests };
  const server = { ...body, ...aliases, ...own } as oauth.AuthorizationServer;
  checkEndpoint('token_endpoint', server, settings, mutualTls);
  if (pushed && !server.pushed_authorization_request_endpoint) {
    const nextStep = 'set pushedAuthorizationRequests to false, or ask the bank for an issuer of FAPI 2.0';
    throw lacking(issuer, 'pushed_authorization_request_endpoint (RFC 9126)', nextStep);
  }
  if (require_pushed_authorization_requests) {
    checkEndpoint('pushed_authorization_request_endpoint', server, settings, mutualTls);
  }
  settings.clientAuthentication?.check(server);
  settings.scheme.check(server);
  return server;
}

function checkEndpoint(name: string, metadata: Record<string, unknown>, settings: Settings, mutualTls: boolean): void {
  const { issuer } = settings;
  const value = metadata[name];
  if (typeof value !== 'string' || !URL.canParse(value)) {
    throw new InvalidResponseError(`the metadata of ${issuer} has no valid ${name}`, 200);
  }
  const url = new URL(value);
  if (!isProtected(url) || (url.protocol === 'http:' && !isLoopback(new URL(issuer)))) {
    throw new ConfigurationError(`the ${name} of ${issuer} must be https:; tell the bank, its metadata is wrong`);
  }
  if (mutualTls && url.protocol === 'http:') {
    throw lacking(
      issuer,
      `mtls_endpoint_aliases with ${name} (RFC 8705 §5)`,
      'ask the bank where to show the certificate',
    );
  }
}
