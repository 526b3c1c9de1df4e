import type { KoaContextWithOIDC } from 'oidc-provider';
import type { ClientCertificates } from './client-certificate.ts';
import { extrasOf } from './clients.ts';

/** Where an authorization server is reached with client certificates, and how it judges them. */
export interface TlsSide {
  /** The bank's base URL on the TLS listener; none while nothing listens. */
  readonly tlsBase: string | undefined;
  readonly certificates: ClientCertificates;
}

/** What an error of the library says. */
type OAuthFailure = { error: string; error_description?: string | undefined };

// RFC 6749 §5.2.
const plain = (text: string): string =>
  text
    .replaceAll('"', "'")
    .replaceAll('\\', '/')
    .replace(/[^\x20-\x7e]/g, '?');

/** Where an app authenticates. */
const authenticated = new Set(['token', 'pushed_authorization_request', 'revocation', 'introspection']);

const wantsOf = (client: unknown): string =>
  `${extrasOf(client).profile === 'fapi2' ? 'the profile fapi2' : 'the registration'} of this app wants`;

/** What the registration of the app wants of a request and the request lacks. */
function lack(ctx: KoaContextWithOIDC, { tlsBase, certificates }: TlsSide): string | undefined {
  const { client, params, route } = ctx.oidc;
  if (client === undefined || !authenticated.has(route)) return undefined;
  const wants = wantsOf(client);
  const registered = client.metadata();
  const method = registered.token_endpoint_auth_method ?? '';
  const isAtToken = route === 'token';
  if (method === 'private_key_jwt' && !params?.client_assertion) {
    return `${wants} private_key_jwt (RFC 7523): send client_assertion and client_assertion_type`;
  }
  if (method.endsWith('tls_client_auth') || (isAtToken && registered.tls_client_certificate_bound_access_tokens)) {
    const mistake = certificates.mistakeIn(ctx.req);
    if (mistake) return mistake;
    if (certificates.of(ctx.req) === undefined) {
      const where = tlsBase
        ? `send the request with it to ${tlsBase}${ctx.path.slice(ctx.path.lastIndexOf('/oauth/'))}`
        : 'this sandbox has no TLS listener: start it, or call its listen()';
      return `${wants} a TLS client certificate (RFC 8705): ${where}`;
    }
  }
  if (isAtToken && registered.dpop_bound_access_tokens && ctx.get('DPoP') === '') {
    return `${wants} a DPoP proof (RFC 9449): send one in the DPoP header`;
  }
  return undefined;
}

/**
 * An error with what went wrong: what the profile of the app missed, or the detail that the library keeps for its log. A
 * bank would not tell; a sandbox is there to.
 */
export function told(ctx: KoaContextWithOIDC, side: TlsSide, out: OAuthFailure, thrown: Error): OAuthFailure {
  if (out.error === 'server_error') return out;
  const { error_detail: detail } = thrown as { error_detail?: string };
  const { error_description: description = '' } = out;
  const more = detail && !description.includes(detail) ? `${description}: ${detail}` : description;
  return { ...out, error_description: plain(lack(ctx, side) ?? more) };
}

/** The refusal of an authorization request that was not pushed, where the registration wants it to be. */
export function unpushed({ oidc }: KoaContextWithOIDC): string | undefined {
  const { client, entities, issuer, route } = oidc;
  if (!extrasOf(client).requirePushedRequests || route !== 'authorization') return undefined;
  if ('PushedAuthorizationRequest' in entities) return undefined;
  return `${wantsOf(client)} a pushed authorization request (RFC 9126): send the parameters to ${issuer}/oauth/par first`;
}
