import { randomUUID } from 'node:crypto';
import type { Account, ConsentEndReason, Deposit, Service, Transaction } from '@renkei/sdk';

/** A bank at the edge of the app: what the SDK sends is answered here, in memory. */
export type FakeBank = {
  origin: string;
  fetch: typeof fetch;
  accounts: Account[];
  transactions: Map<string, Transaction[]>;
  deposits: Map<string, Deposit[]>;
  daysLeft: number;
  ended: ConsentEndReason | null;
  /** Answers or throws in place of the bank; undefined lets the bank answer. */
  fault: (request: Request) => Response | Promise<Response> | undefined;
  requests: { method: string; path: string }[];
  /** What the customer does with the URL that the app sent them to; returns the callback. */
  visit(url: string, answer?: 'allow' | 'deny'): string;
};

const services: Service[] = ['balances', 'transactions', 'deposits'];
const consent = { grantedAt: '2026-11-20T09:00:00+09:00', expiresAt: '2027-02-18T09:00:00+09:00' };

export function createFakeBank(origin = 'http://localhost:4400'): FakeBank {
  const codes = new Map<string, string>();
  const granted = new Map<string, string>();

  const bank: FakeBank = {
    origin,
    accounts: [fakeAccount()],
    transactions: new Map(),
    deposits: new Map(),
    daysLeft: 90,
    ended: null,
    fault: () => undefined,
    requests: [],
    fetch: async (input, init) => {
      const request = new Request(input, init);
      const { pathname } = new URL(request.url);
      bank.requests.push({ method: request.method, path: pathname });
      return (await bank.fault(request)) ?? answer(request, pathname);
    },
    visit(url, decision = 'allow') {
      const { searchParams } = new URL(url);
      const callback = new URL(searchParams.get('redirect_uri') ?? '');
      callback.searchParams.set('state', searchParams.get('state') ?? '');
      callback.searchParams.set('iss', `${origin}/gunma`);
      const code = randomUUID();
      codes.set(code, searchParams.get('scope') ?? '');
      const [name, value]: [string, string] = decision === 'allow' ? ['code', code] : ['error', 'access_denied'];
      callback.searchParams.set(name, value);
      return callback.href;
    },
  };

  async function answer(request: Request, path: string): Promise<Response> {
    if (path === '/sandbox/v1/banks') return Response.json({ banks: [fakeBankEntry(origin)] });
    if (path.includes('/.well-known/')) return Response.json(metadata(`${origin}/gunma`));
    if (path === '/gunma/oauth/token') return token(new URLSearchParams(await request.text()));
    if (bank.ended) return problem(401, 'consent_ended', { reason: bank.ended });
    const scope = granted.get(request.headers.get('authorization')?.replace('Bearer ', '') ?? '');
    if (scope === undefined) return problem(401, 'invalid_token');
    if (path === '/gunma/api/v1/linkage') {
      if (request.method === 'DELETE') return new Response(null, { status: 204 });
      return Response.json({ ...consent, services: scope.split(' '), daysLeft: bank.daysLeft });
    }
    return read(path);
  }

  function token(form: URLSearchParams): Response {
    const scope = codes.get(form.get('code') ?? '');
    if (scope === undefined) return Response.json({ error: 'invalid_grant', reason: bank.ended }, { status: 400 });
    codes.delete(form.get('code') ?? '');
    const accessToken = `fake-access-${randomUUID()}`;
    granted.set(accessToken, scope);
    const refreshToken = `fake-refresh-${randomUUID()}`;
    return Response.json(
      { access_token: accessToken, refresh_token: refreshToken, token_type: 'Bearer', expires_in: 1800, scope },
      { headers: { 'cache-control': 'no-store' } },
    );
  }

  function read(path: string): Response {
    const [, accountId = '', what] = /\/accounts(?:\/([^/]+))?(?:\/(\w+))?$/.exec(path) ?? [];
    if (!accountId) return Response.json({ accounts: bank.accounts, count: bank.accounts.length, hasNext: false });
    const lines = bank.transactions.get(accountId) ?? [];
    const deposits = bank.deposits.get(accountId) ?? [];
    const asOf = '2026-11-20T09:00:00+09:00';
    if (what === 'balance') {
      return Response.json({ accountId, balance: lines.at(-1)?.balance ?? 0, currency: 'JPY', asOf });
    }
    const page =
      what === 'deposits' ? { deposits, count: deposits.length } : { transactions: lines, count: lines.length };
    return Response.json({ accountId, ...page, hasNext: false });
  }

  return bank;
}

export function problem(status: number, code: string, more: object = {}): Response {
  const body = {
    type: `urn:renkei:problem:${code}`,
    title: 'No',
    status,
    code,
    detail: 'as the test wants',
    requestId: 'req-42',
  };
  return Response.json({ ...body, ...more }, { status, headers: { 'content-type': 'application/problem+json' } });
}

export function fakeAccount(change: Partial<Account> = {}): Account {
  return {
    accountId: 'acc-1001-0000001',
    bankCode: '9990',
    bankName: 'サンドボックス信用組合',
    branchCode: '001',
    branchName: '本店',
    accountType: '1',
    accountTypeName: '普通',
    accountNumber: '0000001',
    accountHolder: 'ｻﾝﾄﾞﾎﾞﾂｸｽｼﾖｳｼﾞ(ｶ',
    memo: '売上入金用',
    currency: 'JPY',
    ...change,
  };
}

export function fakeLine(number: number, change: Partial<Transaction> = {}): Transaction {
  return {
    transactionId: `line-${number}`,
    bookDate: '2026-11-02',
    valueDate: '2026-11-02',
    direction: '1',
    category: '11',
    amount: 1000,
    balance: 1000 * number,
    description: 'ｶ)ﾃｽﾄｼﾖｳﾃﾝ',
    ...change,
  };
}

export function fakeDeposit(number: number, change: Partial<Deposit> = {}): Deposit {
  return {
    transactionId: `line-${number}`,
    bookDate: '2026-11-02',
    valueDate: '2026-11-02',
    amount: 1000,
    payerName: 'ｶ)ﾃｽﾄｼﾖｳﾃﾝ',
    remittingBank: 'ﾃｽﾄ',
    remittingBranch: 'ﾎﾝﾃﾝ',
    ediInformation: null,
    ...change,
  };
}

function fakeBankEntry(origin: string) {
  return {
    bank: 'gunma',
    name: 'サンドボックス信用組合 FBサービス［群馬型］',
    issuer: `${origin}/gunma`,
    loginMethods: ['certificate', 'password'],
    services,
    consentDays: 90,
    inquiryDays: 90,
  };
}

function metadata(issuer: string) {
  return {
    issuer,
    authorization_endpoint: `${issuer}/oauth/authorize`,
    token_endpoint: `${issuer}/oauth/token`,
    revocation_endpoint: `${issuer}/oauth/revoke`,
    response_types_supported: ['code'],
    code_challenge_methods_supported: ['S256'],
    authorization_response_iss_parameter_supported: true,
  };
}
