import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { components } from '../../openapi/generated/sandbox.ts';
import { worldOfScreens } from '../browser/world.ts';
import { buildCommand, run, type Started, startIn } from '../cli/command.ts';
import { type AnyCustomer, linkAs } from '../support/any-customer.ts';
import { checkedFetch } from '../support/contract.ts';
import { CALLBACK, type TestClient } from '../support/sandbox.ts';
import { createVisitor } from '../support/visitor.ts';

type Entry = components['schemas']['JournalEntry'];

// Four digits that are in no account number, balance or time of this world.
const PIN = '9753';

/** What errors told: the bodies of all answers that were one. */
const errorsTold: string[] = [];
const { fetch: realFetch } = globalThis;
globalThis.fetch = async (...request: Parameters<typeof realFetch>) => {
  const response = await realFetch(...request);
  if (response.status >= 400) errorsTold.push(await response.clone().text());
  return response;
};

let directory: string;
let sandbox: Started;
beforeAll(async () => {
  await buildCommand();
  directory = mkdtempSync(join(tmpdir(), 'renkei-canaries-'));
  const world = worldOfScreens();
  for (const { companies } of Object.values(world.banks)) {
    for (const account of companies.flatMap(({ accounts }) => accounts)) account.inquiryPin = PIN;
  }
  const file = join(directory, 'world.json');
  writeFileSync(file, JSON.stringify(world));
  sandbox = await startIn({ DEBUG: '*' }, '--world', file, '--data', join(directory, 'data'));
}, 90_000);
afterAll(async () => {
  await sandbox.stop();
  globalThis.fetch = realFetch;
  rmSync(directory, { recursive: true });
});

const control = async <Answer>(method: string, path: string, body?: unknown): Promise<Answer> => {
  const response = await checkedFetch(`${sandbox.origin}/sandbox/v1${path}`, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } }),
  });
  if (!response.ok) throw new Error(await response.text());
  return (response.status === 204 ? undefined : await response.json()) as Answer;
};

/** Everything that was secret in this test, by what it was. */
const secrets = new Map<string, string>();
const secret = (what: string, value: string): string => {
  secrets.set(`${what} ${secrets.size}`, value);
  return value;
};

function someone(bank: string, loginId: string, more: Partial<AnyCustomer> = {}): AnyCustomer {
  return {
    loginId,
    loginPassword: `${loginId}-pw1`,
    inquiryPin: PIN,
    oneTimePassword: async (challenge) => {
      const query = challenge === undefined ? '' : `?challenge=${challenge}`;
      const path = `/customers/${bank}/${loginId}/one-time-password${query}`;
      return secret('one-time password', (await control<{ oneTimePassword: string }>('GET', path)).oneTimePassword);
    },
    ...more,
  };
}

async function wholeLinkage(bank: string, client: TestClient, customer: AnyCustomer): Promise<void> {
  const issuer = `${sandbox.origin}/${bank}`;
  const verifier = secret('code verifier', randomBytes(32).toString('base64url'));
  const parameters = {
    response_type: 'code',
    client_id: client.client_id,
    redirect_uri: CALLBACK,
    scope: 'balances transactions',
    state: secret('state', randomBytes(16).toString('base64url')),
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  };
  const credentials = secret(
    'Basic credentials',
    Buffer.from(`${client.client_id}:${client.client_secret}`).toString('base64'),
  );
  const post = async (path: string, form: Record<string, string>) => {
    const init = {
      method: 'POST',
      headers: { Authorization: `Basic ${credentials}` },
      body: new URLSearchParams(form),
    };
    const text = await (await fetch(`${issuer}/oauth/${path}`, init)).text();
    return (text === '' ? {} : JSON.parse(text)) as Record<string, string>;
  };
  secret('login password', customer.loginPassword);
  const callback = new URL(await linkAs(customer, `${issuer}/oauth/authorize?${new URLSearchParams(parameters)}`));
  const code = secret('authorization code', callback.searchParams.get('code') ?? '');
  const grant = { grant_type: 'authorization_code', code, redirect_uri: CALLBACK, code_verifier: verifier };
  const first = await post('token', grant);
  secret('access token', first.access_token ?? '');
  const refreshed = await post('token', {
    grant_type: 'refresh_token',
    refresh_token: secret('refresh token', first.refresh_token ?? ''),
  });
  const token = secret('access token', refreshed.access_token ?? '');
  const bearer = { headers: { Authorization: `Bearer ${token}` } };
  for (const path of ['accounts', 'linkage', `accounts?access_token=${token}`, `nonsense/${token}`]) {
    await fetch(`${issuer}/api/v1/${path}`, bearer);
  }
  await post('par', parameters);
  await post('introspect', { token });
  await post('token', {
    grant_type: 'refresh_token',
    client_assertion: secret('assertion', `e30.${randomBytes(24).toString('hex')}.x`),
  });
  await post('token', { [secret('odd name', randomBytes(12).toString('hex'))]: 'x' });
  await post('revoke', { token: secret('refresh token', refreshed.refresh_token ?? '') });
}

