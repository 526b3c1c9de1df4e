import fc from 'fast-check';
import { routes } from '../../sandbox/src/http/routes.ts';
import { type Described, operations as described, examplesOf, type Parameter } from './described.ts';
import { fromSchema, knownOr } from './from-schema.ts';

/** A request as it is sent: a path below the origin, and what goes with it. */
export interface AnyRequest {
  readonly method: string;
  /** Path and query. Marks in it, and in the rest, stand for what only a running bank knows; see {@link fillIn}. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array<ArrayBuffer>;
  /** Made from the description, and left as it was made. */
  readonly operationId?: string;
}

const mark = (name: string): string => `KNOWN_${name}_`;

/** Puts in the place of every mark what it stands for. */
export function fillIn(text: string, known: Readonly<Record<string, string>>): string {
  return text.replace(/KNOWN_([A-Za-z]+)_/g, (whole, name: string) => known[name] ?? whole);
}

const banks = ['gunma', 'sorachi', 'miyakojima', 'gunken', 'mizuho'];
const buttons = ['login', 'next', 'register', 'confirm', 'allow', 'deny', 'abort', 'return', 'certificate-login'];
const members = { inquiryPin: ['1234'], accounts: ['001-1-2000002', '001-1-2000003'], oneTimePassword: ['123456'] };

/** By the name of a member or parameter, what a bank of the default world knows. */
const known: Readonly<Record<string, readonly string[]>> = {
  ...members,
  bank: banks,
  loginId: ['sato', 'tanaka', 'mori', 'abe'],
  loginPassword: ['sato-pw1', 'tanaka-pw1', 'moripw1'],
  accountId: ['001-1-3000001', '001-1-2000002'],
  linkageId: [mark('linkageId')],
  file: ['sandbox-ca.pem', 'tanaka.p12', 'suzuki-valid.p12', 'suzuki-valid.key'],
  tokenCode: ['SBT-0001'],
  challenge: ['12345678'],
  fault: ['f1'],
  world: ['other'],
  action: buttons,
  screen: ['entry', 'login', 'service-selection', 'consent'],
  services: ['balances', 'transactions'],
  continueAuthorization: ['true'],
  csrfToken: [mark('csrfToken')],
  grant_type: ['authorization_code', 'refresh_token', 'client_credentials'],
  client_id: [mark('clientId')],
  client_secret: [mark('clientSecret')],
  redirect_uri: ['http://localhost:9999/callback'],
  response_type: ['code'],
  scope: ['balances transactions deposits'],
  state: ['af0ifjsldkj'],
  code_challenge: ['E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM'],
  code_challenge_method: ['S256'],
  code: [mark('refreshToken')],
  token: [mark('accessToken'), mark('refreshToken')],
  refresh_token: [mark('refreshToken')],
  by: ['P1D', 'PT10M', '-P1D'],
};

/** Every operation of both descriptions, with its path below the origin; those of a bank at each bank. */
export const operations: readonly Described[] = [
  ...banks.flatMap((bank) => described.bank.map((one) => ({ ...one, path: `/${bank}${one.path}` }))),
  ...described.sandbox.map((one) => ({ ...one, path: routes.controlBase + one.path })),
];

const plainText = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** Text that no encoder takes offence at: a lone surrogate becomes U+FFFD. */
const encode = (text: string): string => encodeURIComponent(Buffer.from(text).toString());

function encodeForm(value: unknown): string {
  const pairs = Object.entries(value as object).flatMap(([name, one]) =>
    (Array.isArray(one) ? one : [one]).map((single) => `${encode(name)}=${encode(plainText(single))}`),
  );
  return pairs.join('&');
}

const basic = `Basic ${mark('basic')}`;
const bearer = `Bearer ${mark('accessToken')}`;

const anyAccept = fc.constantFrom('application/json', 'text/html', '*/*', 'text/html,application/xhtml+xml;q=0.9');

