import type { AuthorizationServer } from 'oauth4webapi';
import { lacking } from './request-errors.ts';

type ListMember =
  | 'token_endpoint_auth_methods_supported'
  | 'token_endpoint_auth_signing_alg_values_supported'
  | 'dpop_signing_alg_values_supported';

/** Throws unless the bank lists one of the values. */
export function requireListed(
  server: AuthorizationServer,
  member: ListMember,
  values: string[],
  nextStep: string,
): void {
  const listed = server[member];
  if (Array.isArray(listed) && values.some((value) => listed.includes(value))) return;
  throw lacking(server.issuer, `${values.join(' or ')} in ${member}`, nextStep);
}

/** FAPI 2.0 §5.3.2.2-7: without `iss` in each callback, one bank's code could be passed off as another's. */
export function requireIss(server: AuthorizationServer): void {
  if (server.authorization_response_iss_parameter_supported === true) return;
  const member = 'authorization_response_iss_parameter_supported (RFC 9207)';
  throw lacking(server.issuer, member, 'ask the bank for an issuer that sends iss in the callback');
}