/** A token issued, set up on the phone and put into use, at the internet-banking site. */
async function tokenLife(): Promise<void> {
  const ib = `${sandbox.origin}/gunken/ib`;
  const { press } = createVisitor();
  const activationPassword = secret('activation password', 'kaishi9988');
  await press(ib, 'login', { loginId: 'mori', loginPassword: secret('login password', 'moripw1') });
  await press(ib, 'menu-applications');
  await press(ib, 'one-time-password');
  await press(ib, 'issue');
  await press(ib, 'next', { mailAddress: 'taro@data-bank.example', activationPassword });
  await press(ib, 'issue');
  const { customers } = await control<{ customers: components['schemas']['Customer'][] }>(
    'GET',
    '/customers?bank=gunken',
  );
  const token = customers.find(({ loginId }) => loginId === 'mori')?.softwareToken;
  const { serviceId, userId } = token ?? {};
  await createVisitor().request(`${sandbox.origin}/gunken/token-app/activate`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ serviceId, userId, activationPassword }),
  });
  await press(ib, 'selection');
  await press(ib, 'start');
  await press(ib, 'start', { oneTimePassword: await someone('gunken', 'mori').oneTimePassword() });
}

/** A form of a browser: its CSRF token, its cookies, and a password that nobody has. */
async function wrongForm(client: TestClient): Promise<void> {
  const visitor = createVisitor(async (input, init) => {
    const response = await fetch(input, init);
    // The value of one is the linkage's id, which stands in the URL; its signature is the secret.
    const values = response.headers.getSetCookie().map((cookie) => /=([^;]+)/.exec(cookie)?.[1] ?? '');
    for (const value of values) if (!response.headers.get('location')?.includes(value)) secret('cookie', value);
    return response;
  });
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: client.client_id,
    redirect_uri: CALLBACK,
    code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
    code_challenge_method: 'S256',
  });
  const { url } = await visitor.follow(`${sandbox.origin}/gunma/oauth/authorize?${query}`);
  const html = { Accept: 'text/html' };
  const page = await (await visitor.request(url, { headers: html })).text();
  const csrfToken = secret('CSRF token', /name="csrfToken" value="([^"]+)"/.exec(page)?.[1] ?? '');
  const typed = { loginId: secret('typed ID', 'hunter2id'), loginPassword: secret('typed password', 'hunter2hunter2') };
  const form = { csrfToken, screen: 'entry', action: 'login', ...typed };
  await visitor.request(url, { method: 'POST', headers: html, body: new URLSearchParams(form) });
  const odd = secret('odd action', 'correcthorse');
  await visitor.press(url, odd, { [secret('odd field', 'batterystaple')]: 'x' });
}

/** What the stream has told up to now. */
async function streamed(since: number): Promise<string> {
  const abort = new AbortController();
  const response = await fetch(`${sandbox.origin}/sandbox/v1/journal/events?since=${since}`, { signal: abort.signal });
  let text = '';
  const reading = (async () => {
    const reader = response.body?.getReader();
    for (let piece = await reader?.read(); piece?.value; piece = await reader?.read()) {
      text += Buffer.from(piece.value).toString();
    }
  })().catch(() => {});
  await setTimeout(1000);
  abort.abort();
  await reading;
  return text;
}

const shows = (text: string, value: string): boolean =>
  new RegExp(`(?<![0-9A-Za-z])${value.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?![0-9A-Za-z])`).test(text);

/** What a developer does in the control API and on the console, with new secrets. */
async function controlActions(): Promise<void> {
  const loginPassword = secret('login password', 'kanariya-pw-77');
  await control('PATCH', '/customers/gunma/sato', { loginPassword });
  await control('PATCH', '/customers/gunma/sato', { locked: true });
  await fetch(`${sandbox.origin}/console/customers/gunma/sato`, {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams({ action: 'unlock' }),
  });
  await control('POST', '/faults', { operationId: 'getJwks', status: 503, times: 1 });
  await control('PUT', '/certificates/takahashi-valid/revocation');
  const wrong = { loginPassword: secret('refused password', 'ｶﾅﾘｱpw88'), locked: 'yes' };
  const json = { 'Content-Type': 'application/json' };
  const refused = { method: 'PATCH', headers: json, body: JSON.stringify(wrong) };
  expect((await fetch(`${sandbox.origin}/sandbox/v1/customers/gunma/sato`, refused)).status).toBe(400);
  const pem = await (await fetch(`${sandbox.origin}/sandbox/v1/certificates/suzuki-valid.key`)).text();
  secret('private key', pem.split('\n')[1] ?? '');
  await fetch(`${sandbox.origin}/`);
}

type Tables = Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>;

/** Where secrets stand in tables: what, table and column, once each. */
function standingIn(tables: Tables): readonly string[] {
  const found = new Set<string>();
  for (const [table, rows] of Object.entries(tables)) {
    for (const [column, value] of rows.flatMap((row) => Object.entries(row))) {
      for (const [what, one] of secrets) {
        if (typeof value === 'string' && one !== '' && shows(value, one)) {
          found.add(`${what.replace(/ \d+$/, '')}: ${table}.${column}`);
        }
      }
    }
  }
  return [...found].sort();
}

