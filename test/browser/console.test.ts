import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { CALLBACK, openSandbox, type TestClient, type TestSandbox } from '../support/sandbox.ts';
import { createVendor } from '../support/vendor.ts';
import { openBrowser } from './browser.ts';
import { press } from './customer.ts';
import { issueToken } from './issue-token.ts';
import { worldOfScreens } from './world.ts';

let browser: Browser;
let sandbox: TestSandbox;
let context: BrowserContext;
let page: Page;
beforeAll(async () => {
  [browser, sandbox] = await Promise.all([openBrowser(), openSandbox({ world: worldOfScreens() })]);
  context = await browser.newContext({ javaScriptEnabled: false, locale: 'ja-JP' });
  page = await context.newPage();
});
afterAll(async () => {
  await Promise.all([browser.close(), sandbox.close()]);
  expect(sandbox.faults).toEqual([]);
});
beforeEach(async () => {
  await sandbox.control('POST', '/reset');
});

const open = (path: string) => page.goto(sandbox.origin + path);
const row = (id: string) => page.locator(`[id="${id}"]`);
const rows = (table: string) => page.locator(`#${table} tbody tr`);
const button = (name: string) => page.getByRole('button', { name, exact: true });

const readAccounts = (accessToken: string) =>
  fetch(`${sandbox.issuer}/api/v1/accounts`, { headers: { Authorization: `Bearer ${accessToken}` } });

describe('the overview, without JavaScript', () => {
  it('leads a newcomer to each page, with an app and an issuer to begin with', async () => {
    await open('/');
    const start = await row('start').innerText();
    for (const text of ['demo-accounting', 'sandbox-demo-secret', sandbox.issuer]) expect(start).toContain(text);
    const contents = page.getByRole('navigation', { name: '目次' });
    const links = await contents.getByRole('link').all();
    const names = await Promise.all(links.map((link) => link.innerText()));
    expect(names.length).toBe(12);
    for (const name of names.slice(0, -1)) {
      await contents.getByRole('link', { name, exact: true }).first().click();
      await page
        .getByRole('heading', { level: 1 })
        .getByText(name === 'APIリファレンス' ? '銀行のAPI' : name)
        .waitFor();
    }
  });

  it('keeps a language that was chosen on the way through the pages', async () => {
    await open('/');
    await page.getByRole('link', { name: 'English' }).click();
    await page.getByRole('link', { name: 'Test customers' }).first().click();
    await press(page, 'Lock login tanaka');
    await page.getByRole('navigation').getByRole('link', { name: 'Journal' }).click();
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
    await page.getByRole('link', { name: '日本語' }).click();
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe('記録');
  });

  it('has a page for nothing else', async () => {
    for (const path of [
      '/console/nothing',
      '/console/customers/nothing',
      '/console/linkages/gunma',
      '/console/overview/x',
    ]) {
      expect((await fetch(sandbox.origin + path)).status).toBe(404);
    }
  });
});

describe('the banks', () => {
  it('are shown with their issuers, their flow maps and the pages of their customers', async () => {
    await open('/console/banks');
    for (const bank of sandbox.store.profiles.keys()) {
      expect(await row(bank).innerText()).toContain(`${sandbox.origin}/${bank}`);
      await row(bank).getByText('画面遷移図').click();
      const map = row(bank).getByRole('img');
      await map.scrollIntoViewIfNeeded();
      const answer = await page.request.get(new URL((await map.getAttribute('src')) ?? '', sandbox.origin).href);
      expect([answer.status(), answer.headers()['content-type']]).toEqual([200, 'image/svg+xml; charset=utf-8']);
    }
    await page.getByRole('link', { name: 'カメラ付きハードトークン' }).click();
    expect(new URL(page.url()).pathname).toBe('/mizuho/camera-token');
  });
});

