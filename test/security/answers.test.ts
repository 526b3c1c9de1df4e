import { connectSandbox } from '@renkei/sandbox';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { pathTo, routes } from '../../sandbox/src/http/routes.ts';
import { SANDBOX_MARK } from '../../sandbox/src/screens/html/page.tsx';
import { worldOfScreens } from '../browser/world.ts';
import { type AnyCustomer, linkAs } from '../support/any-customer.ts';
import { requestAt } from '../support/app.ts';
import { checkedFetch } from '../support/contract.ts';
import { openSandbox, type TestSandbox } from '../support/sandbox.ts';
import { createVisitor, type Visitor } from '../support/visitor.ts';
import { createPageVisitor } from './handshake.ts';

const BANKS = ['gunma', 'sorachi', 'miyakojima', 'gunken', 'mizuho'];

let sandbox: TestSandbox;
beforeAll(async () => {
  const world = worldOfScreens();
  for (const { companies } of Object.values(world.banks)) {
    for (const account of companies.flatMap(({ accounts }) => accounts)) account.inquiryPin = '1234';
  }
  sandbox = await openSandbox({ world });
});
afterAll(async () => {
  expect(sandbox.faults).toEqual([]);
  await sandbox.close();
});

/** Every path of the product, with its parameters filled in. */
function everyPath(): readonly string[] {
  const parameters = {
    linkageId: 'nobody',
    uid: 'nobody',
    accountId: '001-1-2000002',
    bank: 'gunma',
    loginId: 'tanaka',
    file: 'suzuki-valid.p12',
    certificate: 'suzuki-valid',
    fault: 'nothing',
    world: 'nothing',
  };
  const filled = (paths: Readonly<Record<string, string>>, base: string) =>
    Object.values(paths).map((path) => base + pathTo(path, parameters));
  return [
    ...BANKS.flatMap((bank) => filled(routes.bank, `/${bank}`)),
    ...filled(routes.control, routes.controlBase).filter((path) => !path.endsWith('/reset')),
    ...filled(routes.console, ''),
    ...filled(routes.openApi, ''),
    routes.stylesheet,
    '/nothing',
    '/gunma/nothing',
    '/w/nothing/gunma/ib',
    '/.well-known/oauth-authorization-server/gunma',
  ];
}

/** Asks for HTML or JSON; of a stream only the beginning. */
async function ask(path: string, method: string, accept: string) {
  const abort = new AbortController();
  const response = await fetch(sandbox.origin + path, {
    method,
    redirect: 'manual',
    headers: {
      Accept: accept,
      Origin: 'https://evil.example',
      ...(method === 'GET' ? {} : { 'Content-Type': 'application/json' }),
    },
    ...(method === 'GET' ? {} : { body: '{' }),
    signal: abort.signal,
  });
  const type = response.headers.get('content-type') ?? '';
  const text = type.startsWith('text/event-stream') ? '' : await response.text();
  abort.abort();
  return { type, text, headers: response.headers, status: response.status };
}

function seeHeaders(headers: Headers): void {
  expect(Object.fromEntries(headers)).toMatchObject({
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'no-referrer',
    'cache-control': expect.stringContaining('no-store'),
    'x-robots-tag': 'noindex',
    'content-security-policy': expect.stringMatching(/default-src 'none'.*frame-ancestors 'none'/),
  });
  const policy = headers.get('content-security-policy') ?? '';
  // The console alone has a script, its own; `connect-src` is what that one reads.
  expect(policy).not.toMatch(/unsafe|(script|connect)-src (?!'self'(;|$))/);
  for (const name of ['x-powered-by', 'server', 'etag']) {
    expect([name, headers.get(name)]).toEqual([name, null]);
  }
}