/** How who calls an operation proves who he is, mostly. */
function authorizationOf({ path }: Described): fc.Arbitrary<string | undefined> {
  const right = path.includes('/api/v1') ? bearer : path.includes('/oauth/') ? basic : undefined;
  return fc.oneof({ weight: 4, arbitrary: fc.constant(right) }, { weight: 1, arbitrary: fc.constant(undefined) });
}

/** A third of them the examples of the description, which a bank does. */
function exampleOr(examples: readonly unknown[], others: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  if (examples.length === 0) return others;
  return fc.oneof({ weight: 1, arbitrary: fc.constantFrom(...examples) }, { weight: 2, arbitrary: others });
}

function valid(operation: Described): fc.Arbitrary<AnyRequest> {
  const { operationId, method, document } = operation;
  const parameter = ({ name, in: place, required, schema = {} }: Parameter) => {
    const wanted = required || place === 'path';
    const any = knownOr(document, schema, known[name], fromSchema(document, schema, known)).map(plainText);
    const one = { name: fc.constant(name), place: fc.constant(place) };
    return {
      any: fc.record({ ...one, value: any, isGiven: wanted ? fc.constant(true) : fc.boolean() }),
      honest: fc.record({
        ...one,
        value: known[name] ? fc.constantFrom(...known[name]) : any,
        isGiven: fc.constant(wanted || known[name] !== undefined),
      }),
    };
  };
  const parameters = operation.parameters.map(parameter);
  const bodies = Object.entries(operation.requestBody).map(([type, body]) =>
    exampleOr(
      Object.values(examplesOf(operation, body)).map(({ value }) => value),
      fromSchema(document, body.schema ?? {}, known),
    ).map((value) => ({
      type,
      text: type.includes('json') ? JSON.stringify(value) : encodeForm(value),
    })),
  );
  return fc
    .record({
      // As often as not, all that the bank knows and nothing else.
      parameters: fc.oneof(
        fc.tuple(...parameters.map(({ any }) => any)),
        fc.tuple(...parameters.map(({ honest }) => honest)),
      ),
      body: bodies.length > 0 ? fc.oneof(...bodies) : fc.constant(undefined),
      authorization: authorizationOf(operation),
      accept: anyAccept,
    })
    .map(({ parameters, body, authorization, accept }) => {
      const given = parameters.filter(({ isGiven }) => isGiven);
      const path = operation.path.replace(/\{([^}]+)\}/g, (_, name: string) =>
        encode(given.find((one) => one.name === name && one.place === 'path')?.value ?? 'x'),
      );
      const query = given.filter(({ place }) => place === 'query').map(({ name, value }) => `${name}=${encode(value)}`);
      return {
        method,
        path: query.length > 0 ? `${path}?${query.join('&')}` : path,
        headers: {
          Accept: accept,
          ...(authorization === undefined ? {} : { Authorization: authorization }),
          ...(body ? { 'Content-Type': body.type } : {}),
        },
        ...(body ? { body: body.text } : {}),
        operationId,
      };
    });
}

/** Every path of the product, by the routes' literal, with its parameters filled in somehow. */
const literal = (() => {
  const below = (base: string, paths: Readonly<Record<string, string>>) =>
    Object.values(paths).map((path) => base + path);
  return [
    ...banks.flatMap((bank) => below(`/${bank}`, routes.bank)),
    ...below(routes.controlBase, routes.control),
    ...below('', routes.console),
    ...below('', routes.openApi),
    ...['', '/w/other'].map((world) => `${routes.bank.metadata}${world}/gunma`),
    ...below('/w/:world/gunma', routes.bank),
    ...below(`/w/:world${routes.controlBase}`, routes.control),
    routes.stylesheet,
    '/favicon.ico',
  ];
})();