describe('the customers', () => {
  it('are shown with what they log in with, and what each of them shows', async () => {
    await open('/console/customers/gunma');
    const tanaka = await row('gunma-tanaka').innerText();
    for (const text of ['tanaka', 'tanaka-pw1', '普通 2000002']) expect(tanaka).toContain(text);
    await open('/console/customers/sorachi');
    const endo = row('sorachi-endo');
    const href = await endo.getByRole('link', { name: 'endo-valid' }).getAttribute('href');
    expect((await fetch(sandbox.origin + href)).headers.get('content-type')).toBe('application/x-pkcs12');
  });

  it('are shown with the state of their logins, their accounts and their tokens', async () => {
    await open('/console/customers/gunma');
    expect(await row('gunma-yamamoto').innerText()).toContain('ログイン：停止中');
    expect(await row('gunma-hasegawa').innerText()).toContain('普通 7200001 登録停止');
    expect(await row('gunma-nakamura').innerText()).toContain('普通 2222222 登録済み 3333 照会権限なし');
    expect(await row('gunma-tanaka').innerText()).not.toContain('トークン');
    await open('/console/customers/gunken');
    expect(await row('gunken-yamashita').innerText()).toContain('トークン：利用中、時計 -10分');
    expect(await row('gunken-kaneko').innerText()).toContain('トークン：利用中、アプリ未設定');
    await open('/console/customers/mizuho');
    expect(await row('mizuho-nakamura').innerText()).toContain('カメラ付きハードトークン：停止中');
    expect(await row('mizuho-yamamoto').innerText()).toContain('ログイン：利用可、メール不達エラー');
  });

  it('have each button of the clerk only where the state allows it', async () => {
    const enabled = async (id: string) => {
      const buttons = await row(id).getByRole('button').all();
      const states = await Promise.all(buttons.map(async (one) => ((await one.isEnabled()) ? one.innerText() : '')));
      return states.filter(Boolean).map((text) => text.split(/\s/)[0]);
    };
    await open('/console/customers/gunma');
    expect(await enabled('gunma-tanaka')).toEqual(['ログイン停止']);
    expect(await enabled('gunma-yamamoto')).toEqual(['ログイン停止の解除']);
    await open('/console/customers/gunken');
    expect(await enabled('gunken-abe')).toEqual(['ログイン停止', '初期化', '機種変更']);
    expect(await enabled('gunken-hashimoto')).toEqual(['ログイン停止', '停止解除', '初期化', '機種変更']);
    expect(await enabled('gunken-mori')).toEqual(['ログイン停止', '機種変更']);
  });

  it('have their suspensions released, their tokens initialised and their phones changed', async () => {
    await open('/console/customers/gunken');
    await press(page, '停止解除 hashimoto');
    expect(page.url()).toBe(`${sandbox.origin}/console/customers/gunken#gunken-hashimoto`);
    expect(await row('gunken-hashimoto').innerText()).toContain('トークン：利用中');
    await press(page, '機種変更 hashimoto');
    expect(await row('gunken-hashimoto').innerText()).toContain('トークン：利用中、アプリ未設定');
    await press(page, '初期化 hashimoto');
    expect(await row('gunken-hashimoto').innerText()).toContain('トークン：トークン未発行');
    expect(await button('初期化 hashimoto').isEnabled()).toBe(false);
  });

  it('have their logins locked and unlocked', async () => {
    await open('/console/customers/gunma');
    await press(page, 'ログイン停止 tanaka');
    expect(await row('gunma-tanaka').innerText()).toContain('ログイン：停止中');
    await press(page, 'ログイン停止の解除 tanaka');
    expect(await row('gunma-tanaka').innerText()).toContain('ログイン：利用可');
  });

  it('have camera tokens, which can be released and read a code', async () => {
    await open('/console/customers/mizuho');
    expect(await button('カメラ付きハードトークンの停止解除 sato').isEnabled()).toBe(false);
    await press(page, 'カメラ付きハードトークンの停止解除 nakamura');
    expect(await row('mizuho-nakamura').innerText()).toContain('カメラ付きハードトークン：利用中');
    await row('mizuho-nakamura').getByLabel('二次元コードの8桁').fill('12345678');
    await press(page, '読み取る nakamura');
    const answer = await sandbox.control('GET', '/customers/mizuho/nakamura/one-time-password?challenge=12345678');
    const { oneTimePassword } = (await answer.json()) as { oneTimePassword: string };
    expect(await page.locator('output').innerText()).toBe(oneTimePassword);
  });

  it('have phones, whose app asks for the IDs that are shown', async () => {
    await sandbox.control('PUT', '/clock', { frozen: true });
    await open('/console/customers/gunken');
    const { oneTimePassword } = (await (
      await sandbox.control('GET', '/customers/gunken/abe/one-time-password')
    ).json()) as { oneTimePassword: string };
    const { softwareToken } = (await (await sandbox.control('GET', '/customers/gunken/abe')).json()) as {
      softwareToken: { serviceId: string; userId: string };
    };
    const abe = await row('gunken-abe').innerText();
    for (const text of [oneTimePassword, softwareToken.serviceId, softwareToken.userId]) expect(abe).toContain(text);
    await row('gunken-abe').getByRole('link', { name: 'トークンアプリを開く' }).click();
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe('トークンアプリ初期設定');
    await sandbox.control('PUT', '/clock', { frozen: false });
  });

  it('are told what has become impossible since the page was drawn', async () => {
    await open('/console/customers/gunken');
    await sandbox.control('PATCH', '/customers/gunken/hashimoto', { tokenAction: 'initialise' });
    await press(page, '停止解除 hashimoto');
    expect(await page.getByRole('alert').innerText()).toContain('release-suspension cannot be done');
    expect(await page.title()).toMatch(/^エラー：/);
    expect(await row('gunken-hashimoto').innerText()).toContain('トークン：トークン未発行');
  });
});

