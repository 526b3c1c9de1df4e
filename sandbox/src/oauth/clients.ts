import { importJWK, type JWK } from 'jose';
import type { ClientMetadata } from 'oidc-provider';
import { redirectUriMistake } from '../bank/redirect-uri.ts';
import { services as allServices, type Service } from '../bank/service.ts';
import type { RegisteredClient } from '../store/clients.ts';
import { randomId } from '../world/ids.ts';

/** What a vendor registers: RFC 7591 §2 metadata, plus what a bank agrees with a vendor. */
export interface ClientRegistration {
  readonly redirect_uris: readonly string[];
  readonly client_name?: string;
  readonly company_name?: string;
  readonly token_endpoint_auth_method?: string;
  readonly services?: readonly Service[];
  readonly skipServiceSelection?: boolean;
  readonly [metadata: string]: unknown;
}

/** A registration that cannot be accepted; the message says which member and what was expected. */
export class RegistrationError extends Error {
  override name = 'RegistrationError';
}

// RFC 7591 §2: what is not understood is ignored. jwks_uri is not understood: the sandbox makes no outbound connection.
const kept = ['jwks', 'application_type', 'grant_types', 'client_uri', 'policy_uri', 'tos_uri', 'contacts'] as const;

function checkRedirectUris({ redirect_uris: uris, application_type: type }: ClientRegistration): void {
  uris.forEach((uri, index) => {
    const mistake = redirectUriMistake(uri, type === 'native');
    if (mistake) throw new RegistrationError(`redirect_uris/${index}: ${mistake}`);
  });
}

async function checkKeys(jwks: unknown): Promise<void> {
  const keys = (jwks as { keys?: unknown } | undefined)?.keys;
  if (!Array.isArray(keys) || keys.length === 0) {
    throw new RegistrationError('jwks: missing; private_key_jwt needs the public keys of the app as a JWK Set');
  }
  for (const [index, key] of keys.entries()) {
    await importJWK(key as JWK, (key as JWK).alg ?? 'ES256').catch(() => {
      throw new RegistrationError(
        `jwks/keys/${index}: not a public key; expected a JWK (RFC 7517) such as an EC key on P-256`,
      );
    });
  }
}

/**
 * Makes a registered app out of a registration.
 *
 * @param registration - checked against the OpenAPI description
 * @throws {@link RegistrationError} when a redirect URI or the keys cannot be accepted
 */
export async function registerClient(registration: ClientRegistration): Promise<RegisteredClient> {
  checkRedirectUris(registration);
  const method = registration.token_endpoint_auth_method ?? 'client_secret_basic';
  if (method === 'private_key_jwt') await checkKeys(registration.jwks);
  const clientId = `client-${randomId(9)}`;
  const name = registration.client_name ?? clientId;
  const given = Object.fromEntries(
    kept.filter((key) => registration[key] !== undefined).map((key) => [key, registration[key]]),
  );
  return {
    clientId,
    name,
    companyName: registration.company_name ?? name,
    services: allServices.filter((service) => (registration.services ?? allServices).includes(service)),
    skipServiceSelection: registration.skipServiceSelection ?? false,
    profile: 'standard',
    metadata: {
      ...given,
      client_id: clientId,
      ...(method.startsWith('client_secret') ? { client_secret: `sandbox-${randomId(24)}` } : {}),
      client_name: name,
      redirect_uris: registration.redirect_uris,
      token_endpoint_auth_method: method,
    },
  };
}

/** A registered app as the authorization server knows it. */
export function clientMetadata(client: RegisteredClient): ClientMetadata {
  return {
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
    // Libraries for OpenID Connect ask for openid by habit; it is accepted and gives nothing.
    scope: ['openid', ...client.services].join(' '),
    ...client.metadata,
  } as unknown as ClientMetadata;
}

/** A registered app as the control API shows it, RFC 7591 §3.2.1. */
export function clientInformation(client: RegisteredClient): Record<string, unknown> {
  return {
    ...clientMetadata(client),
    scope: client.services.join(' '),
    company_name: client.companyName,
    services: client.services,
    skipServiceSelection: client.skipServiceSelection,
    profile: client.profile,
  };
}
