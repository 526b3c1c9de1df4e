import { STATUS_CODES } from 'node:http';
import type { ErrorRequestHandler, RequestHandler, Response } from 'express';
import { isStorageFailure } from '../store/sqlite.ts';

/** A mistake in a request: where, and what was expected. */
export interface RequestMistake {
  /** `query/limit`, `path/accountId`, `body/redirect_uris/0`. */
  readonly location: string;
  readonly message: string;
}

/** An API error, RFC 9457. Throw it from a handler. */
export class Problem extends Error {
  override name = 'Problem';
  readonly status: number;
  readonly code: string;
  /** Further members of the problem document. */
  readonly members: Readonly<Record<string, unknown>>;
  /** Headers of the answer. */
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    code: string,
    detail: string,
    more: { members?: Record<string, unknown>; headers?: Record<string, string> } = {},
  ) {
    super(detail);
    this.status = status;
    this.code = code;
    this.members = more.members ?? {};
    this.headers = more.headers ?? {};
  }
}

/** A request in which one thing is wrong: where, and what was expected. */
export function mistakeAt(location: string, message: string): Problem {
  return new Problem(400, 'invalid_request', `${location}: ${message}`, {
    members: { errors: [{ location, message }] satisfies RequestMistake[] },
  });
}

/** Answers with a problem document. */
function sendProblem(res: Response, problem: Problem): void {
  const { status, code, message: detail, members, headers } = problem;
  const document = {
    type: `urn:renkei:problem:${code}`,
    title: STATUS_CODES[status] ?? 'Error',
    status,
    code,
    detail,
    requestId: res.locals.requestId as string,
    ...members,
  };
  res.status(status).set(headers).type('application/problem+json').send(JSON.stringify(document));
}

type KnownCode = 'invalid_request' | 'body_too_large' | 'unsupported_media_type';

/** What body-parser and Express throw, by their `type`. */
const knownErrors: Readonly<Record<string, { status: number; code: KnownCode; detail: string }>> = {
  'entity.parse.failed': {
    status: 400,
    code: 'invalid_request',
    detail: 'the body is not well-formed JSON; check its syntax and encoding (UTF-8)',
  },
  'entity.too.large': { status: 413, code: 'body_too_large', detail: 'the body is too large; send less' },
  'encoding.unsupported': {
    status: 415,
    code: 'unsupported_media_type',
    detail: 'the Content-Encoding is not supported; send the body as it is',
  },
  'charset.unsupported': {
    status: 415,
    code: 'unsupported_media_type',
    detail: 'the charset is not supported; send UTF-8',
  },
  'parameters.too.many': { status: 400, code: 'invalid_request', detail: 'the form has too many fields; send less' },
  'request.aborted': { status: 400, code: 'invalid_request', detail: 'the body was cut off; send the request again' },
};

/** Makes a problem of whatever was thrown; what is not known is a fault of ours, and says nothing of its inside. */
export function toProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (isStorageFailure(error)) {
    const detail = 'the data directory has no room or cannot be written; make room and try again';
    return new Problem(503, 'storage_unavailable', detail);
  }
  const { type, status } = error as { type?: string; status?: number };
  const known = type === undefined ? undefined : knownErrors[type];
  if (known) return new Problem(known.status, known.code, known.detail);
  if (error instanceof URIError)
    return new Problem(400, 'invalid_request', 'the path has a malformed percent-encoding; encode it as UTF-8');
  if (status !== undefined && status >= 400 && status < 500) {
    return new Problem(status, 'invalid_request', 'the request could not be read; check its headers and its body');
  }
  return new Problem(500, 'internal_error', 'the sandbox failed; its log has the reason under this requestId');
}

/** The last handler of an API: answers with a problem document. */
export function problemHandler(report: (error: unknown, requestId: string) => void): ErrorRequestHandler {
  return (error, _req, res, next) => {
    const problem = toProblem(error);
    if (problem !== error && problem.status === 500) report(error, res.locals.requestId as string);
    if (res.headersSent) next(error);
    else sendProblem(res, problem);
  };
}

/** No route matched. */
export const notFound: RequestHandler = ({ method, baseUrl, path }) => {
  // What is as long as a token may be one.
  const told = (baseUrl + path).replace(/[^/]{25,}/g, '…');
  throw new Problem(
    404,
    'not_found',
    `there is nothing at ${method} ${told}; see the OpenAPI description for the paths`,
  );
};
