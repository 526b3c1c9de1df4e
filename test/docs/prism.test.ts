import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import type { Sandbox } from '@renkei/sandbox';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openSandbox, openStage, type Stage } from '../../scripts/examples/stage.ts';
import { freePort } from '../support/free-port.ts';

const pages = ['docs/prism.md', 'docs/prism.ja.md'].map((file) => readFileSync(file, 'utf8'));

/** The code of a page: the language and the text of each fence. */
const fencesOf = (page: string) =>
  [...page.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].map(([, language = '', text = '']) => ({
    language,
    text: text.trim(),
  }));

/** The cells of its table, without the first column. */
const rowsOf = (page: string) =>
  [...page.matchAll(/^\|(.+)\|$/gm)].slice(2).map(([, row = '']) =>
    row
      .split('|')
      .slice(1)
      .map((cell) => cell.trim()),
  );

let folder: string;
let prism: ChildProcess;
let port: number;
let sandbox: Sandbox;
let stage: Stage;

const command = (start: string) => fencesOf(pages[0] ?? '').find(({ text }) => text.startsWith(start))?.text ?? '';
const atPort = (text: string) => text.replaceAll('4010', String(port));
const env = { ...process.env, PATH: `${resolve('node_modules/.bin')}${delimiter}${process.env.PATH}` };

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'renkei-prism-'));
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'));
  [port, sandbox] = await Promise.all([freePort(), openSandbox()]);
  stage = await openStage(sandbox);
  // A group of its own, to be ended with all that npx starts.
  prism = spawn('sh', ['-c', atPort(command('npx prism mock'))], { cwd: folder, env, detached: true, stdio: 'pipe' });
  await new Promise<void>((done, fail) => {
    prism.stdout?.on('data', (text: Buffer) => text.includes('Prism is listening') && done());
    prism.once('exit', () => fail(new Error('Prism ended')));
  });
});
afterAll(async () => {
  prism.removeAllListeners('exit');
  process.kill(-(prism.pid as number));
  await sandbox.close();
  rmSync(folder, { recursive: true });
});

describe('the page about Prism', () => {
  test('has the same commands in both languages', () => {
    expect(fencesOf(pages[1] ?? '')).toEqual(fencesOf(pages[0] ?? ''));
    expect(rowsOf(pages[1] ?? '').length).toBe(rowsOf(pages[0] ?? '').length);
  });

  test('shows what its requests are answered', () => {
    const fences = fencesOf(pages[0] ?? '');
    const shown = fences.flatMap(({ text }, index) =>
      text.startsWith('curl') ? [[text, fences[index + 1]?.text]] : [],
    );
    expect(shown.length).toBe(2);
    for (const [curl = '', answer = ''] of shown) {
      const output = execFileSync('sh', ['-c', atPort(curl)], { encoding: 'utf8' });
      expect(JSON.parse(output)).toEqual(JSON.parse(answer));
    }
  });

  /** Asks both alike. */
  async function both(path: string, init: RequestInit, token?: string): Promise<[Response, Response]> {
    const headers = { Accept: 'application/json', ...(init.headers as Record<string, string>) };
    const bearer = (value: string) => ({
      ...init,
      headers: token ? { ...headers, Authorization: `Bearer ${value}` } : headers,
    });
    return Promise.all([
      fetch(`http://127.0.0.1:${port}${path}`, { redirect: 'manual', ...bearer('sandbox') }),
      stage.send(`/gunma${path}`, bearer(token ?? '')),
    ]);
  }

  type Told = (body: Readonly<Record<string, unknown>> & string) => unknown;
  const nothing: Told = () => undefined;
  const code: Told = ({ code, error }) => code ?? error;
  const firstLine: Told = ({ transactions }) => (transactions as { transactionId: string }[])[0]?.transactionId;

  const cell = async (response: Response, tell: Told): Promise<string> => {
    const isJson = response.headers.get('content-type')?.includes('json');
    const told = tell((isJson ? await response.json() : await response.text()) as never);
    return told === undefined ? `${response.status}` : `${response.status} \`${told}\``;
  };

  const token = async () => (await stage.link()).access_token;
  const account = '/api/v1/accounts/001-1-2000002';
  const form = (body: object) => ({ method: 'POST', body: new URLSearchParams(Object.entries(body)) });
  const basic = { Authorization: `Basic ${btoa('demo-accounting:sandbox-demo-secret')}` };

  const rows: [asked: string, ask: () => Promise<[Response, Response]>, prism: Told, sandbox: Told][] = [
    ['a token that nobody issued', () => both('/api/v1/accounts', {}, 'sandbox'), nothing, code],
    [
      'an account that is not there',
      async () => both('/api/v1/accounts/001-1-9999999/balance', {}, await token()),
      ({ accountId }) => accountId,
      code,
    ],
    [
      'the next page',
      async () => {
        const bearer = await token();
        const first = `${account}/transactions?dateFrom=2026-10-01&dateTo=2026-10-31&limit=2`;
        const [, response] = await both(first, {}, bearer);
        const { nextItemKey } = (await response.json()) as { nextItemKey: string };
        return both(`${first}&nextItemKey=${nextItemKey}`, {}, bearer);
      },
      firstLine,
      firstLine,
    ],
    [
      'the consent, after its end',
      async () => {
        const bearer = await token();
        await both('/api/v1/linkage', { method: 'DELETE' }, bearer);
        return both('/api/v1/linkage', {}, bearer);
      },
      nothing,
      code,
    ],
    [
      'the consent, 90 days later',
      async () => {
        const bearer = await token();
        await sandbox.clock.advance('P90D');
        return both('/api/v1/linkage', {}, bearer);
      },
      nothing,
      code,
    ],
    [
      'a code that nobody got',
      () =>
        both('/oauth/token', {
          ...form({
            grant_type: 'authorization_code',
            code: 'x',
            code_verifier: 'y',
            redirect_uri: 'http://localhost:3000/callback',
          }),
          headers: basic,
        }),
      nothing,
      code,
    ],
    [
      'an app that is not registered',
      () =>
        both('/oauth/authorize?response_type=code&client_id=nobody&redirect_uri=http://localhost:3000/callback', {}),
      nothing,
      code,
    ],
    [
      'a wrong password',
      async () => {
        const values = { loginId: 'tanaka', loginPassword: 'wrong' };
        return both(`/link/${await stage.begin()}`, {
          method: 'POST',
          headers: { 'Content-Type': 'application/json' },
          body: JSON.stringify({ action: 'login', values }),
        });
      },
      ({ id }) => id,
      ({ id }) => id,
    ],
    [
      'the login page',
      async () => both(`/link/${await stage.begin()}`, { headers: { Accept: 'text/html' } }),
      (page) => page.slice(0, 15),
      (page) => page.slice(0, 15),
    ],
  ];

  test.each(rows.map((row, index) => [...row, index] as const))(
    'tells what it answers to %s, and the sandbox',
    async (_, ask, ofPrism, ofSandbox, index) => {
      const [answer, other] = await ask();
      const cells = [await cell(answer, ofPrism), await cell(other, ofSandbox)];
      for (const page of pages) expect(rowsOf(page)[index]).toEqual(cells);
    },
  );

  test('tells whose issuer each names', async () => {
    const [answer, other] = await both('/.well-known/oauth-authorization-server', {});
    expect((await answer.json()) as object).toMatchObject({ issuer: 'http://localhost:4400/gunma' });
    expect((await other.json()) as object).toMatchObject({ issuer: `${sandbox.origin}/gunma` });
    for (const page of pages) expect(rowsOf(page).length).toBe(rows.length + 1);
  });
});
