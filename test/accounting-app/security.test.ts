import { request } from 'node:http';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { listen } from '../../examples/accounting-app/src/listen.ts';
import { readSettings } from '../../examples/accounting-app/src/settings.ts';
import { createFakeBank, type FakeBank, fakeAccount, fakeDeposit, fakeLine } from './fake-bank.ts';
import { runApp, startLinkage, Visitor } from './visitor.ts';

let bank: FakeBank;
let app: Awaited<ReturnType<typeof runApp>>;
let visitor: Visitor;

beforeEach(async () => {
  bank = createFakeBank();
  app = await runApp(bank);
  visitor = new Visitor(app.origin);
});
afterEach(() => app.close());

function statusForHost(host: string): Promise<{ status: number | undefined; location: string | undefined }> {
  return new Promise((resolve, reject) => {
    request(
      { host: '127.0.0.1', port: app.port, path: '/link?bank=gunma', headers: { host }, agent: false },
      (response) => {
        response.resume();
        resolve({ status: response.statusCode, location: response.headers.location });
      },
    )
      .on('error', reject)
      .end();
  });
}

describe('the app', () => {
  it('shows hostile text of the bank as text', async () => {
    const hostile = '<script>alert(1)</script>"\'';
    bank.accounts = [fakeAccount({ memo: hostile, accountHolder: hostile, branchName: hostile })];
    bank.transactions.set('acc-1001-0000001', [fakeLine(1, { description: hostile })]);
    bank.deposits.set('acc-1001-0000001', [fakeDeposit(1, { payerName: hostile, ediInformation: hostile })]);
    const back = await visitor.get(bank.visit((await startLinkage(visitor)).location));
    await app.imports.settled();
    const search = `/accounts/9990-001-1-0000001?text=${encodeURIComponent(hostile)}`;
    for (const path of [back.location, '/', '/accounts/9990-001-1-0000001', search]) {
      const { text } = await visitor.get(path);
      expect(text).toContain('&lt;script&gt;alert(1)');
      expect(text).not.toContain('<script>alert');
    }
  });

  it('refuses a form without the token of the session, and does nothing', async () => {
    const page = await visitor.get('/link');
    const forged = { ...page, text: '' };
    expect((await visitor.post('/link', forged, { bank: 'gunma', services: 'balances' })).status).toBe(403);
    expect((await new Visitor(app.origin).post('/link', page, { bank: 'gunma', services: 'balances' })).status).toBe(
      403,
    );
  });

  it('sends strict headers with every page', async () => {
    for (const path of ['/', '/link', '/nowhere', '/style.css']) {
      const { headers } = await visitor.get(path);
      const policy = headers.get('content-security-policy');
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("script-src 'self'");
      expect(policy).not.toContain('unsafe');
      expect(policy?.includes('http://localhost:4400')).toBe(path === '/link');
      expect(headers.get('x-robots-tag')).toContain('noindex');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
    }
  });

  it('keeps the session in an HttpOnly, SameSite=Lax cookie', async () => {
    const cookie = (await visitor.get('/')).headers.get('set-cookie');
    expect(cookie).toMatch(/HttpOnly/);
    expect(cookie).toMatch(/SameSite=Lax/);
  });

  it('leads other names of this machine to its own, and knows no foreign ones', async () => {
    expect(await statusForHost(`127.0.0.1:${app.port}`)).toEqual({
      status: 302,
      location: `${app.origin}/link?bank=gunma`,
    });
    expect((await statusForHost('rebound.example')).status).toBe(421);
  });

  it('neither logs nor shows tokens, codes, states or verifiers', async () => {
    const written: string[] = [];
    for (const method of ['log', 'info', 'warn', 'error'] as const) {
      vi.spyOn(console, method).mockImplementation((...parts) => void written.push(parts.join(' ')));
    }
    const callback = bank.visit((await startLinkage(visitor)).location);
    const { location } = await visitor.get(callback);
    await app.imports.settled();
    bank.fault = () => Promise.reject(new TypeError(`failed with ${callback}`));
    const pages = [await visitor.get(location), await visitor.get('/'), await visitor.get('/link')];
    vi.restoreAllMocks();
    const seen = [...written, ...pages.map((page) => page.text)].join('\n');
    const { searchParams } = new URL(callback);
    for (const secret of [
      searchParams.get('code'),
      searchParams.get('state'),
      'fake-access',
      'fake-refresh',
      'test-secret',
    ]) {
      expect(seen).not.toContain(secret);
    }
  });

  it('says what to start when the sandbox does not answer, and still shows its books', async () => {
    bank.fault = () => Promise.reject(new TypeError('fetch failed'));
    const page = await visitor.get('/link');
    expect(page.status).toBe(503);
    expect(page.text).toContain('npm start');
    expect((await visitor.get('/')).status).toBe(200);
  });

  it('answers a page that is not there, and a broken address, with a page', async () => {
    for (const [path, status] of [
      ['/nowhere', 404],
      ['/accounts/none', 404],
      ['/imports/none', 404],
      ['/accounts/%E0%A4%A', 400],
    ] as const) {
      const page = await visitor.get(path);
      expect(page.status).toBe(status);
      expect(page.text).toContain('サンドボックス（テスト環境）');
    }
  });
});

describe('the start', () => {
  it('takes its settings from the environment, and says which one is wrong', () => {
    expect(readSettings({})).toEqual({
      port: 3000,
      bankOrigin: 'http://localhost:4400',
      clientId: 'demo-accounting',
      clientSecret: 'sandbox-demo-secret',
      data: ':memory:',
    });
    expect(() => readSettings({ PORT: '70000' })).toThrow(/PORT/);
    expect(() => readSettings({ BANK_ORIGIN: 'localhost:4400' })).toThrow(/BANK_ORIGIN/);
  });

  it('fails when the port is taken', async () => {
    await expect(listen(app.port, () => () => {})).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });
});
