import { STATUS_CODES } from 'node:http';
import type { JournalEntry } from '../world/journal.ts';

type RequestEntry = Extract<JournalEntry, { kind: 'request' }>;

const pairs = (fields: Readonly<Record<string, string>>) =>
  Object.entries(fields).map(([name, value]) => ({ name, value }));

const queryOf = (fields: Readonly<Record<string, string>>): string => {
  const query = new URLSearchParams(fields).toString();
  return query && `?${query}`;
};

function entryOf(entry: RequestEntry, origin: string) {
  const { method, path, query, status, ms, realAt, form, requestHeaders, responseHeaders, responseBody } = entry;
  const unknownSizes = { headersSize: -1, bodySize: -1 };
  return {
    startedDateTime: realAt,
    time: ms,
    request: {
      method,
      url: origin + path + queryOf(query),
      httpVersion: 'HTTP/1.1',
      cookies: [],
      headers: pairs(requestHeaders),
      queryString: pairs(query),
      ...(form ? { postData: { mimeType: 'application/x-www-form-urlencoded', params: pairs(form) } } : {}),
      ...unknownSizes,
    },
    response: {
      status,
      statusText: STATUS_CODES[status] ?? '',
      httpVersion: 'HTTP/1.1',
      cookies: [],
      headers: pairs(responseHeaders),
      content: {
        size: Number(responseHeaders['content-length'] ?? -1),
        mimeType: responseHeaders['content-type'] ?? '',
        ...(responseBody === undefined ? {} : { text: responseBody }),
      },
      redirectURL: responseHeaders.location ?? '',
      ...unknownSizes,
    },
    cache: {},
    timings: { send: 0, wait: ms, receive: 0 },
  };
}

/**
 * The requests of a journal as HAR 1.2, for the network panel of a browser.
 *
 * @param entries - of the journal
 * @param origin - under which the sandbox is reached
 * @param version - of the sandbox
 */
export function harOf(entries: readonly JournalEntry[], origin: string, version: string) {
  const requests = entries.filter((entry) => entry.kind === 'request');
  const creator = { name: '@renkei/sandbox', version };
  return { log: { version: '1.2', creator, entries: requests.map((entry) => entryOf(entry, origin)) } };
}
