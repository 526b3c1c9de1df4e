import type { BankLink } from '@renkei/sdk';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openSandbox, type TestSandbox } from '../support/sandbox.ts';
import { createVendor } from '../support/vendor.ts';
import { openBrowser } from './browser.ts';
import { allow, logIn, press, registerPin, selectServices } from './customer.ts';
import { loginOf, openScreen, type Pressed } from './shortcut.ts';
import { readTable, seeFieldError, seeRefusal, seeScreen, titles } from './sight.ts';
import { openVendorSite, registerVendor, type VendorSite } from './vendor-site.ts';
import { worldOfScreens } from './world.ts';

let browser: Browser;
let site: VendorSite;
let sandbox: TestSandbox;
beforeAll(async () => {
  [browser, site, sandbox] = await Promise.all([
    openBrowser(),
    openVendorSite(),
    openSandbox({ world: worldOfScreens() }),
  ]);
});
afterAll(async () => {
  await Promise.all([browser.close(), site.close(), sandbox.close()]);
  expect(sandbox.faults).toEqual([]);
});

const contexts: BrowserContext[] = [];
let vendor: BankLink;
beforeEach(async () => {
  await sandbox.control('POST', '/reset');
  vendor = await registerVendor(sandbox, site, fixedServices);
});
afterEach(async () => {
  await Promise.all(contexts.splice(0).map((context) => context.close()));
});

const fixedServices = { services: ['balances', 'transactions'], skipServiceSelection: true };

async function newPage(): Promise<Page> {
  const context = await browser.newContext();
  contexts.push(context);
  return context.newPage();
}

/** A customer at the bank's first screen, or at the one after `before`. */
async function arrive(...before: readonly Pressed[]): Promise<Page> {
  const page = await newPage();
  await openScreen(page, vendor, ...before);
  return page;
}

async function consents(): Promise<number> {
  return (await sandbox.store.db.selectFrom('consents').select('grant_id').execute()).length;
}

const loginRefused =
  'ログインIDまたはログインパスワードが正しくないか、ご利用を停止しています。入力内容をご確認ください。複数回誤って入力されますとご利用を停止します。停止した場合は、お取引店へお問い合わせください。';
const stale = '別の画面で操作が進んでいます。現在の画面を表示しましたので、この画面から続けてください。';

describe('a mistake on the first screen', () => {
  const idMissing = 'ログインIDを入力してください。';
  const idMalformed = 'ログインIDは半角英数字で入力してください。全角文字は使用できません。';
  const passwordMissing = 'ログインパスワードを入力してください。';
  const passwordMalformed =
    'ログインパスワードは半角英数字・記号64文字以内で入力してください。全角文字は使用できません。';

  it('nothing, full-width letters, too much: each is told next to its field, the login ID stays, the password does not', async () => {
    const page = await arrive();
    const rows = [
      { loginId: '', password: '', says: { loginId: idMissing, loginPassword: passwordMissing } },
      { loginId: 'tanaka', password: '', says: { loginPassword: passwordMissing } },
      { loginId: '', password: 'tanaka-pw1', says: { loginId: idMissing } },
      { loginId: 'ｔａｎａｋａ', password: 'ｐｗ１', says: { loginId: idMalformed, loginPassword: passwordMalformed } },
      {
        loginId: 'x'.repeat(65),
        password: 'y'.repeat(65),
        says: { loginId: idMalformed, loginPassword: passwordMalformed },
      },
    ];
    for (const { loginId, password, says } of rows) {
      await logIn(page, loginId, password);
      await seeRefusal(page, titles.entry, ...Object.values(says));
      for (const [field, message] of Object.entries(says)) await seeFieldError(page, field, message);
      expect(await page.getByLabel('ログインID', { exact: true }).inputValue()).toBe(loginId);
      expect(await page.getByLabel('ログインパスワード', { exact: true }).inputValue()).toBe('');
    }
  });

  it('the summary has the focus, and its links lead to the fields', async () => {
    const page = await arrive();
    await logIn(page, '', '');
    expect(await page.getByRole('alert').evaluate((alert) => alert === document.activeElement)).toBe(true);
    await page.getByRole('alert').getByRole('link', { name: passwordMissing }).click();
    const focused = page.locator('#loginPassword:focus');
    await focused.waitFor();
    expect(await focused.getAttribute('aria-invalid')).toBe('true');
  });

  it('a wrong password, an unknown ID and a locked customer look the same', async () => {
    const page = await arrive();
    for (const [loginId, password] of [
      ['tanaka', 'wrong'],
      ['nobody', 'wrong'],
      ['yamamoto', 'yamamoto-pw1'],
      // A certificate customer cannot log in by password.
      ['suzuki', 'suzuki-pw1'],
    ] as const) {
      await logIn(page, loginId, password);
      await seeRefusal(page, titles.entry, loginRefused);
      expect(await page.getByLabel('ログインID', { exact: true }).inputValue()).toBe(loginId);
    }
  });

  it('five wrong passwords lock the login, even against the right one', async () => {
    const page = await arrive();
    for (let attempt = 1; attempt <= 5; attempt += 1) await logIn(page, 'tanaka', `wrong-${attempt}`);
    await logIn(page, 'tanaka');
    await seeRefusal(page, titles.entry, loginRefused);
  });
});

