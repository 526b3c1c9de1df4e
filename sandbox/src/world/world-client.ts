import * as z from 'zod';
import {
  agreedTerms,
  authenticationMethods,
  type ClientTerms,
  hasSecret,
  securityProfiles,
  termMembers,
  termsMistake,
} from '../bank/client-terms.ts';
import { redirectUriMistake } from '../bank/redirect-uri.ts';
import { services } from '../bank/service.ts';

const redirectUri = z.string().superRefine((uri, context) => {
  const message = redirectUriMistake(uri);
  if (message) context.addIssue({ code: 'custom', message });
});

const certificateSubject = z.string().min(1).max(300).optional();
const flag = z.boolean().optional();

const members = z.strictObject({
  clientId: z.string().regex(/^[A-Za-z0-9_.~-]{1,64}$/),
  clientSecret: z.string().min(8).max(200).optional(),
  name: z.string().min(1).max(100),
  companyName: z.string().min(1).max(100),
  redirectUris: z.array(redirectUri).min(1),
  services: z
    .array(z.enum(['balances', 'transactions', 'deposits']))
    .min(1)
    .default([...services]),
  skipServiceSelection: z.boolean().default(false),
  profile: z.enum(securityProfiles).default('standard'),
  tokenEndpointAuthMethod: z.enum(authenticationMethods).optional(),
  jwks: z.strictObject({ keys: z.array(z.looseObject({})).min(1) }).optional(),
  dpopBoundAccessTokens: flag,
  tlsClientCertificateBoundAccessTokens: flag,
  requirePushedAuthorizationRequests: flag,
  requireDpopNonce: flag,
  tlsClientAuthSubjectDn: certificateSubject,
  tlsClientAuthSanDns: certificateSubject,
  tlsClientAuthSanUri: certificateSubject,
  tlsClientAuthSanIp: certificateSubject,
  tlsClientAuthSanEmail: certificateSubject,
});

/** A vendor's app in a world file. */
export type WorldClient = z.output<typeof members>;

const inCamelCase = (member: string): string =>
  member.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());

/** What an app of a world file agrees with the bank about security; a world file spells the members in its own way. */
export function termsOf(client: WorldClient): ClientTerms {
  const given = termMembers.map((member) => [member, client[inCamelCase(member) as keyof WorldClient]]);
  return Object.fromEntries(given.filter(([, value]) => value !== undefined)) as ClientTerms;
}

/** The schema of a vendor's app. */
export const clientSchema = members.superRefine((client, context) => {
  const terms = agreedTerms(termsOf(client));
  const mistake = termsMistake(terms);
  if (mistake) {
    const [member, ...inside] = mistake.path;
    context.addIssue({ code: 'custom', path: [inCamelCase(member), ...inside], message: mistake.message });
  }
  const method = terms.token_endpoint_auth_method;
  if (hasSecret(method) !== (client.clientSecret !== undefined)) {
    const message = hasSecret(method) ? `missing; ${method} needs it` : `${method} has none; leave it out`;
    context.addIssue({ code: 'custom', path: ['clientSecret'], message });
  }
});