/** What is no honest text. */
const oddText = fc.oneof(
  fc.constantFrom(
    ...[
      '',
      ' ',
      '\0',
      '\u0007\u001b[31m',
      '\r\nX-Injected: 1',
      '../../../etc/passwd',
      '..%2f',
      '%',
      '%zz',
      '%00',
      '%ff',
    ],
    ...[
      '%c0%ae',
      '%ed%a0%80',
      '__proto__',
      'constructor',
      'toString',
      'null',
      'undefined',
      'NaN',
      '-1',
      '1e309',
      '0x10',
    ],
    ...[
      "' OR 1=1 --",
      '<script>alert(1)</script>',
      '{{7*7}}',
      '#{7*7}',
      '１２３４',
      'ﾃｽﾄ',
      '🏦',
      '\ud800',
      'a\u0301',
      '\u202e',
    ],
    ...['2026-02-30', '9999-12-31', '-271821-04-20', '+275760-09-13T00:00:00Z', '2026-11-20T09:00:00', 'P999999999Y'],
    ...['http://localhost:99999/', 'javascript:alert(1)', '//evil.example', '*', '[]', '{}', '"', "'"],
  ),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.array(fc.nat(0xffff), { maxLength: 20 }).map((units) => String.fromCharCode(...units)),
  fc.constantFrom(100, 1000, 5000, 60_000).map((length) => 'a'.repeat(length)),
);

const nested = (depth: number): unknown => {
  let value: unknown = 'x';
  for (let level = 0; level < depth; level += 1) value = level % 2 ? { a: value } : [value];
  return value;
};

/** JSON values that nobody expects. */
export const oddValue: fc.Arbitrary<unknown> = fc.oneof(
  oddText,
  fc.constantFrom<unknown>(null, true, false, 0, -1, 1.5, 1e308, -0, 2 ** 53, Number.MAX_VALUE, [], {}, [[]]),
  fc.constantFrom(10, 500).map(nested),
  fc.constantFrom<unknown>(
    JSON.parse('{"__proto__": {"polluted": true}}'),
    { constructor: { prototype: { polluted: true } } },
    { toString: 'x', valueOf: 1, toJSON: 'y', hasOwnProperty: 'z', length: -1 },
    Array.from({ length: 400 }, (_, index) => index),
  ),
  fc.jsonValue({ maxDepth: 3 }),
);

/** A JSON text with one of its values, by number, replaced, left out, or joined by another member. */
export function mutatedJson(text: string, at: number, odd: unknown, how: 'replace' | 'omit' | 'add'): string {
  let root: unknown = JSON.parse(text);
  const places: { holder: Record<string, unknown>; key: string }[] = [];
  const collect = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const key of Object.keys(value)) {
      places.push({ holder: value as Record<string, unknown>, key });
      collect((value as Record<string, unknown>)[key]);
    }
  };
  collect(root);
  const place = places[at % (places.length + 1)];
  if (place === undefined) root = how === 'omit' ? undefined : odd;
  else if (how === 'replace') place.holder[place.key] = odd;
  else if (how === 'omit') delete place.holder[place.key];
  else Object.defineProperty(place.holder, '__proto__', { value: odd, enumerable: true, configurable: true });
  return JSON.stringify(root) ?? '';
}

type Mutation = (request: AnyRequest) => AnyRequest;

const withHeader =
  (name: string, value: string): Mutation =>
  (request) => ({ ...request, headers: { ...request.headers, [name]: value } });

/** What a header can carry: RFC 9110 field values. */
const headerText = oddText.map((text) =>
  text
    .replace(/[^\x20-\x7e\x80-\xff]/g, '')
    .slice(0, 8000)
    .trim(),
);

