import { createVendor } from '../support/vendor.ts';
import { createVisitor, type Visitor } from '../support/visitor.ts';
import type { Fault } from './fault.ts';
import type { Running } from './ground.ts';

/** A request that is wrong, and in which shape it is refused. */
interface Wrong {
  readonly what: string;
  readonly path: string;
  readonly body?: string | Uint8Array;
  readonly contentType?: string;
  readonly method?: string;
  readonly accept?: string;
  readonly shape: 'problem' | 'oauth' | 'page';
}

const JSON_TYPE = 'application/json';
const FORM = 'application/x-www-form-urlencoded';

// テスト in Shift_JIS.
const shiftJis = new Uint8Array([0x83, 0x65, 0x83, 0x58, 0x83, 0x67]);
const joined = (...parts: readonly (string | Uint8Array)[]) =>
  new Uint8Array(Buffer.concat(parts.map((part) => Buffer.from(part))));

/** What of an answer is not in the right shape; nothing, when all is. */
async function misshapen(response: Response, shape: Wrong['shape']): Promise<string | undefined> {
  const type = response.headers.get('content-type') ?? '';
  const text = await response.text();
  const told = `${response.status} ${type} ${text.slice(0, 60)}`;
  if (response.status !== 400) return told;
  if (shape === 'page') return type.startsWith('text/html') && /[ぁ-ん]/.test(text) ? undefined : told;
  const answer = JSON.parse(text) as Record<string, unknown>;
  if (shape === 'oauth') return typeof answer.error === 'string' ? undefined : told;
  const isProblem =
    type.startsWith('application/problem+json') && typeof answer.code === 'string' && answer.status === 400;
  return isProblem ? undefined : told;
}

function wrongRequests(link: string, csrfToken: string): readonly Wrong[] {
  const screen = new URL(link).pathname;
  const form = `screen=entry&action=login&loginId=sato&loginPassword=sato-pw1&csrfToken=${csrfToken}`;
  const onScreen = { path: screen, contentType: FORM, accept: 'text/html', shape: 'page' } as const;
  const clients = { path: '/sandbox/v1/clients', contentType: JSON_TYPE, shape: 'problem' } as const;
  const client = '{"redirect_uris":["http://localhost:9999/callback"],"client_name":"x"';
  const token = { path: '/gunma/oauth/token', contentType: FORM, shape: 'oauth' } as const;
  return [
    { what: 'malformed JSON', ...clients, body: client },
    { what: 'JSON of another type', ...clients, body: '[]' },
    {
      what: 'JSON in Shift_JIS',
      ...clients,
      body: joined('{"redirect_uris":["http://localhost/"],"client_name":"', shiftJis, '"}'),
    },
    {
      what: 'JSON that is not UTF-8',
      ...clients,
      body: joined(client.slice(0, -1), new Uint8Array([0xc3, 0x28]), '"}'),
    },
    { what: '__proto__ in JSON', ...clients, body: `${client},"__proto__":{"services":["balances"]}}` },
    {
      what: 'malformed JSON to a screen',
      path: screen,
      contentType: JSON_TYPE,
      shape: 'problem',
      body: '{"action":"login"',
    },
    {
      what: '__proto__ in JSON to a screen',
      path: screen,
      contentType: JSON_TYPE,
      shape: 'problem',
      body: '{"action":"login","values":{"__proto__":{"a":1}}}',
    },
    { what: 'percent-encoding in a form', ...onScreen, body: `${form}&memo=%E0%A4%A` },
    { what: 'Shift_JIS in a form', ...onScreen, body: joined(`${form}&memo=`, shiftJis) },
    { what: 'percent-encoded Shift_JIS in a form', ...onScreen, body: `${form}&memo=%83%65` },
    { what: '__proto__ in a form', ...onScreen, body: `${form}&__proto__=x` },
    { what: 'pin[]= in a form', ...onScreen, body: `${form}&pin[]=1234` },
    { what: 'a field twice in a form', ...onScreen, body: `${form}&loginId=tanaka` },
    { what: 'percent-encoding in a path', path: '/gunma/api/v1/accounts/%E0%A4%A', method: 'GET', shape: 'problem' },
    {
      what: 'percent-encoding in a path of the control API',
      path: '/sandbox/v1/customers/gunma/%83%65',
      method: 'GET',
      shape: 'problem',
    },
    {
      what: 'a form twice at the token endpoint',
      ...token,
      body: 'grant_type=refresh_token&grant_type=refresh_token&refresh_token=x',
    },
    {
      what: 'Shift_JIS at the token endpoint',
      ...token,
      body: joined('grant_type=refresh_token&refresh_token=', shiftJis),
    },
    { what: 'JSON at the token endpoint', ...token, contentType: JSON_TYPE, body: '{"grant_type":"refresh_token"}' },
    {
      what: 'a parameter twice at the authorization endpoint',
      path: '/gunma/oauth/authorize?client_id=x&client_id=y',
      method: 'GET',
      accept: 'text/html',
      shape: 'page',
    },
  ];
}

async function stored({ world }: Running): Promise<string> {
  const { clock: _, ...rest } = await world.snapshot();
  return JSON.stringify(rest);
}

async function begin(running: Running): Promise<{ visitor: Visitor; link: string; csrfToken: string; secret: string }> {
  const vendor = await createVendor(running.bank('gunma'));
  const visitor = createVisitor();
  const { url: link } = await visitor.follow((await vendor.authorizationUrl()).url);
  const page = await (await visitor.request(link, { headers: { Accept: 'text/html' } })).text();
  const csrfToken = /name="csrfToken" value="([^"]+)"/.exec(page)?.[1] ?? '';
  return { visitor, link, csrfToken, secret: btoa(`${vendor.client.client_id}:${vendor.client.client_secret}`) };
}

const malformed: Fault = {
  name: 'malformed-requests',
  fault: 'malformed JSON, forms, percent-encoding and UTF-8; Shift_JIS; __proto__, pin[]=, fields twice',
  expected: '400 in the shape of the place (problem+json, RFC 6749, a Japanese page); nothing stored',
  isQuick: true,
  run: async (ground) => {
    const running = await ground.start();
    const { visitor, link, csrfToken, secret } = await begin(running);
    const before = await stored(running);
    const requests = wrongRequests(link, csrfToken);
    const misses: string[] = [];
    for (const { what, path, body, contentType, method = 'POST', accept = JSON_TYPE, shape } of requests) {
      const headers = { Accept: accept, ...(contentType ? { 'Content-Type': contentType } : {}) };
      const response = await visitor.request(running.origin + path, {
        method,
        headers: path.endsWith('/oauth/token') ? { ...headers, Authorization: `Basic ${secret}` } : headers,
        ...(body === undefined ? {} : { body: body as BodyInit }),
      });
      const miss = await misshapen(response, shape);
      if (miss !== undefined) misses.push(`${what}: ${miss}`);
    }
    const isSame = (await stored(running)) === before;
    const { stderr } = running.text;
    const told = `${requests.length - misses.length} of ${requests.length} are answered 400 in the right shape`;
    return {
      held: misses.length === 0 && isSame && stderr === '',
      seen: `${told}; ${isSame ? 'the world is unchanged' : 'THE WORLD HAS CHANGED'}; ${stderr === '' ? 'nothing' : stderr} on standard error${misses.map((miss) => `; ${miss}`).join('')}`,
    };
  },
};

/** Malformed requests. */
export const requests: readonly Fault[] = [malformed];