describe('a mistake on the certificate window', () => {
  it('nothing selected is told next to the list', async () => {
    const page = await arrive(['certificate-login']);
    await press(page, 'OK');
    await seeRefusal(page, 'クライアント認証', '電子証明書を選択してください。');
    await seeFieldError(page, 'certificate', '電子証明書を選択してください。');
    await page.getByRole('alert').getByRole('link').click();
    await page.locator('input[type=radio]:focus').waitFor();
  });

  it('the password after it: nothing, full-width letters, a wrong one, and a locked customer after five', async () => {
    const page = await arrive(['certificate-login'], ['select', { certificate: 'suzuki-valid' }]);
    const password = page.getByLabel('ログインパスワード', { exact: true });
    const refused = loginRefused.replace('ログインIDまたはログインパスワード', 'ログインパスワード');
    const typed = {
      '': 'ログインパスワードを入力してください。',
      ｐｗ１: /半角英数字・記号64文字以内/,
      wrong: refused,
    };
    for (const [text, message] of Object.entries(typed)) {
      await password.fill(text);
      await press(page, 'API連携');
      const told = await page.locator('[id=loginPassword-error], .errors li').allInnerTexts();
      expect(told[0]).toMatch(message);
      expect(await password.inputValue()).toBe('');
    }
    for (let attempt = 2; attempt <= 5; attempt += 1) {
      await password.fill(`wrong-${attempt}`);
      await press(page, 'API連携');
    }
    await password.fill('suzuki-pw1');
    await press(page, 'API連携');
    await seeRefusal(page, titles.entry, refused);
  });
});

describe('a mistake on the service selection', () => {
  it('nothing selected is told next to the services', async () => {
    vendor = await registerVendor(sandbox, site);
    const page = await arrive(loginOf('sato'));
    await press(page, '次へ');
    await seeRefusal(page, titles.services, '利用する業務を1つ以上選択してください。');
    await seeFieldError(page, 'services', '利用する業務を1つ以上選択してください。');
    await selectServices(page, '残高照会');
    await seeScreen(page, titles.consent);
  });
});

