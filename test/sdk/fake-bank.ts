import { createHash } from 'node:crypto';
import type { Account, Deposit, Service, Transaction } from '@renkei/sdk';
import { BankLink, type BankLinkOptions } from '@renkei/sdk';

type Answer = (request: Request) => Response | Promise<Response>;
type Grant = { challenge: string; redirectUri: string; services: string };

/** What a test may look at of each request that reached the bank. */
export interface Received {
  method: string;
  url: URL;
  path: string;
  form: URLSearchParams;
  headers: Headers;
  redirect: string;
}

export const hour = 3_600_000;
export const redirectUri = 'http://localhost:3000/callback';

/** A tiny bank behind a `fetch`: strict where the SDK must be right, and telling what it received. */
export class FakeBank {
  readonly issuer: string;
  readonly received: Received[] = [];
  readonly waits: number[] = [];
  readonly lines: Transaction[] = [];
  readonly deposits: Deposit[] = [];
  accounts: Account[] = [account('acc-1'), account('acc-2')];
  /** Epoch milliseconds. */
  time = Date.parse('2026-11-20T09:00:00+09:00');
  metadata: Record<string, unknown>;
  endReason: string | undefined;
  rotates = true;
  tokenType: 'Bearer' | 'DPoP' = 'Bearer';
  /** Looks at each request before the bank does, and may refuse it. */
  guard: (request: Request, form: URLSearchParams) => Promise<Response | undefined> = async () => undefined;
  accessToken = '';
  refreshToken = '';
  #serial = 0;
  readonly #codes = new Map<string, Grant>();
  readonly #pushed = new Map<string, URLSearchParams>();
  readonly #once: { path: string; answer: Answer }[] = [];
  #services = '';
  #accessTokenEnd = 0;

  constructor(issuer = 'https://bank.example/gunma') {
    this.issuer = issuer;
    this.metadata = {
      issuer,
      authorization_endpoint: `${issuer}/oauth/authorize`,
      token_endpoint: `${issuer}/oauth/token`,
      response_types_supported: ['code'],
      code_challenge_methods_supported: ['S256'],
      authorization_response_iss_parameter_supported: true,
    };
  }

  link(options: Partial<BankLinkOptions> = {}): BankLink {
    return new BankLink({
      issuer: this.issuer,
      clientId: 'demo-accounting',
      clientSecret: 'demo-secret',
      redirectUri,
      fetch: this.fetch,
      now: () => this.time,
      wait: async (milliseconds) => void this.waits.push(milliseconds),
      ...options,
    });
  }

  /** A linkage, all the way. */
  async linked(bank = this.link(), services: Service[] = ['balances', 'transactions', 'deposits']) {
    const { url, pending } = await bank.start({ services });
    return bank.complete(this.allow(url), pending);
  }

  /** The customer presses 許可, perhaps for fewer services. */
  allow(url: string, services?: string): string {
    const asked = this.#asked(url);
    const code = `code-secret-${++this.#serial}`;
    this.#codes.set(code, {
      challenge: asked.get('code_challenge') ?? '',
      redirectUri: asked.get('redirect_uri') ?? '',
      services: services ?? asked.get('scope') ?? 'balances transactions deposits',
    });
    return this.callback(url, { code });
  }

  /** A callback for a started linkage, with members changed (`undefined` leaves one out). */
  callback(url: string, members: Record<string, string | undefined>): string {
    const callback = new URL(redirectUri);
    const state = this.#asked(url).get('state') ?? '';
    for (const [name, value] of Object.entries({ state, iss: this.issuer, ...members })) {
      if (value !== undefined) callback.searchParams.set(name, value);
    }
    return callback.href;
  }

  /** What the browser brings to the authorization endpoint, or was pushed before. */
  #asked(url: string): URLSearchParams {
    const { searchParams } = new URL(url);
    return this.#pushed.get(searchParams.get('request_uri') ?? '') ?? searchParams;
  }

  /** The next request for a path that ends so is answered like this instead. */
  once(path: string, ...answers: Answer[]): void {
    for (const answer of answers) this.#once.push({ path, answer });
  }

  count(path: string): number {
    return this.received.filter((request) => request.path.endsWith(path)).length;
  }

  readonly fetch = async (request: Request): Promise<Response> => {
    const url = new URL(request.url);
    const form = new URLSearchParams(request.method === 'POST' ? await request.clone().text() : '');
    const { method, headers, redirect } = request;
    this.received.push({ method, url, path: url.pathname, form, headers, redirect });
    const turn = this.#once.findIndex(({ path }) => url.pathname.endsWith(path));
    if (turn >= 0) return this.#once.splice(turn, 1)[0]?.answer(request) as Promise<Response>;
    const { pathname: base, origin } = new URL(this.issuer);
    if (request.url === `${origin}/.well-known/oauth-authorization-server${base}`) return Response.json(this.metadata);
    const refusal = await this.guard(request, form);
    if (refusal) return refusal;
    if (request.url === this.metadata.pushed_authorization_request_endpoint) return this.#push(form);
    if (request.url === this.metadata.token_endpoint) return this.#token(form);
    if (url.href.startsWith(`${this.issuer}/api/v1/`))
      return this.#api(request, url.pathname.slice(base.length + 7), url);
    return new Response('<h1>Not Found</h1>', { status: 404 });
  };

  #push(form: URLSearchParams): Response {
    const request_uri = `urn:ietf:params:oauth:request_uri:${++this.#serial}`;
    this.#pushed.set(request_uri, form);
    return Response.json({ request_uri, expires_in: 60 }, { status: 201 });
  }

  #token(form: URLSearchParams): Response {
    if (form.get('grant_type') === 'refresh_token') {
      if (this.endReason) return oauthError('invalid_grant', { reason: this.endReason });
      if (form.get('refresh_token') !== this.refreshToken)
        return oauthError('invalid_grant', { reason: 'token_reused' });
      return this.#issue();
    }
    const code = form.get('code') ?? '';
    const grant = this.#codes.get(code);
    this.#codes.delete(code);
    const challenge = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url');
    if (grant?.challenge !== challenge || grant.redirectUri !== form.get('redirect_uri'))
      return oauthError('invalid_grant');
    this.#services = grant.services;
    this.refreshToken = `refresh-secret-${++this.#serial}`;
    return this.#issue();
  }

  #issue(): Response {
    this.accessToken = `access-secret-${++this.#serial}`;
    if (this.rotates) this.refreshToken = `refresh-secret-${++this.#serial}`;
    this.#accessTokenEnd = this.time + 1_800_000;
    return Response.json({
      access_token: this.accessToken,
      token_type: this.tokenType,
      expires_in: 1800,
      refresh_token: this.rotates ? this.refreshToken : undefined,
      scope: this.#services,
    });
  }

  #api(request: Request, path: string, url: URL): Response {
    const authorization = `${this.tokenType} ${this.accessToken}`;
    if (request.headers.get('authorization') !== authorization || this.time >= this.#accessTokenEnd) {
      return problem(401, 'invalid_token');
    }
    if (this.endReason) return problem(401, 'consent_ended', { reason: this.endReason });
    if (path === '/linkage' && request.method === 'DELETE') {
      this.endReason = 'ended_by_vendor';
      return new Response(null, { status: 204 });
    }
    if (path === '/linkage') return Response.json(status(this.#services.split(' ')));
    if (path === '/accounts') return page('accounts', this.accounts, url);
    const [, accountId = '', part] = path.slice(1).split('/');
    const found = this.accounts.find((one) => one.accountId === accountId);
    if (!found) return problem(404, 'account_not_found');
    if (part === undefined) return Response.json(found);
    if (part === 'balance') return Response.json(balance(accountId));
    if (part === 'transactions') return page('transactions', this.lines, url, accountId);
    return page('deposits', this.deposits, url, accountId);
  }
}