describe('the clock, on every page', () => {
  const clock = () => row('clock').innerText();

  it('stops, is advanced, set and goes on', async () => {
    await open('/console/mails');
    await press(page, '止める');
    expect(await clock()).toContain('停止中');
    await page.getByText('時刻の設定・初期化').click();
    await page.getByLabel('日時（日本時間）').fill('2027-01-02T03:04');
    await press(page, '時刻を設定');
    expect(await clock()).toContain('2027-01-02 03:04:00');
    for (const name of ['＋1分', '＋1時間', '＋1日']) await press(page, name);
    expect(await clock()).toContain('2027-01-03 04:05:00');
    await press(page, '＋90日');
    expect(await clock()).toContain('2027-04-03 04:05:00');
    await press(page, '動かす');
    expect(await clock()).toContain('進行中');
    expect(new URL(page.url()).pathname).toBe('/console/mails');
  });

  it('takes the world back to what its file says', async () => {
    await sandbox.control('PATCH', '/customers/gunma/tanaka', { locked: true });
    await open('/console/customers/gunma');
    expect(await row('gunma-tanaka').innerText()).toContain('ログイン：停止中');
    await page.getByText('時刻の設定・初期化').click();
    await press(page, 'ワールドを初期状態に戻す');
    expect(await row('gunma-tanaka').innerText()).toContain('ログイン：利用可');
  });
});

describe('the linkages', () => {
  it('have their access tokens expired, and are ended for a reason', async () => {
    const vendor = await createVendor(sandbox);
    const { access_token: accessToken, refresh_token: refreshToken = '' } = await vendor.link();
    expect((await readAccounts(accessToken)).status).toBe(200);
    const about = `gunma tanaka ${vendor.client.client_id}`;
    await open('/console/linkages');
    await press(page, `アクセストークンを失効 ${about}`);
    expect((await readAccounts(accessToken)).status).toBe(401);
    expect(await rows('linkages').innerText()).toContain('有効（あと90日）');
    await page.getByLabel('終了の理由').selectOption('login_password_changed');
    await press(page, `連携を終了 ${about}`);
    expect(await rows('linkages').innerText()).toMatch(/終了\s+ログインパスワードの変更/);
    expect((await vendor.refresh(refreshToken)).status).toBe(400);
  });
});

describe('the outbox', () => {
  it('shows the mails of the banks, the newest first, and their text on demand', async () => {
    await open('/console/mails');
    expect(await row('mails').innerText()).toContain('メールはまだありません。');
    await issueToken(sandbox, 'mori', 'taro@data-bank.example');
    await issueToken(sandbox, 'ishikawa', 'hanako@data-bank.example');
    await page.reload();
    const [newest, other] = await rows('mails').all();
    expect(await newest?.innerText()).toMatch(
      /2026-11-20 09:\d\d:\d\d[\s\S]*hanako@data-bank\.example[\s\S]*受信拒否により不達/,
    );
    expect(await other?.innerText()).toMatch(/otp@otp-auth\.net[\s\S]*taro@data-bank\.example[\s\S]*送信箱に保存/);
    const text = other?.getByText('下記URLをクリックして');
    expect(await text?.isVisible()).toBe(false);
    await other?.getByText('本文').click();
    expect(await text?.isVisible()).toBe(true);
  });
});

