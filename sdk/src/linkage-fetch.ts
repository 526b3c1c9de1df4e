import { consentEndReason } from './bank-types.ts';
import { json } from './json.ts';
import { LinkageEndedError } from './linkage-errors.ts';
import type { Settings } from './options.ts';
import { quotable, quotableText } from './redaction.ts';
import { ApiProblemError, InvalidResponseError } from './request-errors.ts';
import { isRecord } from './shapes.ts';
import type { TokenKeeper } from './token-keeper.ts';
import { createSend, repeat, retryAfter } from './transport.ts';

/** A `fetch` in the name of one linkage, that may be aborted. It throws unless the answer is a success. */
export type LinkageFetch = (
  signal: AbortSignal | undefined,
) => (request: { method: string; url: string }) => Promise<Response>;

export function createLinkageFetch(id: string, settings: Settings, keeper: TokenKeeper): LinkageFetch {
  return (signal) => async (request) => {
    const send = createSend(settings, signal);
    const sendWith = (accessToken: string) => {
      const attempt = () => settings.scheme.atApi(request, accessToken, send);
      return request.method === 'GET' ? repeat(settings, attempt, signal) : attempt();
    };
    let { accessToken } = await keeper.current(id, undefined, signal);
    let response = await sendWith(accessToken);
    let body = await problem(response);
    if (response.status === 401 && (body?.code === 'invalid_token' || challenged(response))) {
      ({ accessToken } = await keeper.current(id, accessToken, signal));
      response = await sendWith(accessToken);
      body = await problem(response);
    }
    if (response.ok) return response;
    if (response.status === 401 && body?.code === 'consent_ended') {
      const reason = consentEndReason(body.reason);
      await keeper.forget(id, reason);
      throw new LinkageEndedError(reason);
    }
    throw refusal(response, body, [accessToken, ...settings.scheme.unquotable()], settings.now());
  };
}

/** RFC 9457. */
async function problem(response: Response): Promise<Record<string, unknown> | undefined> {
  if (response.ok) return undefined;
  const body = await json(response);
  return isRecord(body) ? body : undefined;
}

/** RFC 6750 §3.1. */
function challenged(response: Response): boolean {
  return /error="?invalid_token"?/.test(response.headers.get('www-authenticate') ?? '');
}

function refusal(response: Response, body: Record<string, unknown> | undefined, secrets: string[], now: number) {
  const { status } = response;
  if (typeof body?.code !== 'string') {
    return new InvalidResponseError(`the bank answered ${status} without problem details (RFC 9457)`, status);
  }
  const milliseconds = retryAfter(response, now);
  return new ApiProblemError({
    status,
    problemCode: quotable(body.code, secrets),
    detail: quotableText(body.detail ?? body.title, secrets) ?? '',
    requestId: quotableText(body.requestId ?? response.headers.get('x-request-id'), secrets),
    firstDate: quotableText(body.firstDate, secrets),
    retryAfter: milliseconds === undefined ? undefined : Math.ceil(milliseconds / 1000),
  });
}