export function problem(
  status: number,
  code: string,
  more: object = {},
  headers: Record<string, string> = {},
): Response {
  const body = {
    type: 'about:blank',
    title: code,
    status,
    code,
    detail: `${code} happened`,
    requestId: 'r-1',
    ...more,
  };
  return Response.json(body, { status, headers: { 'content-type': 'application/problem+json', ...headers } });
}

export function oauthError(error: string, more: object = {}, status = 400): Response {
  return Response.json({ error, error_description: `${error} happened`, ...more }, { status });
}

export function offline(): never {
  throw Object.assign(new TypeError('fetch failed'), { cause: { code: 'ECONNREFUSED' } });
}

/** What undici does with a server that accepts and never answers. */
export function silent(request: Request): Promise<Response> {
  return new Promise((_, reject) => {
    request.signal.addEventListener('abort', () => reject(request.signal.reason));
  });
}

export function account(accountId: string): Account {
  return {
    accountId,
    bankCode: '9901',
    bankName: 'サンドボックス信用組合',
    branchCode: '001',
    branchName: '本店',
    accountType: '1',
    accountTypeName: '普通',
    accountNumber: '0000001',
    accountHolder: 'ｻﾝﾄﾞﾎﾞﾂｸｽ(ｶ',
    memo: null,
    currency: 'JPY',
  };
}

export function line(number: number): Transaction {
  return {
    transactionId: `t-${number}`,
    bookDate: '2026-11-01',
    valueDate: '2026-11-01',
    direction: '1',
    category: '11',
    amount: 1000,
    balance: number * 1000,
    description: 'ﾌﾘｺﾐ',
  };
}

export function deposit(number: number): Deposit {
  return {
    transactionId: `t-${number}`,
    bookDate: '2026-11-01',
    valueDate: '2026-11-01',
    amount: 1000,
    payerName: 'ﾃｽﾄｼﾖｳｼﾞ(ｶ',
    remittingBank: 'ﾃｽﾄ',
    remittingBranch: 'ﾎﾝﾃﾝ',
    ediInformation: null,
  };
}

export function balance(accountId: string) {
  return { accountId, balance: -1234, currency: 'JPY', asOf: '2026-11-20T09:00:00+09:00' };
}

function status(services: string[]) {
  return { services, grantedAt: '2026-11-20T09:00:00+09:00', expiresAt: '2027-02-18T09:00:00+09:00', daysLeft: 90 };
}

function page(name: string, all: object[], url: URL, accountId?: string): Response {
  const limit = Number(url.searchParams.get('limit') ?? 100);
  const start = Number((url.searchParams.get('nextItemKey') ?? 'k0').slice(1));
  const items = all.slice(start, start + limit);
  const next = start + items.length;
  const more = next < all.length ? { hasNext: true, nextItemKey: `k${next}` } : { hasNext: false };
  return Response.json({ ...(accountId && { accountId }), [name]: items, count: items.length, ...more });
}