describe('the faults', () => {
  const listAccounts = () => readAccounts('none');

  it('are added for an operation and a number of times, and removed', async () => {
    await open('/console/faults');
    await page.getByLabel('障害の種類').selectOption('maintenance');
    await page.getByLabel('金融機関').selectOption('gunma');
    await page.getByLabel('操作（operationId）').selectOption('listAccounts');
    await page.getByLabel('回数（空欄は無制限）').fill('2');
    await press(page, '障害を起こす');
    const added = rows('faults').first();
    expect(await added.innerText()).toContain('{"times":2,"status":503}');
    expect(await added.innerText()).toContain('gunma listAccounts');
    expect((await listAccounts()).status).toBe(503);
    await page.reload();
    await Promise.all([page.waitForEvent('load'), added.getByRole('button').click()]);
    expect((await listAccounts()).status).toBe(401);
  });

  it('are offered in every kind, and those that were added are removed at once', async () => {
    await open('/console/faults');
    const standing = await rows('faults').count();
    const kinds = await page.getByLabel('障害の種類').locator('option').all();
    const values = await Promise.all(kinds.map((kind) => kind.getAttribute('value')));
    for (const value of values) {
      await page.getByLabel('障害の種類').selectOption(value);
      await press(page, '障害を起こす');
    }
    expect(await rows('faults').count()).toBe(standing + values.length);
    await press(page, '追加した障害をすべてやめる');
    expect(await rows('faults').count()).toBe(standing);
  });
});

describe('the other worlds', () => {
  it('are made, opened and ended, and are changed alone', async () => {
    await open('/console/worlds');
    await page.getByLabel('ID（空欄は自動）').fill('of-mine');
    await page.getByLabel('開始日時').fill('2027-01-02T03:04');
    await press(page, 'ワールドを作る');
    await page.getByRole('link', { name: 'コンソールを開く of-mine' }).click();
    expect(new URL(page.url()).pathname).toBe('/w/of-mine/');
    expect(await row('clock').innerText()).toContain('2027-01-02 03:04');
    expect(await page.getByRole('link', { name: '別のワールド' }).count()).toBe(0);
    await page.getByRole('link', { name: 'テスト利用者' }).first().click();
    await press(page, 'ログイン停止 tanaka');
    expect(page.url()).toBe(`${sandbox.origin}/w/of-mine/console/customers/gunma#gunma-tanaka`);
    expect(await row('gunma-tanaka').innerText()).toContain('ログイン：停止中');
    await page.getByRole('link', { name: 'メインのワールドへ' }).click();
    expect(new URL(page.url()).pathname).toBe('/');
    await open('/console/customers/gunma');
    expect(await row('gunma-tanaka').innerText()).toContain('ログイン：利用可');
    await open('/console/worlds');
    await press(page, '終える of-mine');
    expect(await row('worlds').innerText()).toContain('まだありません。');
    expect((await fetch(`${sandbox.origin}/w/of-mine/`)).status).toBe(404);
  });

  it('are made of a world file, whose mistakes are told', async () => {
    await open('/console/worlds');
    await page.getByLabel('ワールドファイル').fill('name: mine\nbank: {}');
    await press(page, 'ワールドを作る');
    expect(await page.getByRole('alert').innerText()).toMatch(/file:\d+/);
    expect(await page.getByLabel('ワールドファイル').inputValue()).toBe('name: mine\nbank: {}');
    await page.getByLabel('ワールドファイル').fill('name: mine\nbanks: { gunma: { companies: [] } }');
    await press(page, 'ワールドを作る');
    await page.getByRole('link', { name: /コンソールを開く/ }).click();
    expect(await page.title()).toContain('mine');
    await open('/console/worlds');
    await Promise.all([page.waitForEvent('load'), rows('worlds').getByRole('button').click()]);
  });
});

