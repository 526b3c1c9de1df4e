import type { KoaContextWithOIDC } from 'oidc-provider';
import { type ConsentEndReason, consentEnd } from '../bank/consent.ts';
import { japanTimestamp } from '../bank/japan-time.ts';
import type { BankProfile } from '../bank/profile.ts';
import { findConsent } from '../store/consents.ts';
import { findRecord } from '../store/oauth-records.ts';
import type { WorldStore } from '../store/world-store.ts';
import { idHash } from './adapter.ts';

type Next = () => Promise<void>;

// `oidc-provider` also announces what only OpenID Connect uses; there is no `openid` scope here.
const openIdOnly =
  /^(claim|id_token_|subject_types_|userinfo_|request_parameter_|request_uri_parameter_|require_request_uri)/;

type Metadata = Readonly<Record<string, unknown>>;

/** The endpoints below the issuer: asked for by TLS, the library names them by https: and the issuer's port. */
function atIssuer(metadata: Metadata, issuer: string): Metadata {
  const called = String(metadata.token_endpoint).slice(0, -'/oauth/token'.length);
  const isEndpoint = (value: unknown) => typeof value === 'string' && value.startsWith(`${called}/`);
  const moved = (value: unknown) => (isEndpoint(value) ? issuer + String(value).slice(called.length) : value);
  return Object.fromEntries(Object.entries(metadata).map(([name, value]) => [name, moved(value)]));
}

// RFC 8705 §5: what a client with a certificate calls instead.
const endpointsWithCertificate = [
  'token_endpoint',
  'pushed_authorization_request_endpoint',
  'revocation_endpoint',
  'introspection_endpoint',
] as const;

/** Client certificates: where to call with them, or nothing of them where nothing listens for TLS. */
function certificateMetadata(metadata: Metadata, issuer: string, tlsBase: string | undefined) {
  if (tlsBase !== undefined) {
    const aliases = endpointsWithCertificate.map((name) => [
      name,
      tlsBase + String(metadata[name]).slice(issuer.length),
    ]);
    return { mtls_endpoint_aliases: Object.fromEntries(aliases) };
  }
  const methods = metadata.token_endpoint_auth_methods_supported as readonly string[];
  return {
    token_endpoint_auth_methods_supported: methods.filter((method) => !method.includes('tls_client_auth')),
    tls_client_certificate_bound_access_tokens: undefined,
  };
}

/** Makes the metadata say what this bank does: RFC 8414 without OpenID Connect, RFC 8705 where TLS is listened for. */
export function metadataOfPlainOAuth({ issuer, tlsBase }: { issuer: string; tlsBase: string | undefined }) {
  return async (ctx: KoaContextWithOIDC, next: Next): Promise<void> => {
    await next();
    if (ctx.oidc?.route !== 'discovery') return;
    const metadata = atIssuer(ctx.body as Metadata, issuer);
    const scopes = (metadata.scopes_supported as string[]).filter((scope) => scope !== 'openid');
    ctx.body = {
      ...Object.fromEntries(Object.entries(metadata).filter(([name]) => !openIdOnly.test(name))),
      scopes_supported: scopes,
      ...certificateMetadata(metadata, issuer, tlsBase),
    };
  };
}

/** Why a token of a consent no longer works. */
export interface EndedConsent {
  readonly reason: ConsentEndReason;
  /** What happened, when and what to do next; ASCII. */
  readonly description: string;
}

/**
 * Why a token is dead, when it is because its consent is over.
 *
 * @param store - the world
 * @param profile - the bank
 * @param model - which kind of token
 * @param token - the token itself
 */
export async function endedConsentOf(
  store: WorldStore,
  profile: BankProfile,
  model: 'AccessToken' | 'RefreshToken' | 'AuthorizationCode',
  token: string,
): Promise<EndedConsent | undefined> {
  const record = await findRecord(store.db, { bank: profile.id, model, idHash: idHash(token) });
  if (!record?.grantId) return undefined;
  const consent = await findConsent(store.db, record.grantId);
  const now = store.clock.now();
  const reason = consent && consentEnd(consent, now);
  if (consent === undefined || reason === undefined) return undefined;
  const at = japanTimestamp(consent.endedAt ?? consent.expiresAt);
  return { reason, description: `the consent ended at ${at} (${reason}); send the customer to link again` };
}

/** A refresh that fails because the consent is over says why, besides `invalid_grant`. */
export function tellConsentEnd(store: WorldStore, profile: BankProfile) {
  return async (ctx: KoaContextWithOIDC, next: Next): Promise<void> => {
    await next();
    const body = ctx.body as { error?: string } | undefined;
    const token = ctx.oidc?.route === 'token' ? ctx.oidc.params?.refresh_token : undefined;
    if (body?.error !== 'invalid_grant' || typeof token !== 'string') return;
    const ended = await endedConsentOf(store, profile, 'RefreshToken', token);
    if (ended) ctx.body = { ...body, error_description: ended.description, reason: ended.reason };
  };
}

/** Introspection speaks world time, RFC 7662 §2.2. */
export function worldTimeIntrospection(store: WorldStore, profile: BankProfile) {
  return async (ctx: KoaContextWithOIDC, next: Next): Promise<void> => {
    await next();
    const body = ctx.body as { active?: boolean } | undefined;
    const token = ctx.oidc?.route === 'introspection' ? ctx.oidc.params?.token : undefined;
    const kind = ctx.oidc?.entities.AccessToken?.kind ?? ctx.oidc?.entities.RefreshToken?.kind;
    if (body?.active !== true || typeof token !== 'string' || kind === undefined) return;
    const record = await findRecord(store.db, { bank: profile.id, model: kind, idHash: idHash(token) });
    const consent = record?.grantId ? await findConsent(store.db, record.grantId) : undefined;
    const end = Math.min(record?.expiresAt ?? Infinity, consent?.expiresAt ?? Infinity);
    ctx.body = { ...body, exp: Math.floor(end / 1000) };
  };
}