const oddHeader: fc.Arbitrary<Mutation> = fc.oneof(
  fc
    .constantFrom(
      ...['Authorization', 'Accept', 'Content-Type', 'Origin', 'Referer', 'User-Agent', 'Content-Encoding', 'Range'],
      ...[
        'If-None-Match',
        'X-Forwarded-Host',
        'X-Forwarded-Proto',
        'X-Http-Method-Override',
        'Accept-Language',
        'DPoP',
      ],
      ...['Last-Event-ID', 'Sec-Fetch-Site', 'Forwarded', 'Expect'],
    )
    .chain((name) => headerText.map((value) => withHeader(name, value))),
  fc
    .constantFrom<[string, string]>(
      ['Content-Type', 'application/json'],
      ['Content-Type', 'application/json; charset=shift_jis'],
      ['Content-Type', 'application/x-www-form-urlencoded'],
      ['Content-Type', 'application/x-www-form-urlencoded; charset=utf-16'],
      ['Content-Type', 'multipart/form-data; boundary=x'],
      ['Content-Type', 'text/plain'],
      ['Content-Type', ';'],
      ['Content-Encoding', 'gzip'],
      ['Content-Encoding', 'br, zstd'],
      ['Accept', 'application/problem+json'],
      ['Accept', 'text/html;q=0, */*;q=0'],
      ['Accept', 'image/png'],
      ['Authorization', 'Bearer'],
      ['Authorization', 'Bearer a b'],
      ['Authorization', `bearer ${mark('accessToken')}`],
      ['Authorization', bearer],
      ['Authorization', `DPoP ${mark('accessToken')}`],
      ['Authorization', basic],
      ['Authorization', 'Basic !!!'],
      ['Authorization', `Basic ${btoa('no-colon')}`],
      ['Authorization', `Basic ${btoa('%:%zz')}`],
      ['Origin', 'https://evil.example'],
      ['Sec-Fetch-Site', 'cross-site'],
    )
    .map(([name, value]) => withHeader(name, value)),
);

/** How a JSON text is changed. */
export const hows = ['replace', 'omit', 'add'] as const;

/** Not one that was nested on purpose: nothing here follows so many levels. */
function isJson(text: string): boolean {
  if (text.length > 20_000) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

const changedBody = (change: (text: string) => string | Uint8Array<ArrayBuffer>): Mutation => {
  return (request) => (typeof request.body === 'string' ? { ...request, body: change(request.body) } : request);
};

const oddBody: fc.Arbitrary<Mutation> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .tuple(fc.nat(200), oddValue, fc.constantFrom(...hows))
      .map(([at, odd, how]) =>
        changedBody((text) => (isJson(text) ? mutatedJson(text, at, odd, how) : `${text}&${encode(plainText(odd))}=x`)),
      ),
  },
  fc.tuple(fc.nat(30), oddText).map(([at, odd]) =>
    changedBody((text) => {
      const pairs = text.split('&');
      const name = pairs[at % pairs.length]?.split('=')[0] ?? '';
      return isJson(text) ? `${text}${text}` : `${text}&${name}=${encode(odd)}`;
    }),
  ),
  fc.nat(200).map((at) => changedBody((text) => text.slice(0, at % (text.length + 1)))),
  fc.uint8Array({ maxLength: 60 }).map((bytes) => changedBody(() => new Uint8Array(bytes))),
  fc
    .constantFrom(
      '',
      '\ufeff{}',
      '[',
      `${'['.repeat(20_000)}${']'.repeat(20_000)}`,
      '{"a":'.repeat(9000),
      '{"__proto__":{"polluted":true}}',
      '1e999',
      '"x"',
      'null',
      '%',
      '%83%65',
      '&&==&=',
      'a'.repeat(70_000),
      'a=1&'.repeat(2000),
      'a[b][c]=1&a[b][d]=2',
    )
    .map((text) => changedBody(() => text)),
);

function queryJoined(path: string, more: string): string {
  return `${path}${path.includes('?') ? '&' : '?'}${more}`;
}