describe('the certificates', () => {
  it('are downloaded, with how to import them', async () => {
    await open('/console/certificates');
    for (const heading of ['Windows', 'macOS', 'Firefox', 'Playwright']) {
      expect(await page.getByRole('heading', { level: 3, name: heading }).isVisible()).toBe(true);
    }
    for (const [name, type] of [
      ['p12 suzuki-valid', 'application/x-pkcs12'],
      ['pem suzuki-valid', 'application/x-pem-file'],
      ['key suzuki-valid', 'application/x-pem-file'],
      ['認証局の証明書（ca.pem）', 'application/x-pem-file'],
    ] as const) {
      const href = await page.getByRole('link', { name, exact: true }).getAttribute('href');
      const answer = await fetch(sandbox.origin + href);
      expect([answer.status, answer.headers.get('content-type')?.split(';')[0]]).toEqual([200, type]);
    }
  });
});

describe('the apps', () => {
  it('are shown with their credentials', async () => {
    const { client_id: id, client_secret: secret } = await sandbox.registerClient();
    await open('/console/clients');
    const shown = await rows('clients').filter({ hasText: id }).innerText();
    for (const text of [secret, CALLBACK, 'テスト会計（株式会社テスト）']) expect(shown).toContain(text);
  });
});

describe('the reference', () => {
  it.each(['bank', 'sandbox'])('shows every operation of %s.json, and leads from one to its schemas', async (name) => {
    const document = (await (await fetch(`${sandbox.origin}/openapi/${name}.json`)).json()) as {
      paths: Record<string, Record<string, { operationId?: string }>>;
      components: { schemas: object };
    };
    const operations = Object.values(document.paths)
      .flatMap((item) => Object.values(item))
      .flatMap(({ operationId }) => operationId ?? []);
    await open(`/console/reference/${name}`);
    const ids = await page.locator('.operation > div').evaluateAll((all) => all.map(({ id }) => id));
    const schemas = Object.keys(document.components.schemas).map((schema) => `schema-${schema}`);
    expect(ids.toSorted()).toEqual([...operations, ...schemas].toSorted());
    await page.goto(`${sandbox.origin}/console/reference/${name}#schema-Problem`);
    expect(await row('schema-Problem').getByText('requestId').isVisible()).toBe(true);
  });
});

describe('the journal', () => {
  it('shows what happened at a bank, of a kind, or in a linkage', async () => {
    await sandbox.control('DELETE', '/journal');
    const vendor = await createVendor(sandbox);
    await vendor.link();
    await open('/console/journal');
    const all = await rows('timeline').count();
    await page.getByLabel('種別').selectOption('decision');
    await press(page, '絞り込む');
    const decisions = await rows('timeline').allInnerTexts();
    expect(decisions.length).toBeGreaterThan(2);
    expect(decisions.every((text) => text.includes('操作'))).toBe(true);
    await rows('timeline').first().getByRole('link', { name: 'この連携だけ' }).click();
    const ofLinkage = await rows('timeline').count();
    expect(ofLinkage).toBeGreaterThan(decisions.length);
    expect(ofLinkage).toBeLessThan(all);
    await page.getByRole('link', { name: '絞り込みをやめる' }).click();
    expect(await rows('timeline').count()).toBe(all);
    const entry = await rows('timeline').first().getByRole('link').first().getAttribute('href');
    expect((await (await fetch(sandbox.origin + entry)).json()) as object).toMatchObject({
      entries: [{ bank: 'gunma' }],
    });
  });

  it('shows no secret', async () => {
    const vendor = await createVendor(sandbox);
    const { access_token: accessToken, refresh_token: refreshToken = '' } = await vendor.link();
    await readAccounts(accessToken);
    await issueToken(sandbox, 'mori', 'taro@data-bank.example');
    const text = await (await fetch(`${sandbox.origin}/console/journal`)).text();
    expect(text).toContain('/gunma/oauth/token');
    expect(text).toContain('/gunken/ib');
    const { client_secret: secret } = vendor.client as TestClient;
    for (const hidden of [accessToken, refreshToken, secret, 'tanaka-pw1', 'moripw1', 'kaishi99']) {
      expect(text).not.toContain(hidden);
    }
  });
});

