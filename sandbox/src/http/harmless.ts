import { routes } from './routes.ts';

/** In the place of what is not known to be harmless. */
const REDACTED = '[redacted]';

type Fields = Record<string, string>;

/** Parameters of queries and forms whose values may be seen. */
const shownParameters = new Set([
  'client_assertion_type',
  'client_id',
  'code_challenge_method',
  'dateFrom',
  'dateTo',
  'error',
  'grant_type',
  'iss',
  'limit',
  'redirect_uri',
  'response_mode',
  'response_type',
  'scope',
  'token_type_hint',
]);

/** Those of which only the name may be seen. A name that nobody knows may be a secret itself. */
const namedParameters = new Set([
  'access_token',
  'activationPassword',
  'challenge',
  'client_assertion',
  'client_secret',
  'code',
  'code_challenge',
  'code_verifier',
  'dpop_jkt',
  'error_description',
  'nextItemKey',
  'refresh_token',
  'request_uri',
  'serviceId',
  'state',
  'token',
  'tokenCode',
  'userId',
]);

/** A URL without what its query and its fragment say. */
function harmlessUrl(text: string): string {
  const url = URL.parse(text);
  if (url === null) return REDACTED;
  const query = Object.entries(harmlessParameters(Object.fromEntries(url.searchParams)));
  const search = query.map(([name, value]) => `${name}=${value}`).join('&');
  return `${url.protocol}//${url.host}${url.pathname}${search && `?${search}`}`;
}

/** The parameters of a query or a form, with the values of those known to be harmless. */
export function harmlessParameters(parameters: Readonly<Record<string, unknown>>): Fields {
  const shown: Fields = {};
  for (const [name, value] of Object.entries(parameters)) {
    if (shownParameters.has(name) && typeof value === 'string') {
      shown[name] = name === 'redirect_uri' ? harmlessUrl(value) : value.slice(0, 200);
    } else {
      shown[namedParameters.has(name) ? name : '[other]'] = REDACTED;
    }
  }
  return shown;
}

const shownHeaders = [
  'accept',
  'allow',
  'cache-control',
  'content-length',
  'content-type',
  'retry-after',
  'user-agent',
  'x-request-id',
];

/** Headers, with the values of those known to be harmless; of credentials the scheme. */
export function harmlessHeaders(headers: Readonly<Record<string, unknown>>): Fields {
  const shown: Fields = {};
  for (const name of shownHeaders) {
    const value = headers[name];
    if (value !== undefined) shown[name] = String(value).slice(0, 200);
  }
  const scheme = /^(Basic|Bearer|DPoP) /i.exec(String(headers.authorization ?? ''))?.[1];
  if (headers.authorization !== undefined) shown.authorization = scheme ? `${scheme} ${REDACTED}` : REDACTED;
  if (typeof headers.location === 'string') shown.location = harmlessLocation(headers.location);
  for (const name of ['cookie', 'set-cookie']) if (headers[name] !== undefined) shown[name] = REDACTED;
  return shown;
}

// A redirect inside the bank is a path.
function harmlessLocation(location: string): string {
  return location.startsWith('/')
    ? harmlessUrl(`http://sandbox${location}`).slice('http://sandbox'.length)
    : harmlessUrl(location);
}

const patterns = Object.values(routes.bank).map((route) =>
  route.replaceAll('.', '\\.').replace(/:[A-Za-z]+/g, '[A-Za-z0-9_-]{1,64}'),
);
const bankPath = new RegExp(`^(?:${patterns.join('|')})$`);

/** A path below a bank's base, where the bank has such a path. */
export function harmlessPath(path: string): string {
  return bankPath.test(path) ? path : '/[unknown]';
}

/** Fields of screens, and buttons. What a customer fills in is never noted, and a name only where a screen has it. */
const fieldNames =
  /^(activationPassword|allAccounts|accounts|answer|certificate|certificatePresented|continueAuthorization|inquiryPin([.-][0-9-]+)?|loginId|loginPassword|mailAddress|oneTimePassword|services|softwareKeyboard)$/;

/** The names of the fields that were filled in. */
export function harmlessFieldNames(values: Readonly<Record<string, unknown>>): readonly string[] {
  const isFilled = (value: unknown) => value !== undefined && value !== '' && value !== false;
  const names = Object.entries(values).flatMap(([name, value]) => (isFilled(value) ? [name] : []));
  return [...new Set(names.map((name) => (fieldNames.test(name) ? name : '[other]')))];
}

/** Operations whose answers are data of the sandbox's own: seen as they were sent. */
const dataOperations = new Set([
  ...['listAccounts', 'getAccount', 'getBalance', 'listTransactions', 'listDeposits', 'getLinkage', 'endLinkage'],
]);

/** Operations whose answers may be seen by the members below, as may every error of the ones above. */
const oauthOperations = new Set(['pushAuthorizationRequest', 'token', 'revoke', 'introspect']);

/** Members whose values may be seen, at any depth. Texts that can repeat what was sent (`detail`) are not among them. */
const shownMembers = new Set([
  ...['services', 'grantedAt', 'expiresAt', 'daysLeft', 'type', 'title', 'status', 'code', 'requestId', 'until'],
  ...['firstDate', 'reason', 'error', 'token_type', 'expires_in', 'active', 'exp', 'iat', 'client_id', 'iss'],
]);

function harmless(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(harmless);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, shownMembers.has(name) ? harmless(inner) : REDACTED]),
  );
}

const LONGEST_READ = 64 * 1024;
const LONGEST_SHOWN = 4096;

/** A page that is remembered (`store/recall.ts`) is sent often, and its beginning kept with each entry. */
const beginnings = new WeakMap<Buffer, string>();

function beginning(body: string | Buffer): string {
  if (typeof body === 'string') return body.slice(0, LONGEST_SHOWN);
  const known = beginnings.get(body);
  if (known !== undefined) return known;
  const text = body.toString('utf8', 0, LONGEST_SHOWN);
  beginnings.set(body, text);
  return text;
}

const shortened = (text: string, length: number): string => (length > LONGEST_SHOWN ? `${text}…` : text);

/**
 * The JSON of an answer as far as it is harmless; `undefined` where no body may be seen.
 *
 * @param operationId - of the request
 * @param status - of the answer
 * @param body - as it was sent; of a long one the beginning is shown
 */
export function harmlessBody(
  operationId: string | undefined,
  status: number,
  body: string | Buffer,
): string | undefined {
  if (operationId === undefined || body.length === 0) return undefined;
  if (dataOperations.has(operationId)) {
    // Only the beginning is decoded: a page of statement lines is long, and most entries are read by nobody.
    if (status < 300) return shortened(beginning(body), body.length);
  } else if (!oauthOperations.has(operationId)) return undefined;
  if (body.length > LONGEST_READ) return `[${body.length} bytes]`;
  try {
    const text = JSON.stringify(harmless(JSON.parse(body.toString())));
    return shortened(text.slice(0, LONGEST_SHOWN), text.length);
  } catch {
    return '[no JSON]';
  }
}
