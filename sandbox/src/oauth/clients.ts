import type { ClientMetadata } from 'oidc-provider';
import {
  agreedTerms,
  type ClientTerms,
  hasSecret,
  type SecurityProfile,
  termMembers,
  termsMistake,
} from '../bank/client-terms.ts';
import { redirectUriMistake } from '../bank/redirect-uri.ts';
import { services as allServices, type Service } from '../bank/service.ts';
import type { RegisteredClient } from '../store/clients.ts';
import { randomId } from '../world/ids.ts';

/** What a vendor registers: RFC 7591 §2 metadata, plus what a bank agrees with a vendor. */
export interface ClientRegistration extends ClientTerms {
  readonly redirect_uris: readonly string[];
  readonly client_name?: string;
  readonly company_name?: string;
  readonly services?: readonly Service[];
  readonly skipServiceSelection?: boolean;
  readonly [metadata: string]: unknown;
}

/** A registration that cannot be accepted; the message says which member and what was expected. */
export class RegistrationError extends Error {
  override name = 'RegistrationError';
}

// RFC 7591 §2: what is not understood is ignored. jwks_uri is not understood: the sandbox makes no outbound connection.
const kept = ['application_type', 'grant_types', 'client_uri', 'policy_uri', 'tos_uri', 'contacts'] as const;

function checkRedirectUris({ redirect_uris: uris, application_type: type }: ClientRegistration): void {
  uris.forEach((uri, index) => {
    const mistake = redirectUriMistake(uri, type === 'native');
    if (mistake) throw new RegistrationError(`redirect_uris/${index}: ${mistake}`);
  });
}

const pick = <Member extends string>(from: Readonly<Record<string, unknown>>, members: readonly Member[]) =>
  Object.fromEntries(members.filter((member) => from[member] !== undefined).map((member) => [member, from[member]]));

/**
 * Makes a registered app out of a registration.
 *
 * @param registration - checked against the OpenAPI description
 * @throws {@link RegistrationError} when a redirect URI, the keys or the terms of the profile cannot be accepted
 */
export function registerClient(registration: ClientRegistration): RegisteredClient {
  checkRedirectUris(registration);
  const agreed = agreedTerms(pick(registration, termMembers));
  const mistake = termsMistake(agreed);
  if (mistake) throw new RegistrationError(`${mistake.path.join('/')}: ${mistake.message}`);
  const { profile, ...terms } = agreed;
  const clientId = `client-${randomId(9)}`;
  const name = registration.client_name ?? clientId;
  return {
    clientId,
    name,
    companyName: registration.company_name ?? name,
    services: allServices.filter((service) => (registration.services ?? allServices).includes(service)),
    skipServiceSelection: registration.skipServiceSelection ?? false,
    profile,
    metadata: {
      ...pick(registration, kept),
      ...terms,
      client_id: clientId,
      ...(hasSecret(terms.token_endpoint_auth_method) ? { client_secret: `sandbox-${randomId(24)}` } : {}),
      client_name: name,
      redirect_uris: registration.redirect_uris,
    },
  };
}

function metadataOf(client: RegisteredClient): Record<string, unknown> {
  return {
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
    // Libraries for OpenID Connect ask for openid by habit; it is accepted and gives nothing.
    scope: ['openid', ...client.services].join(' '),
    ...client.metadata,
  };
}

/** What the authorization server knows of an app beyond RFC 7591; it keeps the names. */
export const extraClientMetadata = ['profile', 'requireDpopNonce', 'requirePushedRequests'] as const;

/** A registered app as the authorization server knows it. */
export function clientMetadata(client: RegisteredClient): ClientMetadata {
  // The library's own refusal of a request that was not pushed does not say where to push it; ours does.
  const { require_pushed_authorization_requests: requirePushedRequests, ...metadata } = metadataOf(client);
  return { ...metadata, requirePushedRequests, profile: client.profile } as unknown as ClientMetadata;
}

/** Those of {@link extraClientMetadata} that the authorization server has for an app. */
export const extrasOf = (client: unknown) =>
  (client ?? {}) as { profile?: SecurityProfile; requireDpopNonce?: boolean; requirePushedRequests?: boolean };

/** A registered app as the control API shows it, RFC 7591 §3.2.1. */
export function clientInformation(client: RegisteredClient): Record<string, unknown> {
  return {
    ...metadataOf(client),
    scope: client.services.join(' '),
    company_name: client.companyName,
    services: client.services,
    skipServiceSelection: client.skipServiceSelection,
    profile: client.profile,
  };
}
