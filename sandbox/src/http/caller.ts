import type { Request } from 'express';
import { holderOf } from '../oauth/token-holder.ts';
import type { Bank } from './bank.ts';
import type { Caller } from './fault-book.ts';

/** What a request sends in its query, and in its form where it is one. */
export function sentFields(req: Request): Readonly<Record<string, unknown>> {
  const { body } = req as { body?: unknown };
  const form = Buffer.isBuffer(body) ? Object.fromEntries(new URLSearchParams(body.toString())) : body;
  return { ...req.query, ...(typeof form === 'object' ? form : {}) };
}

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** The name in HTTP Basic credentials, which OAuth encodes as in a form (RFC 6749 §2.3.1). */
function basicName(authorization: string): string | undefined {
  const encoded = /^Basic ([A-Za-z0-9+/=]+)$/i.exec(authorization)?.[1];
  const name = encoded && Buffer.from(encoded, 'base64').toString().split(':')[0];
  return name ? [...new URLSearchParams(`${name}=`).keys()][0] : undefined;
}

/** The subject of an assertion (RFC 7523 §3), unchecked. */
function subjectIn(assertion: string | undefined): string | undefined {
  if (assertion === undefined) return undefined;
  try {
    const claims: unknown = JSON.parse(Buffer.from(assertion.split('.')[1] ?? '', 'base64url').toString());
    return text((claims as { sub?: unknown }).sub);
  } catch {
    return undefined;
  }
}

/**
 * Who makes a request, as far as it tells: by its token, its Basic credentials, its assertion or its `client_id`. Nothing
 * is verified; that is for who answers.
 */
export async function callerOf({ store, profile }: Bank, req: Request): Promise<Caller> {
  const { authorization = '' } = req.headers;
  const fields = sentFields(req);
  const token = /^(?:Bearer|DPoP) (\S+)$/i.exec(authorization)?.[1] ?? text(fields.refresh_token) ?? text(fields.token);
  const holder = token === undefined ? undefined : await holderOf(store, profile, token);
  const named = basicName(authorization) ?? subjectIn(text(fields.client_assertion)) ?? text(fields.client_id);
  return { client: named ?? holder?.clientId, customer: holder?.loginId };
}