describe('a mistake on the registration of inquiry PINs', () => {
  const malformed = '照会用暗証番号は半角数字4桁で入力してください。全角数字は使用できません。';
  const wrong = (account: string) =>
    `${account}：照会用暗証番号が正しくありません。当組合へ届け出ている照会用暗証番号を入力してください。複数回誤って入力されますと、その口座の登録を停止します。`;
  const [first, second] = ['インターネット支店 (001) 普通 2000002', '本店営業部 (202) 当座 1111111'];

  it('no account, no PIN, and PINs that are none: each is told next to its field, the ticks stay, the PIN does not', async () => {
    const page = await arrive(loginOf('tanaka'));
    await press(page, '登録');
    const accounts = '照会用暗証番号を登録する口座を選択してください。';
    await seeRefusal(page, titles.pins, accounts, '照会用暗証番号を入力してください。');
    await seeFieldError(page, 'accounts', accounts);
    await seeFieldError(page, 'inquiryPin', '照会用暗証番号を入力してください。');
    for (const pin of ['１２３４', '123', '12345', 'abcd', '12 4']) {
      await registerPin(page, pin, '2000002');
      await seeRefusal(page, titles.pins, malformed);
      await seeFieldError(page, 'inquiryPin', malformed);
      expect(await page.getByRole('checkbox', { name: '2000002 を選択' }).isChecked()).toBe(true);
      expect(await page.getByRole('checkbox', { name: '1111111 を選択' }).isChecked()).toBe(false);
      expect(await page.getByLabel('照会用暗証番号', { exact: true }).inputValue()).toBe('');
    }
    expect((await readTable(page)).map(([, state]) => state)).toEqual(['未登録', '未登録']);
  });

  it('a wrong PIN names its accounts, five lock an account, and the others can still be registered', async () => {
    const page = await arrive(loginOf('tanaka'));
    await registerPin(page, '9999', '2000002', '1111111');
    await seeRefusal(page, titles.pins, wrong(first), wrong(second));
    await page.getByRole('checkbox', { name: '1111111 を選択' }).uncheck();
    for (let attempt = 2; attempt <= 4; attempt += 1) await registerPin(page, '9999');
    await seeRefusal(page, titles.pins, wrong(first));
    await registerPin(page, '9999');
    await seeRefusal(
      page,
      titles.pins,
      `${first}：誤った照会用暗証番号が複数回入力されたため、この口座の登録を停止しました。お取引店へお問い合わせください。`,
    );
    expect(await page.getByRole('checkbox').count()).toBe(1);
    await registerPin(page, '1234', '1111111');
    await seeScreen(page, titles.pinsResult);
  });
});

describe('a mistake on the consent', () => {
  const tick = 'アクセスを許可する場合は「認可手続きを継続する」をチェックしてから「許可」ボタンを押してください。';

  it('許可 without the tick is told next to the tick-box; with it, it goes on', async () => {
    const page = await arrive(loginOf('sato'));
    await press(page, '許可');
    await seeRefusal(page, titles.consent, tick);
    await seeFieldError(page, 'continueAuthorization', tick);
    expect(await consents()).toBe(0);
    expect((await allow(page)).searchParams.has('code')).toBe(true);
  });

  it('a double click on 許可 gives one code and one consent', async () => {
    const page = await arrive(loginOf('sato'));
    await page.getByLabel('認可手続きを継続する', { exact: true }).check();
    await page.getByRole('button', { name: '許可' }).dblclick();
    const codes = () =>
      sandbox.store.db.selectFrom('oauth_records').selectAll().where('model', '=', 'AuthorizationCode').execute();
    // The second click aborts the navigation of the first: what counts is what the bank has done.
    await expect.poll(codes).toHaveLength(1);
    await page.waitForLoadState();
    expect(await codes()).toHaveLength(1);
    expect(await consents()).toBe(1);
  });

  it('two posts of 許可 at once give one code and one consent', async () => {
    const page = await arrive(loginOf('sato'));
    await page.getByLabel('認可手続きを継続する', { exact: true }).check();
    const form = await page
      .locator('form')
      .evaluate((element) =>
        [...new FormData(element as HTMLFormElement)].map(([name, value]) => [name, String(value)]),
      );
    const body = new URLSearchParams([...form, ['action', 'allow']] as [string, string][]).toString();
    const post = () =>
      page.context().request.post(page.url(), {
        data: body,
        headers: { 'Content-Type': 'application/x-www-form-urlencoded', Accept: 'text/html' },
        maxRedirects: 0,
      });
    const answers = await Promise.all([post(), post()]);
    expect(answers.map((answer) => answer.status())).toEqual([303, 303]);
    expect(await consents()).toBe(1);
    // Whoever follows: the interaction gives its code once.
    const [one, other] = answers.map((answer) => answer.headers().location ?? '');
    expect(other).toBe(one);
    await page.goto(one ?? '');
    expect(new URL(page.url()).searchParams.has('code')).toBe(true);
    await page.goto(other ?? '');
    expect(new URL(page.url()).searchParams.has('code')).toBe(false);
    expect(await consents()).toBe(1);
  });
});

