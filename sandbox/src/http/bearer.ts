import type { Request, RequestHandler, Response } from 'express';
import { type Access, accessOf } from '../oauth/access.ts';
import { endedConsentOf } from '../oauth/responses.ts';
import type { Bank } from './bank.ts';
import { Problem } from './problem.ts';

function unauthorized(code: string, detail: string, challenge: string, members: Record<string, unknown> = {}): Problem {
  return new Problem(401, code, detail, { members, headers: { 'WWW-Authenticate': challenge } });
}

/** Lets in who holds an access token, in the Authorization header only (RFC 6750 §2.1). */
export function requireAccess(bank: Bank): RequestHandler {
  return async (req: Request, res: Response, next) => {
    const realm = `Bearer realm="${bank.profile.id}"`;
    const { authorization } = req.headers;
    if (req.query.access_token !== undefined) {
      const detail = 'an access token in the URL ends up in logs; send it as Authorization: Bearer …';
      throw new Problem(400, 'invalid_request', detail, {
        headers: { 'WWW-Authenticate': `${realm}, error="invalid_request"` },
      });
    }
    if (authorization === undefined) {
      throw unauthorized('invalid_token', 'there is no access token; send it as Authorization: Bearer …', realm);
    }
    const token = /^Bearer ([A-Za-z0-9._~+/-]+=*)$/i.exec(authorization)?.[1];
    const access = token === undefined ? undefined : await accessOf(bank.store, bank.profile, token);
    if (access === undefined || token === undefined) {
      const challenge = `${realm}, error="invalid_token"`;
      const ended = token && (await endedConsentOf(bank.store, bank.profile, 'AccessToken', token));
      if (ended) throw unauthorized('consent_ended', ended.description, challenge, { reason: ended.reason });
      throw unauthorized(
        'invalid_token',
        'the access token is unknown or has expired; refresh it and try again',
        challenge,
      );
    }
    res.locals.access = access;
    next();
  };
}

/** What the request's token opens. */
export function accessIn(res: Response): Access {
  return res.locals.access as Access;
}
