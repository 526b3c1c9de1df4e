import type { Request, RequestHandler, Response } from 'express';
import { type Access, accessOf } from '../oauth/access.ts';
import { thumbprintOf } from '../oauth/client-certificate.ts';
import { checkProof, dpopAlgorithms, ProofRefusal } from '../oauth/dpop.ts';
import { endedConsentOf } from '../oauth/responses.ts';
import { findClient } from '../store/clients.ts';
import type { Bank } from './bank.ts';
import { Problem } from './problem.ts';
import { calledUrl } from './transport.ts';

type Scheme = 'Bearer' | 'DPoP';

/** What an access token was refused for: `WWW-Authenticate` of RFC 6750 §3 and RFC 9449 §7.1. */
function challengeOf({ profile }: Bank, scheme: Scheme, error?: string): string {
  const parameters = [
    `realm="${profile.id}"`,
    ...(error === undefined ? [] : [`error="${error}"`]),
    ...(scheme === 'DPoP' ? [`algs="${dpopAlgorithms.join(' ')}"`] : []),
  ];
  return `${scheme} ${parameters.join(', ')}`;
}

type TokenProblem = 'consent_ended' | ProofRefusal['error'];

function unauthorized(
  code: TokenProblem,
  detail: string,
  challenge: string,
  members: Record<string, unknown> = {},
): Problem {
  return new Problem(401, code, detail, { members, headers: { 'WWW-Authenticate': challenge } });
}

/** The scheme in which a token has to be sent. */
const schemeOf = ({ jkt }: Access): Scheme => (jkt === undefined ? 'Bearer' : 'DPoP');

async function proveKey(bank: Bank, req: Request, res: Response, accessToken: string, access: Access): Promise<void> {
  const { store, profile, dpopNonces: nonces } = bank;
  const client = await findClient(store.db, access.consent.clientId);
  res.set('DPoP-Nonce', nonces.next());
  try {
    await checkProof(
      { db: store.db, bank: profile.id, nonces },
      {
        proof: req.get('DPoP'),
        method: req.method,
        url: calledUrl(bank, req),
        accessToken,
        jkt: access.jkt ?? '',
        requiresNonce: client?.metadata.requireDpopNonce === true,
      },
    );
  } catch (error) {
    if (!(error instanceof ProofRefusal)) throw error;
    throw unauthorized(error.error, error.message, challengeOf(bank, 'DPoP', error.error));
  }
}

/** Certificate-bound tokens, RFC 8705 §3. */
function proveCertificate(bank: Bank, req: Request, { x5t }: Access): void {
  const certificate = bank.certificates.of(req);
  if (certificate !== undefined && thumbprintOf(certificate) === x5t) return;
  const where = bank.tlsBase ? ` at ${bank.tlsBase}` : ', which needs the TLS listener of the sandbox';
  const found = certificate ? 'the request shows another one' : 'the request shows none';
  const reason = bank.certificates.mistakeIn(req) ?? found;
  const detail = `the access token is bound to a client certificate (RFC 8705): ${reason}; show the one of the token request${where}`;
  throw unauthorized('invalid_token', detail, challengeOf(bank, 'Bearer', 'invalid_token'));
}

async function accessWith(bank: Bank, token: string, scheme: Scheme): Promise<Access> {
  const access = await accessOf(bank.store, bank.profile, token);
  if (access) return access;
  const challenge = challengeOf(bank, scheme, 'invalid_token');
  const ended = await endedConsentOf(bank.store, bank.profile, 'AccessToken', token);
  if (ended) throw unauthorized('consent_ended', ended.description, challenge, { reason: ended.reason });
  throw unauthorized(
    'invalid_token',
    'the access token is unknown or has expired; refresh it and try again',
    challenge,
  );
}

/** Lets in who holds an access token, in the Authorization header only (RFC 6750 §2.1), and proves that it is his. */
export function requireAccess(bank: Bank): RequestHandler {
  return async (req: Request, res: Response, next) => {
    const { authorization } = req.headers;
    if (req.query.access_token !== undefined) {
      const detail = 'an access token in the URL ends up in logs; send it as Authorization: Bearer …';
      const headers = { 'WWW-Authenticate': challengeOf(bank, 'Bearer', 'invalid_request') };
      throw new Problem(400, 'invalid_request', detail, { headers });
    }
    if (authorization === undefined) {
      const challenge = `${challengeOf(bank, 'Bearer')}, ${challengeOf(bank, 'DPoP')}`;
      throw unauthorized('invalid_token', 'there is no access token; send it as Authorization: Bearer …', challenge);
    }
    const [, scheme = '', token = ''] = /^(Bearer|DPoP) +([A-Za-z0-9._~+/-]+=*)$/i.exec(authorization) ?? [];
    const access = await accessWith(bank, token, scheme.toLowerCase() === 'dpop' ? 'DPoP' : 'Bearer');
    const expected = schemeOf(access);
    if (scheme.toLowerCase() !== expected.toLowerCase()) {
      const bound = expected === 'DPoP' ? 'is bound to a key (RFC 9449)' : 'is not bound to a key by DPoP';
      const detail = `the access token ${bound}; send it as Authorization: ${expected} …`;
      throw unauthorized('invalid_token', detail, challengeOf(bank, expected, 'invalid_token'));
    }
    if (access.jkt !== undefined) await proveKey(bank, req, res, token, access);
    if (access.x5t !== undefined) proveCertificate(bank, req, access);
    res.locals.access = access;
    next();
  };
}

/** What the request's token opens. */
export function accessIn(res: Response): Access {
  return res.locals.access as Access;
}

/** The challenge of a token that does not cover what was asked for. */
export function insufficientScope(bank: Bank, res: Response): string {
  return challengeOf(bank, schemeOf(accessIn(res)), 'insufficient_scope');
}
