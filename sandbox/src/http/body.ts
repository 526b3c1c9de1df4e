import type { IncomingMessage } from 'node:http';
import express, { type RequestHandler } from 'express';
import { Problem } from './problem.ts';

/** The longest body that the sandbox reads, in bytes. */
const BODY_LIMIT = 64 * 1024;

const FORM = 'application/x-www-form-urlencoded';

// The parsers replace what is not UTF-8, or leave it as it came, in silence.
function refuseOtherEncodings(req: IncomingMessage, _res: unknown, body: Buffer): void {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(body);
    if (req.headers['content-type']?.startsWith(FORM)) decodeURIComponent(text);
  } catch {
    throw new Problem(400, 'invalid_request', 'the body is not UTF-8; send the page or the JSON in UTF-8');
  }
}

/** Reads a JSON body. */
export const parseJson: RequestHandler = express.json({ limit: BODY_LIMIT, verify: refuseOtherEncodings });

/** Reads a form. */
export const parseForm: RequestHandler = express.urlencoded({
  limit: BODY_LIMIT,
  extended: false,
  verify: refuseOtherEncodings,
});

/** Refuses a body that says it is too long, before any of it is read; the parsers would wait for its end. */
export const earlyBodyLimit: RequestHandler = (req, res, next) => {
  if (Number(req.headers['content-length'] ?? 0) > BODY_LIMIT) {
    res.set('Connection', 'close');
    throw new Problem(413, 'body_too_large', 'the body is larger than 64 kB; send less');
  }
  next();
};