describe('a page that is not the current one', () => {
  it('a stale page in a second tab changes nothing: it shows the current screen and says why', async () => {
    const page = await arrive();
    const old = await page.context().newPage();
    await old.goto(page.url());
    await logIn(page, 'tanaka');
    // The forms of the first tab are of after the login.
    await logIn(old, 'sato');
    await old.getByText('この画面は古くなっています。').waitFor();
    await old.goto(page.url());
    await seeScreen(old, titles.pins);
    await registerPin(page, '1234', '2000002');
    await registerPin(old, '1234', '1111111');
    await seeRefusal(old, titles.pinsResult, stale);
    expect((await readTable(old)).map(([state]) => state)).toEqual(['登録済み*', '未登録']);
  });

  it('the back button shows the current screen, from which it goes on', async () => {
    const page = await arrive(loginOf('tanaka'));
    await registerPin(page, '1234', '2000002');
    await press(page, '確認');
    await seeScreen(page, titles.consent);
    await page.goBack();
    await seeScreen(page, titles.consent);
    expect((await allow(page)).searchParams.has('code')).toBe(true);
  });

  it('a reload after a submission shows the same screen and sends nothing again', async () => {
    const page = await arrive(loginOf('tanaka'));
    await registerPin(page, '1234', '2000002');
    await seeScreen(page, titles.pinsResult);
    await page.reload();
    await seeScreen(page, titles.pinsResult);
    expect((await readTable(page)).map(([state]) => state)).toEqual(['登録済み*', '未登録']);
  });

  it('back from the vendor, the finished linkage cannot be used again', async () => {
    const page = await arrive();
    const screen = page.url();
    await logIn(page, 'sato');
    await allow(page);
    await page.goto(screen);
    await seeGone(page);
    expect(await consents()).toBe(1);
  });

  it('deep links cannot skip screens: only the current one answers, whatever the form says', async () => {
    const page = await arrive();
    await page
      .locator('form')
      .last()
      .evaluate((form) => {
        (form.querySelector('[name=screen]') as HTMLInputElement).value = 'consent';
        (form.querySelector('button') as HTMLButtonElement).value = 'allow';
      });
    await press(page, 'API連携');
    await seeRefusal(page, titles.entry, stale);
    await page
      .locator('form')
      .last()
      .evaluate((form) => {
        (form.querySelector('button') as HTMLButtonElement).value = 'allow';
      });
    await press(page, 'API連携');
    await seeRefusal(
      page,
      titles.entry,
      'この画面では行えない操作です。画面に表示されているボタンから選択してください。',
    );
    const screen = page.url();
    for (const path of ['/consent', '/inquiry-pin-registration']) {
      expect((await page.goto(`${screen}${path}`))?.status()).toBe(404);
    }
    await page.goto(`${screen}?screen=consent`);
    await seeScreen(page, titles.entry);
    expect(await consents()).toBe(0);
  });

  it('after ten minutes without a key pressed, the linkage has ended and leads back to the vendor', async () => {
    const page = await arrive(loginOf('sato'));
    await sandbox.advance('PT10M1S');
    await page.getByLabel('認可手続きを継続する', { exact: true }).check();
    await press(page, '許可');
    await page.getByRole('heading', { level: 1, name: 'API連携認証（エラー）' }).waitFor();
    await press(page, '連携先へ戻る');
    expect(new URL(page.url()).searchParams.get('error')).toBe('access_denied');
    expect(await consents()).toBe(0);
  });
});

