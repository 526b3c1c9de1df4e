import { type Changes, clientAssertion, dpopProof } from './proofs.ts';
import type { TestSandbox } from './sandbox.ts';
import {
  type AppKind,
  authorizationParameters,
  createStrictApp,
  customerAllows,
  type StrictApp,
} from './strict-app.ts';
import type { Behaviour } from './visitor.ts';

/** The two profiles as a vendor without certificates uses them. */
export const profileKinds = {
  standard: { profile: 'standard', method: 'client_secret_basic' },
  fapi2: { profile: 'fapi2', method: 'private_key_jwt', bound: 'dpop' },
} as const satisfies Record<string, AppKind>;

/** How a request is sent otherwise than well. */
export interface Sent {
  readonly assertion?: Changes | false;
  readonly dpop?: Changes | false;
  readonly headers?: Record<string, string>;
}

type Form = Readonly<Record<string, string>> | URLSearchParams;
export type Tokens = { access_token: string; refresh_token: string; token_type: string; scope: string };

/** An app whose requests can be sent wrongly: it authenticates and proves its key as it should, unless it is told not to. */
export async function createRawApp(
  sandbox: TestSandbox,
  kind: AppKind,
  more: Record<string, unknown> = {},
  known?: StrictApp,
) {
  const app = known ?? (await createStrictApp(sandbox, kind, more));
  const { issuer } = sandbox;
  const { client, signingKey, dpopKey } = app;

  /** Posts a form to an endpoint of the authorization server. */
  async function post(endpoint: string, form: Form, sent: Sent = {}): Promise<Response> {
    const base = app.showsCertificate ? `${sandbox.tlsOrigin}/gunma` : issuer;
    const url = `${base}/oauth/${endpoint}`;
    const body = new URLSearchParams(form as Record<string, string>);
    const headers: Record<string, string> = {};
    if (kind.method === 'client_secret_basic') {
      headers.Authorization = `Basic ${btoa(`${client.client_id}:${client.client_secret}`)}`;
    } else if (kind.method === 'private_key_jwt' && sent.assertion !== false) {
      body.set('client_assertion_type', 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer');
      body.set('client_assertion', await clientAssertion(client.client_id, issuer, signingKey, sent.assertion));
    } else if (!body.has('client_id')) {
      body.set('client_id', client.client_id);
    }
    const isProved =
      sent.dpop !== false && (sent.dpop !== undefined || (kind.bound === 'dpop' && endpoint === 'token'));
    if (isProved) headers.DPoP = await dpopProof(dpopKey, { method: 'POST', url }, sent.dpop || {});
    return app.fetch(url, { method: 'POST', body, headers: { ...headers, ...sent.headers } });
  }

  /** The URL that the customer is sent to; the request is pushed where the profile wants it. */
  async function authorizationUrl(more: Record<string, string> = {}, sent: Sent = {}) {
    const { parameters, verifier, state } = await authorizationParameters(more);
    const given = Object.fromEntries(Object.entries(parameters).filter(([, value]) => value !== ''));
    const query = new URLSearchParams({ client_id: client.client_id, ...given });
    if (kind.profile === 'standard') return { url: `${issuer}/oauth/authorize?${query}`, verifier, state };
    const pushed = await post('par', query, sent);
    if (pushed.status !== 201) return { refused: pushed, url: '', verifier, state };
    const { request_uri } = (await pushed.json()) as { request_uri: string };
    const url = `${issuer}/oauth/authorize?${new URLSearchParams({ client_id: client.client_id, request_uri })}`;
    return { url, verifier, state };
  }

  /** The code of a customer who allowed, and what redeems it. */
  async function authorized(behaviour: Behaviour = {}, more: Record<string, string> = {}, sent: Sent = {}) {
    const { url, verifier } = await authorizationUrl(more, sent);
    const callback = await customerAllows(url, behaviour);
    const form = {
      grant_type: 'authorization_code',
      code: callback.searchParams.get('code') ?? '',
      redirect_uri: more.redirect_uri ?? 'http://localhost:9999/callback',
      code_verifier: verifier,
    };
    return { callback, form };
  }

  return {
    app,
    post,
    authorizationUrl,
    authorized,
    /** How an authorization request that cannot be accepted is refused. */
    refusal: async (more: Record<string, string>) => {
      const { url, refused } = await authorizationUrl(more);
      const response = refused ?? (await fetch(url, { redirect: 'manual', headers: { Accept: 'application/json' } }));
      const location = response.headers.get('location');
      const answer = new URLSearchParams(location?.split(/[?#]/)[1]);
      const told = location ? Object.fromEntries(answer) : await response.json();
      return { status: response.status, location, ...(told as { error: string; error_description: string }) };
    },
    link: async (behaviour: Behaviour = {}): Promise<Tokens> => {
      const { form } = await authorized(behaviour);
      return (await (await post('token', form)).json()) as Tokens;
    },
    refresh: (token: string, sent: Sent = {}) =>
      post('token', { grant_type: 'refresh_token', refresh_token: token }, sent),
    /** Reads a service with the token, as its type wants it. */
    read: async (token: string, path = '/accounts', sent: Sent = {}) => {
      const url = app.api + path;
      const scheme = kind.bound === 'dpop' ? 'DPoP' : 'Bearer';
      const proof =
        kind.bound === 'dpop' && sent.dpop !== false
          ? { DPoP: await dpopProof(dpopKey, { method: 'GET', url, accessToken: token }, sent.dpop) }
          : {};
      return app.fetch(url, { headers: { Authorization: `${scheme} ${token}`, ...proof, ...sent.headers } });
    },
  };
}

/** One of them. */
export type RawApp = Awaited<ReturnType<typeof createRawApp>>;

/** The error of an answer. */
export async function errorOf(response: Response) {
  const body = (await response.json()) as { error: string; error_description: string };
  return { status: response.status, ...body };
}