const oddPath: fc.Arbitrary<Mutation> = fc.oneof(
  fc.tuple(fc.nat(8), oddText).map(
    ([at, odd]): Mutation =>
      (request) => {
        const [path = '', query] = request.path.split('?');
        const segments = path.split('/');
        // Left as it is where it is an escape: that one is malformed on purpose.
        segments[1 + (at % Math.max(1, segments.length - 1))] = odd.startsWith('%') ? odd : encode(odd).slice(0, 9000);
        return { ...request, path: segments.join('/') + (query === undefined ? '' : `?${query}`) };
      },
  ),
  fc
    .tuple(
      fc.constantFrom(...['limit', 'nextItemKey', 'dateFrom', 'dateTo', 'bank', 'since', 'kind', 'challenge', 'scope']),
      oddText,
    )
    .map(
      ([name, odd]): Mutation =>
        (request) => {
          return { ...request, path: queryJoined(request.path, `${name}=${encode(odd).slice(0, 9000)}`) };
        },
    ),
  fc
    .constantFrom(
      ...['limit=1&limit=2', 'limit[]=1', 'limit[a]=1', '__proto__[x]=1', '__proto__=1', '%', '%zz=1', 'dateFrom=%ff'],
      ...['=', '&&&', '?', 'nextItemKey=&nextItemKey=', 'constructor=1', 'bank=gunma&bank=mizuho', 'state=%00'],
    )
    .map(
      (query): Mutation =>
        (request) => ({ ...request, path: queryJoined(request.path, query) }),
    ),
  fc.constantFrom('/', '//', '/.', '/%2e%2e', ';x=1', '%2f', '%00', '/../').map(
    (end): Mutation =>
      (request) => ({ ...request, path: request.path.replace(/(?=\?|$)/, end) }),
  ),
);

const anyMethod = fc.constantFrom(
  ...['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS', 'PROPFIND', 'QUERY', 'LINK', 'PURGE'],
);
const oddMethod = anyMethod.map(
  (method): Mutation =>
    (request) => ({ ...request, method }),
);

const anyMutation = fc.oneof(
  { weight: 5, arbitrary: oddBody },
  { weight: 3, arbitrary: oddPath },
  { weight: 2, arbitrary: oddHeader },
  { weight: 1, arbitrary: oddMethod },
);

function mutated(request: AnyRequest, mutations: readonly Mutation[]): AnyRequest {
  const { operationId: _, ...rest } = mutations.reduce((one, mutation) => mutation(one), request);
  return rest;
}

/** Requests that fit the description: each operation as often as any other, at any bank. */
export const validRequest = fc
  .constantFrom(...new Set(operations.map(({ operationId }) => operationId)))
  .chain((id) => fc.constantFrom(...operations.filter(({ operationId }) => operationId === id)))
  .chain(valid);

const literalRequest: fc.Arbitrary<AnyRequest> = fc
  .record({
    method: anyMethod,
    path: fc.constantFrom(...literal),
    authorization: fc.constantFrom(undefined, bearer, basic),
    body: fc.option(fc.constantFrom('{}', 'a=b', ''), { nil: undefined }),
    accept: anyAccept,
  })
  .map(({ method, path, authorization, body, accept }) => ({
    method,
    path: path.replace(/:([A-Za-z]+)/g, (_, name: string) => known[name]?.[0] ?? 'x'),
    headers: { Accept: accept, ...(authorization === undefined ? {} : { Authorization: authorization }) },
    ...(body === undefined ? {} : { body }),
  }));

/** Requests of every kind: those of the description as they are and changed, and any method at any path. */
export const anyRequest: fc.Arbitrary<AnyRequest> = fc.oneof(
  { weight: 3, arbitrary: validRequest },
  {
    weight: 6,
    arbitrary: fc
      .tuple(validRequest, fc.array(anyMutation, { minLength: 1, maxLength: 3 }))
      .map(([request, mutations]) => mutated(request, mutations)),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(literalRequest, fc.array(fc.oneof(oddPath, oddHeader), { maxLength: 2 }))
      .map(([request, mutations]) => mutated(request, mutations)),
  },
);