function seePage(page: string): void {
  expect(/<title>[^<]*<\/title>/.exec(page)?.[0]).toContain(SANDBOX_MARK);
  expect(page).toContain(`<p class="mark"><span lang="ja">${SANDBOX_MARK}</span>`);
  expect(page).not.toMatch(
    /<script(?! src="\/assets\/console\.js")|<style|<iframe|<object| style=| on[a-z]+=|javascript:/i,
  );
  // No logos: no picture at all but the 2-D codes that are drawn in the page.
  expect(page).not.toMatch(/<img(?! class="picture" src="data:image\/svg)|<picture|<image/i);
  expect(page.match(/(?:href|src|action)="(?:https?:)?\/\/[^"]*"/g) ?? []).toEqual([]);
}

describe('every route, whatever is asked of it', () => {
  const paths = everyPath();

  test('says: no framing, no sniffing, no referrer, no cache, no inline script, no CORS', async () => {
    let answers = 0;
    for (const path of paths) {
      for (const method of ['GET', 'POST', 'OPTIONS']) {
        if (method === 'POST' && path.includes('/sandbox/v1/certificates')) continue;
        const { headers, status } = await ask(path, method, method === 'GET' ? 'text/html' : 'application/json');
        expect([path, status < 500]).toEqual([path, true]);
        seeHeaders(headers);
        // What the authorization server says of itself is public (RFC 8414 §3), and so is that a caller is no client; `authorize`,
        // the screens, the data and the control API are for no page of another origin.
        const isPublic = /\/\.well-known\/|\/oauth\/(jwks|par|token|revoke|introspect)$/.test(path);
        if (!isPublic) expect([path, headers.get('access-control-allow-origin')]).toEqual([path, null]);
        answers += 1;
      }
    }
    expect(answers).toBeGreaterThan(300);
  });

  test('carries the mark of the sandbox in its title and on its page, where it is a page', async () => {
    const pages = new Set<string>();
    for (const path of paths) {
      const { type, text } = await ask(path, 'GET', 'text/html');
      if (!type.startsWith('text/html')) continue;
      seePage(text);
      pages.add(path);
    }
    for (const path of ['/', '/gunken/ib', '/gunken/token-app', '/gunken/token-app/password', '/mizuho/camera-token']) {
      expect([...pages]).toContain(path);
    }
    for (const bank of BANKS) expect([...pages]).toContain(`/${bank}/link/nobody`);
  });
});

describe('every screen of a linkage', () => {
  test.each([
    ['gunma', 'tanaka', 5],
    ['gunma', 'takahashi', 5],
    ['sorachi', 'kobayashi', 6],
    ['miyakojima', 'inoue', 6],
    ['gunken', 'abe', 6],
    ['mizuho', 'sato', 5],
  ])('of %s, as %s, carries the mark and the headers', async (bank, loginId, least) => {
    const one = (await sandbox.customers(bank)).find((customer) => customer.loginId === loginId);
    const certificate = one?.certificates.find((id) => id.endsWith('-valid'));
    const customer: AnyCustomer = {
      loginId,
      loginPassword: one?.loginPassword ?? '',
      inquiryPin: '1234',
      oneTimePassword: (challenge) => sandbox.oneTimePassword(bank, loginId, challenge),
      ...(certificate ? { certificate } : {}),
      ...(one?.additionalAuthentication ? { answer: one.additionalAuthentication.answer } : {}),
    };
    const browser = createPageVisitor();
    const visitor = createVisitor(checkedFetch, browser.jar);
    const titles = new Set<string>();
    const seeAt = async (url: string) => {
      const response = await browser.request(url);
      const page = await response.text();
      seeHeaders(response.headers);
      seePage(page);
      titles.add(/<h1>[^<]*<\/h1>.*?name="screen" value="([^"]*)"/s.exec(page)?.[1] ?? '');
    };
    const press: Visitor['press'] = async (url, ...pressed) => {
      await seeAt(url);
      return visitor.press(url, ...pressed);
    };
    const url = await requestAt(connectSandbox(sandbox.origin), bank);
    expect(await linkAs(customer, url, { ...visitor, press })).toContain('code=');
    expect(titles.size).toBeGreaterThanOrEqual(least);
  });
});
