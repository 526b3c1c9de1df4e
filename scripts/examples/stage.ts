import { createSandbox, type Sandbox } from '@renkei/sandbox';
import { CookieJar } from 'tough-cookie';
import { type Described, firstExample, operations, type Parameter } from '../../test/support/described.ts';

/** The app of the default world by which the examples speak. */
const app = { id: 'demo-accounting', secret: 'sandbox-demo-secret', callback: 'http://localhost:3000/callback' };

/** RFC 7636, appendix B. */
const codeVerifier = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk';

/** What differs from the request that a description's examples make. */
export interface Differently {
  readonly bank?: string;
  /** In the place of the examples of parameters; `undefined` leaves one out. */
  readonly parameters?: Readonly<Record<string, string | undefined>>;
  /** In the place of the example of the body. */
  readonly body?: string | object;
  readonly type?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Who is linked, to what. */
interface Linking {
  /** Default: `gunma`. */
  readonly bank?: string;
  readonly loginId?: string;
  readonly scope?: string;
  /** The accounts whose inquiry PIN is registered; all of them where left out. */
  readonly accounts?: readonly string[];
}

/** The tokens of a linkage. */
interface Tokens {
  readonly access_token: string;
  readonly refresh_token: string;
}

/** A sandbox with the default world, on a Friday morning, and who speaks with it. */
export interface Stage {
  readonly sandbox: Sandbox;
  /** Sends the request that the description's own examples make. */
  ask(operationId: string, differently?: Differently): Promise<Response>;
  /** Sends any request, to a path of the sandbox; cookies are kept. */
  send(path: string, init?: RequestInit): Promise<Response>;
  /** Begins a linkage at `gunma`; gives the id of its screens. */
  begin(): Promise<string>;
  /** Links a customer; gives what is to be redeemed at the token endpoint. */
  redemption(how?: Linking): Promise<object>;
  /** Links a customer; gives the tokens. */
  link(how?: Linking): Promise<Tokens>;
}

const find = (operationId: string): [operation: Described, isControl: boolean] => {
  const own = operations.bank.find((one) => one.operationId === operationId);
  const other = operations.sandbox.find((one) => one.operationId === operationId);
  const found = own ?? other;
  if (found === undefined) throw new Error(`no description has an operation ${operationId}`);
  return [found, own === undefined];
};

const form = (values: object): string => new URLSearchParams(Object.entries(values)).toString();

function bodyOf(operation: Described, { body, type }: Differently): { text: string; type: string } | undefined {
  const media = type ?? Object.keys(operation.requestBody)[0];
  if (media === undefined) return undefined;
  const value = body ?? firstExample(operation, operation.requestBody[media] ?? {});
  if (typeof value === 'string') return { text: value, type: media };
  return { text: media.endsWith('json') ? JSON.stringify(value) : form(value as object), type: media };
}

/** What only an earlier answer could tell is left out, unless it belongs to the path. */
const toldEarlier = new Set(['request_uri', 'nextItemKey', 'since', 'linkage']);
const exampleOf = (operation: Described, one: Parameter): unknown =>
  toldEarlier.has(one.name) ? undefined : firstExample(operation, one);

/** The path and the query that the examples of an operation's parameters make. */
function requestUrlOf(operationId: string, { bank = 'gunma', parameters = {} }: Differently): string {
  const [operation, isControl] = find(operationId);
  const given = operation.parameters.flatMap((one) => {
    const value = one.name in parameters ? parameters[one.name] : exampleOf(operation, one);
    return value === undefined ? [] : [{ ...one, value: String(value) }];
  });
  const encoded = (name: string) => encodeURIComponent(given.find((one) => one.name === name)?.value ?? '');
  const path = operation.path.replace(/\{([^}]+)\}/g, (_, name: string) => encoded(name));
  const query = given.filter((one) => one.in === 'query').map(({ name, value }) => [name, value]);
  const base = isControl ? '/sandbox/v1' : `/${bank}`;
  return `${base}${path}${query.length > 0 ? `?${form(Object.fromEntries(query))}` : ''}`;
}