function tablesOf(file: string): Tables {
  const database = new DatabaseSync(file, { readOnly: true });
  const names = database.prepare("select name from sqlite_master where type = 'table'").all() as { name: string }[];
  const tables = names.map(({ name }) => [name, database.prepare(`select * from "${name}"`).all()] as const);
  database.close();
  return Object.fromEntries(tables);
}

/**
 * Test data, which the developer reads on the console and a snapshot brings back; see docs/deliberate-differences.md. `state`
 * is the vendor's, and goes back to him with the code.
 */
const inSnapshots = [
  'activation password: software_tokens.token',
  'answer: customers.answer',
  'answer: customers.purpose_en',
  'answer: customers.purpose_ja',
  'client secret: clients.metadata',
  'inquiry PIN: accounts.inquiry_pin',
  'login password: customers.login_password',
  'state: oauth_records.payload',
];

describe('no secret', () => {
  test('of any flow at any bank is in a log at the most verbose level, an error, the journal, its exports or its stream, nor where it is kept', async () => {
    secret('inquiry PIN', PIN);
    const client = await control<TestClient>('POST', '/clients', {
      redirect_uris: [CALLBACK],
      client_name: 'カナリア',
    });
    secret('client secret', client.client_secret);
    const printedBefore = sandbox.text.stdout.length;
    const following = run(['journal', '--follow', '--url', sandbox.origin]);
    await wholeLinkage('gunma', client, someone('gunma', 'suzuki', { certificate: 'suzuki-valid' }));
    await wholeLinkage('gunma', client, someone('gunma', 'tanaka'));
    const { customers } = await control<{ customers: components['schemas']['Customer'][] }>('GET', '/customers');
    const asked = (bank: string) =>
      customers.find(
        (one) =>
          one.bank === bank &&
          one.additionalAuthentication &&
          !one.locked &&
          one.accounts.some(({ inquiryPinState }) => inquiryPinState === 'unregistered'),
      );
    for (const bank of ['sorachi', 'miyakojima']) {
      const one = asked(bank);
      if (one === undefined) throw new Error(`${bank} has nobody who is asked a question`);
      const answer = secret('answer', one.additionalAuthentication?.answer ?? '');
      const certificate = one.certificates.find((id) => id.endsWith('-valid'));
      await wholeLinkage(bank, client, someone(bank, one.loginId, { answer, ...(certificate ? { certificate } : {}) }));
    }
    await wholeLinkage('gunken', client, someone('gunken', 'abe', { loginPassword: 'abepw1' }));
    await wholeLinkage('mizuho', client, someone('mizuho', 'sato'));
    await tokenLife();
    await wrongForm(client);
    await controlActions();
    const { tables } = await control<{ tables: Tables }>('GET', '/snapshot');

    const { entries } = await control<{ entries: Entry[] }>('GET', '/journal?limit=2000');
    const kinds = new Set(entries.map(({ kind }) => kind));
    expect([...kinds].sort()).toEqual(['decision', 'mail', 'request', 'screen']);
    expect(new Set(entries.map(({ bank }) => bank)).size).toBe(5);
    const raw = async (path: string) => (await fetch(`${sandbox.origin}/sandbox/v1${path}`)).text();
    const places: Record<string, string> = {
      journal: JSON.stringify(entries),
      HAR: await raw('/journal.har'),
      Mermaid: await raw('/journal.mmd'),
      stream: await streamed(0),
    };
    expect(places.stream).toContain(`id: ${entries.at(-1)?.number}\n`);
    await sandbox.stop();
    // A form that is refused comes back with its own token, and with the login ID that was typed.
    const ofTheForm = /name="csrfToken" value="[^"]*"|value="hunter2id"/g;
    places.errors = errorsTold.join('\n').replace(ofTheForm, '');
    places.terminal = sandbox.text.stdout.slice(printedBefore) + sandbox.text.stderr;
    const followed = await following;
    expect(followed).toMatchObject({ code: 0, stderr: '' });
    expect(followed.stdout.split('\n').length).toBeGreaterThanOrEqual(entries.length);
    places.follow = followed.stdout;
    expect(secrets.size).toBeGreaterThan(60);
    const seen = [...secrets].flatMap(([what, value]) =>
      Object.entries(places).flatMap(([place, text]) =>
        value === '' || shows(text, value) ? [`${what} in ${place}`] : [],
      ),
    );
    expect(seen).toEqual([]);
    expect(standingIn(tables)).toEqual(inSnapshots);
    const kept = tablesOf(join(directory, 'data/sandbox.sqlite'));
    const { cookieKey } = JSON.parse(String(kept.settings?.find(({ name }) => name === 'server_keys')?.value));
    expect(JSON.stringify(tables) + Object.values(places).join()).not.toContain(cookieKey);
    // The settings hold the world as its file says it, and the certificates the keys that are downloaded.
    const ofTheWorld = ['answer', 'inquiry PIN', 'login password'].map((what) => `${what}: settings.value`);
    expect(standingIn(kept)).toEqual(
      [...inSnapshots, ...ofTheWorld, 'private key: certificates.private_key_pem'].sort(),
    );
  }, 120_000);
});