async function seeGone(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1, name: 'API連携認証（エラー）' }).waitFor();
  const told = await page.getByRole('alert').getByRole('listitem').textContent();
  expect(told).toBe(
    'この手続きは終了したか、別のブラウザーで開始されています。連携先（会計ソフト等）の画面から、もう一度はじめからお手続きください。',
  );
  expect(await page.getByRole('button').count()).toBe(0);
}

describe('several browsers, several tabs', () => {
  it('a linkage continued in another browser is refused with a clear page', async () => {
    const page = await arrive(loginOf('tanaka'));
    const stranger = await newPage();
    const answer = await stranger.goto(page.url());
    expect(answer?.status()).toBe(400);
    await seeGone(stranger);
    await page.reload();
    await seeScreen(page, titles.pins);
  });

  it('two linkages in two tabs do not mix: different customers, finished in reverse order', async () => {
    const other = await registerVendor(sandbox, site, { ...fixedServices, client_name: '別の会計' });
    const [one, two] = await Promise.all([vendor.start(), other.start()]);
    const first = await newPage();
    const second = await first.context().newPage();
    await first.goto(one.url);
    await second.goto(two.url);
    await logIn(first, 'tanaka');
    await logIn(second, 'sato');
    await seeScreen(first, titles.pins);
    await seeScreen(second, titles.consent);
    await second.getByText('別の会計（株式会社テスト）がお客様の').waitFor();
    await allow(second);
    const linkageOfSato = await other.complete(second.url(), two.pending);
    await registerPin(first, '1234', '2000002');
    await press(first, '確認');
    await allow(first);
    const linkageOfTanaka = await vendor.complete(first.url(), one.pending);
    const numbers = async (linkage: typeof linkageOfSato) => {
      const found: string[] = [];
      for await (const { accountNumber } of linkage.accounts()) found.push(accountNumber);
      return found;
    };
    expect(await numbers(linkageOfSato)).toEqual(['3000001']);
    expect(await numbers(linkageOfTanaka)).toEqual(['2000002']);
  });
});

describe('HTML from outside', () => {
  it('in the names of an app and its company it stays text, on every screen', async () => {
    const name = '<script>alert(1)</script>';
    const company = '<img src=x onerror="alert(2)">';
    const hostile = await registerVendor(sandbox, site, { client_name: name, company_name: company });
    const page = await newPage();
    const dialogs: string[] = [];
    page.on('dialog', (dialog) => {
      dialogs.push(dialog.message());
      void dialog.dismiss();
    });
    await page.goto((await hostile.start()).url);
    const seeText = async () => {
      expect(await page.locator('main').textContent()).toContain(`${name}（${company}）`);
      expect(await page.locator('main script, main img').count()).toBe(0);
    };
    await seeText();
    await logIn(page, 'sato');
    await seeText();
    await selectServices(page);
    await seeText();
    await page.goto(`${sandbox.origin}/console/clients`);
    expect(await page.locator('main').textContent()).toContain(name);
    expect(await page.locator('main').textContent()).toContain(company);
    expect(await page.locator('main script, main img').count()).toBe(0);
    expect(dialogs).toEqual([]);
  });

  it('in state it stays text and comes back as it was', async () => {
    const client = await sandbox.registerClient({ redirect_uris: [site.redirectUri], ...fixedServices });
    const { authorizationUrl } = await createVendor(sandbox, client);
    const state = '"><script>alert(1)</script>&code=evil';
    const { url } = await authorizationUrl({ state, redirect_uri: site.redirectUri, scope: 'balances' });
    const page = await newPage();
    await page.goto(url);
    expect(await page.locator('script').count()).toBe(0);
    await logIn(page, 'sato');
    const { searchParams } = await allow(page);
    expect(searchParams.getAll('state')).toEqual([state]);
    expect(searchParams.getAll('code')).toHaveLength(1);
  });

  it('in what is typed it stays text', async () => {
    const page = await arrive();
    const typed = '"><script>alert(1)</script>';
    await logIn(page, typed, 'x');
    await seeRefusal(page, titles.entry, loginRefused);
    expect(await page.getByLabel('ログインID', { exact: true }).inputValue()).toBe(typed);
    expect(await page.locator('script').count()).toBe(0);
  });
});