const allServices = 'balances transactions deposits';
const basic = `Basic ${btoa(`${app.id}:${app.secret}`)}`;

/** Opens the stage anew on a sandbox: the world as its file says, nine o'clock, and a browser without cookies. */
export async function openStage(sandbox: Sandbox): Promise<Stage> {
  await sandbox.reset();
  await sandbox.control('PUT', '/clock', { now: '2026-11-20T09:00:00+09:00', frozen: true });
  const jar = new CookieJar();

  const send: Stage['send'] = async (path, init = {}) => {
    const url = new URL(path, sandbox.origin).href;
    const headers = new Headers({ Accept: 'application/json', ...(init.headers as Record<string, string>) });
    headers.set('Cookie', await jar.getCookieString(url));
    const response = await sandbox.fetch(url, { ...init, headers });
    for (const cookie of response.headers.getSetCookie()) await jar.setCookie(cookie, url);
    return response;
  };

  const begin: Stage['begin'] = async () => {
    const started = await stage.ask('authorize');
    return new URL(started.headers.get('location') ?? '').pathname.split('/').at(-1) ?? '';
  };

  const redemption: Stage['redemption'] = async (how = {}) => {
    const { bank = 'gunma', loginId = 'tanaka', scope = allServices, accounts } = how;
    const url = sandbox.origin + requestUrlOf('authorize', { bank, parameters: { scope, state: undefined } });
    const callback = await sandbox.customer(bank, loginId).link(url, accounts ? { accounts } : {});
    const code = new URL(callback).searchParams.get('code');
    return { grant_type: 'authorization_code', code, redirect_uri: app.callback, code_verifier: codeVerifier };
  };

  const link: Stage['link'] = async (how = {}) => {
    const { bank = 'gunma' } = how;
    return (await (await stage.ask('token', { bank, body: await redemption(how) })).json()) as Tokens;
  };

  async function authorizationFor(path: string): Promise<Record<string, string>> {
    if (path.startsWith('/api/')) return { Authorization: `Bearer ${(await link()).access_token}` };
    return path.startsWith('/oauth/') ? { Authorization: basic } : {};
  }

  const ask: Stage['ask'] = async (operationId, differently = {}) => {
    const [operation, isControl] = find(operationId);
    const body = bodyOf(operation, differently);
    const { headers = {} } = differently;
    const authorization = 'Authorization' in headers || isControl ? {} : await authorizationFor(operation.path);
    return send(requestUrlOf(operationId, differently), {
      method: operation.method,
      headers: { ...(body ? { 'Content-Type': body.type } : {}), ...authorization, ...headers },
      ...(body ? { body: body.text } : {}),
    });
  };

  const stage: Stage = { sandbox, ask, send, begin, redemption, link };
  return stage;
}

/** The sandbox of the examples. */
export const openSandbox = (): Promise<Sandbox> => createSandbox({ clock: '2026-11-20T09:00:00+09:00' });

/** How an example comes about: what is asked of the sandbox. */
export type Play = (stage: Stage) => Promise<Response>;

/** Plays by the name of their example: the operation, and after a dot what the answer says. */
export type Plays = Readonly<Record<string, Play>>;

/** Asks while a fault strikes the operation. */
export const struck =
  (operationId: string, status: number, differently?: Differently): Play =>
  async ({ sandbox, ask }) => {
    await sandbox.faults.add({ operationId, status });
    return ask(operationId, differently);
  };

/** Shows of a list in an answer only the first item. */
export const firstOf =
  (name: string, play: Play): Play =>
  async (stage) => {
    const response = await play(stage);
    const answer = (await response.json()) as Record<string, unknown[]>;
    return Response.json({ ...answer, [name]: answer[name]?.slice(0, 1) }, response);
  };