describe('the console, with JavaScript', () => {
  let live: Page;
  const follow = async (path: string) => {
    await live.goto(`${sandbox.origin}${path}`);
    await live.locator('html.connected').waitFor({ state: 'attached' });
    // A page that is loaded again has forgotten it.
    await live.evaluate(() => Object.assign(globalThis, { isTheSame: true }));
  };
  const isTheSame = () => live.evaluate(() => 'isTheSame' in globalThis);
  beforeEach(async () => {
    live = await browser.newPage({ locale: 'en-US', permissions: ['clipboard-read', 'clipboard-write'] });
  });
  afterEach(() => live.close());

  it('is in the language of the browser', async () => {
    await follow('/');
    expect(await live.getByRole('heading', { level: 1 }).innerText()).toBe('Overview');
    expect(await live.locator('html').getAttribute('lang')).toBe('en');
  });

  it('shows a request made elsewhere as it happens, without loading the page again', async () => {
    await follow('/console/journal');
    await fetch(`${sandbox.issuer}/flow.svg`);
    await live.locator('#timeline').getByText('GET /gunma/flow.svg').first().waitFor();
    expect(await isTheSame()).toBe(true);
  });

  it('shows a linkage, a mail and a change of the clock as they happen', async () => {
    await follow('/console/linkages');
    const vendor = await createVendor(sandbox);
    await vendor.link();
    await live.locator('#linkages').getByText(vendor.client.client_id).first().waitFor();
    await sandbox.control('PUT', '/clock', { frozen: true });
    await live.locator('#clock').getByText('frozen').waitFor();
    await sandbox.control('PUT', '/clock', { frozen: false });
    expect(await isTheSame()).toBe(true);
    await follow('/console/mails');
    await issueToken(sandbox, 'mori', 'taro@data-bank.example');
    await live.locator('#mails').getByText('taro@data-bank.example').waitFor();
    expect(await isTheSame()).toBe(true);
  });

  it('counts down what a one-time password has left, and shows the next one', async () => {
    await sandbox.control('PUT', '/clock', { now: '2026-11-20T09:00:55+09:00', frozen: false });
    await follow('/console/customers/gunken');
    const abe = live.locator('[id="gunken-abe"]');
    const left = async () => Number(await abe.locator('[data-left]').innerText());
    const password = await abe.locator('.shown-password code').innerText();
    const before = await left();
    await expect.poll(left, { timeout: 5000 }).toBeLessThan(before);
    await expect.poll(() => abe.locator('.shown-password code').innerText()).not.toBe(password);
    expect(await isTheSame()).toBe(true);
  });

  it('stands still with the clock', async () => {
    await sandbox.control('PUT', '/clock', { frozen: true });
    await follow('/console/customers/gunken');
    expect(await live.locator('[data-ticks]').count()).toBe(0);
    await sandbox.control('PUT', '/clock', { frozen: false });
    await live.locator('[data-ticks]').waitFor();
  });

  it('leaves alone what is being typed', async () => {
    await follow('/console/journal');
    await live.getByText('Set the time, reset').click();
    const field = live.getByLabel('Date and time in Japan');
    await field.fill('2030-01-01T00:00');
    await live.getByRole('heading', { level: 1 }).click();
    await fetch(`${sandbox.issuer}/flow.svg?typed`);
    await live.locator('#timeline').getByText('GET /gunma/flow.svg').first().waitFor();
    expect(await field.inputValue()).toBe('2030-01-01T00:00');
  });

  it('copies a credential', async () => {
    await follow('/console/customers/gunma');
    await live.getByRole('button', { name: 'Copy login password tanaka', exact: true }).click();
    await live.getByRole('button', { name: 'Copied login password tanaka', exact: true }).waitFor();
    expect(await live.evaluate(() => navigator.clipboard.readText())).toBe('tanaka-pw1');
  });

  it('breaks no content security policy and leaves no error in the browser’s console', async () => {
    const complaints: string[] = [];
    live.on('console', (message) => complaints.push(message.text()));
    live.on('pageerror', (error) => complaints.push(error.message));
    for (const path of ['/', '/console/banks', '/console/customers', '/console/journal', '/console/reference']) {
      await follow(path);
      for (const summary of await live.locator('.part > details > summary').all()) await summary.click();
    }
    await live.getByText('Set the time, reset').click();
    await press(live, 'Freeze');
    await press(live, 'Resume');
    expect(complaints).toEqual([]);
  });
});
