import { isUtf8 } from 'node:buffer';
import express, { type NextFunction, type RequestHandler } from 'express';
import { Problem } from './problem.ts';

/** The longest body that the sandbox reads, in bytes. */
const BODY_LIMIT = 64 * 1024;

/** The longest world, in bytes. */
const WORLD_LIMIT = 32 * 1024 * 1024;

const malformed = (detail: string): Problem => new Problem(400, 'invalid_request', detail);

// The parsers replace what is not UTF-8, or leave it as it came, in silence.
function textOf(body: Buffer): string {
  if (isUtf8(body)) return body.toString('utf8');
  throw malformed('the body is not UTF-8; send the page or the JSON in UTF-8');
}

/** What a field of ours can be called: no brackets, nothing of an object's own, which the parser would drop in silence. */
const fieldName = /^[A-Za-z][A-Za-z0-9.-]*$/;

function checkForm(_req: unknown, _res: unknown, body: Buffer): void {
  const text = textOf(body);
  try {
    decodeURIComponent(text);
  } catch {
    throw malformed('the form has a malformed percent-encoding; send the page in UTF-8');
  }
  const odd = [...new URLSearchParams(text).keys()].find((name) => !fieldName.test(name));
  if (odd !== undefined) throw malformed(`${odd.slice(0, 40)} is no field of this page; send the fields of the page`);
}

/** Whether a key is `__proto__`: JSON has it as a key like any other, and whoever assigns it changes a prototype. */
function hasPrototypeKey(json: string): boolean {
  if (!/__proto__|\\u/.test(json)) return false;
  let isFound = false;
  try {
    JSON.parse(json, (key, value) => {
      isFound ||= key === '__proto__';
      return value;
    });
  } catch {
    // Not well-formed: the parser says so.
  }
  return isFound;
}

function checkJson(_req: unknown, _res: unknown, body: Buffer): void {
  if (hasPrototypeKey(textOf(body))) throw malformed('__proto__ is no member of any request; leave it out');
}

const tooLarge = (bytes: number): Problem =>
  new Problem(413, 'body_too_large', `the body is larger than ${bytes / 1024} kB; send less`, {
    headers: { Connection: 'close' },
  });

/**
 * Reads a body once, and refuses it as soon as more of it has come than is read. The parsers alone would read it again
 * where a request comes without a socket, and would wait for the end of one that is too long.
 */
function reading(bytes: number, parser: RequestHandler): RequestHandler {
  return (req, res, next) => {
    if (req.body !== undefined) return next();
    let isRead = false;
    let received = 0;
    const done: NextFunction = (error?: unknown) => {
      if (isRead) return;
      isRead = true;
      req.off('data', count);
      next(error);
    };
    const count = (chunk: Buffer) => {
      received += chunk.length;
      if (received > bytes) done(tooLarge(bytes));
    };
    parser(req, res, done);
    if (!isRead) req.on('data', count);
  };
}

/** Reads a JSON body. */
export const parseJson: RequestHandler = reading(BODY_LIMIT, express.json({ limit: BODY_LIMIT, verify: checkJson }));

/** Reads a form. */
export const parseForm: RequestHandler = reading(
  BODY_LIMIT,
  express.urlencoded({ limit: BODY_LIMIT, extended: false, verify: checkForm }),
);

/** Reads a body of any type, as it is. */
export const readBytes: RequestHandler = reading(BODY_LIMIT, express.raw({ limit: BODY_LIMIT, type: () => true }));

/** Refuses a body that says it is too long, before any of it is read; the parsers would wait for its end. */
function earlyLimit(bytes: number): RequestHandler {
  return (req, _res, next) => {
    if (req.body === undefined && Number(req.headers['content-length'] ?? 0) > bytes) throw tooLarge(bytes);
    next();
  };
}

/** Refuses a body that is longer than any form or request. */
export const earlyBodyLimit: RequestHandler = earlyLimit(BODY_LIMIT);

/** Reads JSON that holds a world. */
export const readWorldJson: readonly RequestHandler[] = [
  earlyLimit(WORLD_LIMIT),
  reading(WORLD_LIMIT, express.json({ limit: WORLD_LIMIT, verify: checkJson })),
];
