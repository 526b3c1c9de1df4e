import type { BankLink, PendingLinkage } from '@renkei/sdk';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openSandbox, type TestSandbox } from '../support/sandbox.ts';
import { seeAccessible } from './accessibility.ts';
import { openBrowser } from './browser.ts';
import {
  allow,
  enterOneTimePassword,
  logInAtMizuho as logIn,
  press,
  pressIn,
  registerPins,
  selectServices,
} from './customer.ts';
import { loginOf, openScreen, type Pressed } from './shortcut.ts';
import { readTable, seeFieldError, sightOf, mizuhoTitles as titles } from './sight.ts';
import { openVendorSite, registerVendor, type VendorSite } from './vendor-site.ts';
import { worldOfScreens } from './world.ts';

const { seeScreen, seeRefusal } = sightOf('サンドボックスビジネスWEB［みずほ型］');

let browser: Browser;
let site: VendorSite;
let sandbox: TestSandbox;
beforeAll(async () => {
  let opened: TestSandbox;
  [browser, site, opened] = await Promise.all([
    openBrowser(),
    openVendorSite(),
    openSandbox({ world: worldOfScreens() }),
  ]);
  sandbox = { ...opened, issuer: `${opened.origin}/mizuho` };
});
afterAll(async () => {
  await Promise.all([browser.close(), site.close(), sandbox.close()]);
  expect(sandbox.faults).toEqual([]);
});

const contexts: BrowserContext[] = [];
let vendor: BankLink;
let pending: PendingLinkage;
beforeEach(async () => {
  await sandbox.control('POST', '/reset');
  vendor = await registerVendor(sandbox, site);
});
afterEach(async () => {
  await Promise.all(contexts.splice(0).map((context) => context.close()));
});

async function newPage(options?: BrowserContextOptions): Promise<Page> {
  const context = await browser.newContext(options);
  contexts.push(context);
  return context.newPage();
}

/** A customer at the bank's first screen, or at the one after `before`. */
async function arrive(before: readonly Pressed[] = [], options?: BrowserContextOptions): Promise<Page> {
  const page = await newPage(options);
  pending = await openScreen(page, vendor, ...before);
  return page;
}

const iphone = { userAgent: 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Mobile/15E148' };
const byCertificate = (certificate: string): Pressed[] => [['certificate-login'], ['select', { certificate }]];
const select: Pressed = ['next', { services: ['balances', 'transactions'] }];
const register: Pressed = ['register', { accounts: ['001-1-6000001'], 'inquiryPin.001-1-6000001': '1234' }];
const atPins = [loginOf('tanaka'), select];

async function otp(loginId: string, challenge?: string): Promise<string> {
  const query = challenge === undefined ? '' : `?challenge=${challenge}`;
  const answer = await sandbox.control('GET', `/customers/mizuho/${loginId}/one-time-password${query}`);
  return ((await answer.json()) as { oneTimePassword: string }).oneTimePassword;
}
const challengeOn = async (page: Page) =>
  new URL(
    (await page.getByRole('link', { name: /カメラ付きハードトークンの画面/ }).getAttribute('href')) ?? '',
    page.url(),
  ).searchParams.get('challenge') ?? '';
const consents = async () => (await sandbox.store.db.selectFrom('consents').select('grant_id').execute()).length;
const mails = async () =>
  ((await (await sandbox.control('GET', '/mails')).json()) as { mails: { subject: string }[] }).mails.map(
    ({ subject }) => subject,
  );

/** Every page that a customer can see at this bank; `button` is pressed to see it refuse. */
const pages: readonly {
  readonly what: string;
  readonly button?: string;
  readonly open: () => Promise<Page>;
}[] = [
  { what: 'the certificate window', button: 'OK', open: () => arrive([['certificate-login']]) },
  {
    what: 'the password after the certificate',
    button: '外部サービス連携',
    open: () => arrive(byCertificate('mizuho-suzuki-valid')),
  },
  { what: 'the refusal of a certificate', open: () => arrive(byCertificate('mizuho-suzuki-expired')) },
  { what: 'the one-time password with its 2-D code', button: '認証', open: () => arrive([loginOf('sato')]) },
  { what: 'the 2-D code on a phone', open: () => arrive([loginOf('sato')], iphone) },
  {
    what: 'the one-time password on a phone',
    button: '認証',
    open: () => arrive([loginOf('sato'), ['next']], iphone),
  },
  { what: 'the one-time password alone', button: '認証', open: () => arrive([loginOf('ito')]) },
  { what: 'メニュー選択', button: '次へ', open: () => arrive([loginOf('tanaka')]) },
  { what: '口座登録', button: '登録', open: () => arrive(atPins) },
  { what: 'what was entered on 口座登録', open: () => arrive([...atPins, register]) },
  { what: '認証認可', button: '許可', open: () => arrive([loginOf('yamada'), select]) },
  {
    what: 'the end of a linkage before the set-up is finished',
    open: async () => {
      const page = await arrive();
      await logIn(page, 'watanabe');
      return page;
    },
  },
  {
    what: 'the camera token',
    button: '読み取る',
    open: async () => {
      const page = await newPage();
      await page.goto(`${sandbox.issuer}/camera-token?tokenCode=SBT-9999&challenge=12345678`);
      return page;
    },
  },
  {
    what: 'the camera token that shows a password',
    open: async () => {
      const page = await newPage();
      await page.goto(`${sandbox.issuer}/camera-token?tokenCode=SBT-0001&challenge=12345678`);
      return page;
    },
  },
  {
    what: 'a linkage that is gone',
    open: async () => {
      const page = await newPage();
      await page.goto(`${sandbox.issuer}/link/gone`);
      await page.getByRole('heading', { level: 1, name: titles.ended, exact: true }).waitFor();
      return page;
    },
  },
];

async function seeMarked(page: Page): Promise<void> {
  const mark = 'サンドボックス（テスト環境）';
  expect(await page.getByText(mark, { exact: true }).isVisible()).toBe(true);
  expect(await page.title()).toContain(mark);
  expect(await page.locator('script, style, [style], [onclick], [onload], [onerror]').count()).toBe(0);
}

describe('every page of mizuho is marked as a sandbox, and accessible at 1280 and 360 px', () => {
  it.each(pages)('$what', async ({ button, open }) => {
    const page = await open();
    await seeMarked(page);
    await seeAccessible(page);
    if (button === undefined) return;
    await press(page, button);
    await page.getByRole('alert').waitFor();
    await seeMarked(page);
    await seeAccessible(page);
  });

  it('the first screen, and when it refuses', async () => {
    const page = await arrive();
    await seeMarked(page);
    await seeAccessible(page);
    await pressIn(page, 'ID・パスワード', '外部サービス連携');
    await page.getByRole('alert').waitFor();
    await seeAccessible(page);
  });
});

describe('a whole linkage at mizuho', () => {
  /** With every screen, by the labels. */
  async function linkOnScreens(page: Page): Promise<void> {
    const { url, pending: begun } = await vendor.start();
    await page.goto(url);
    await logIn(page, 'sato');
    await enterOneTimePassword(page, await otp('sato', await challengeOn(page)));
    await selectServices(page);
    await registerPins(page, { 6000001: '1234', 6000002: '5678' });
    await press(page, '確認');
    await allow(page, '確認しました');
    expect((await vendor.complete(page.url(), begun)).services).toHaveLength(3);
  }

  it('works with JavaScript disabled, the page of the camera token too', async () => {
    const page = await newPage({ javaScriptEnabled: false });
    await linkOnScreens(page);
    await page.goto(`${sandbox.issuer}/camera-token`);
    await page.getByLabel('トークンコード', { exact: true }).fill('SBT-0001');
    await page.getByLabel('二次元コードの内容', { exact: true }).fill('12345678');
    await press(page, '読み取る');
    expect(await page.locator('output').innerText()).toBe(await otp('sato', '12345678'));
  });

  it('works with JavaScript disabled on a phone', async () => {
    const page = await newPage({ ...iphone, javaScriptEnabled: false, viewport: { width: 360, height: 740 } });
    await page.goto((await vendor.start()).url);
    await logIn(page, 'sato');
    const challenge = await challengeOn(page);
    await press(page, '次へ');
    await enterOneTimePassword(page, await otp('sato', challenge));
    await seeScreen(page, titles.services);
  });

  it('breaks no content security policy and leaves no error in the console', async () => {
    const page = await newPage();
    const complaints: string[] = [];
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('requestfailed', (request) => complaints.push(`${request.url()} failed`));
    await linkOnScreens(page);
    expect(complaints).toEqual([]);
  });

  it('goes on, and is not aborted, when Enter is pressed in a field', async () => {
    const page = await arrive();
    const enter = (label: string) =>
      Promise.all([page.waitForEvent('load'), page.getByLabel(label, { exact: true }).press('Enter')]);
    await page.getByLabel('ログインID', { exact: true }).fill('sato');
    await page.getByLabel('ログインパスワード', { exact: true }).fill('sato-pw1');
    await enter('ログインパスワード');
    await seeScreen(page, titles.oneTimePassword);
    await page.getByLabel('ワンタイムパスワード', { exact: true }).fill(await otp('sato', await challengeOn(page)));
    await enter('ワンタイムパスワード');
    await seeScreen(page, titles.services);
    await page.getByLabel('残高照会', { exact: true }).check();
    await enter('残高照会');
    await page.getByRole('checkbox', { name: '6000001 を選択' }).check();
    await page.getByLabel(/^照会用暗証番号 .* 6000001$/).fill('1234');
    await enter('照会用暗証番号 東京営業部 (001) 普通 6000001');
    await seeScreen(page, titles.pinsResult);
  });
});

const loginRefused =
  'ログインIDまたはログインパスワードが正しくないか、ご利用を停止しています。入力内容をご確認ください。複数回誤って入力されますとご利用を停止します。停止した場合は、お取引店へお問い合わせください。';
const stale = '別の画面で操作が進んでいます。現在の画面を表示しましたので、この画面から続けてください。';

describe('a mistake on the first screen of mizuho', () => {
  it('nothing typed, full-width letters and what is too long are told next to the field; the login ID stays', async () => {
    const page = await arrive();
    const idMalformed = 'ログインIDは半角英数字で入力してください。全角文字は使用できません。';
    const passwordMalformed =
      'ログインパスワードは半角英数字・記号64文字以内で入力してください。全角文字は使用できません。';
    for (const [loginId, password, idError, passwordError] of [
      ['', '', 'ログインIDを入力してください。', 'ログインパスワードを入力してください。'],
      ['ｔａｎａｋａ', '１２３', idMalformed, passwordMalformed],
      ['a'.repeat(65), 'b'.repeat(65), idMalformed, passwordMalformed],
    ] as const) {
      await logIn(page, loginId, password);
      await seeRefusal(page, titles.entry, idError, passwordError);
      await seeFieldError(page, 'loginId', idError);
      await seeFieldError(page, 'loginPassword', passwordError);
      expect(await page.getByLabel('ログインID', { exact: true }).inputValue()).toBe(loginId);
      expect(await page.getByLabel('ログインパスワード', { exact: true }).inputValue()).toBe('');
    }
  });

  it('a wrong password, an unknown customer, a locked one and one with a certificate look the same', async () => {
    const page = await arrive();
    for (const [loginId, password] of [
      ['tanaka', 'wrong'],
      ['nobody', 'wrong'],
      ['yoshida', 'yoshida-pw1'],
      ['suzuki', 'suzuki-pw1'],
    ] as const) {
      await logIn(page, loginId, password);
      await seeRefusal(page, titles.entry, loginRefused);
    }
  });

  it('five wrong passwords lock the login, even against the right one', async () => {
    const page = await arrive();
    const wrong = { action: 'login', values: { loginId: 'tanaka', loginPassword: 'wrong' } };
    for (let tries = 1; tries <= 5; tries += 1) await page.context().request.post(page.url(), { data: wrong });
    await logIn(page, 'tanaka');
    await seeRefusal(page, titles.entry, loginRefused);
  });
});

describe('a mistake on the one-time password of mizuho', () => {
  it.each([
    ['a camera token', 'sato', '8', ['1234567', '123456789', '１２３４５６７８', 'abcdefgh', '1234 678']],
    ['a software token', 'ito', '6', ['12345', '1234567', '１２３４５６', 'abcdef', '12 456']],
  ] as const)(
    '%s: what is none is told next to the field, and neither counted nor a new code',
    async (_, loginId, digits, none) => {
      const page = await arrive([loginOf(loginId)]);
      const code = page.getByRole('img');
      const picture = (await code.count()) > 0 ? await code.getAttribute('src') : '';
      for (const [typed, message] of [
        ['', 'ワンタイムパスワードを入力してください。'],
        ...none.map((text) => [
          text,
          `ワンタイムパスワードは半角数字${digits}桁で入力してください。全角数字は使用できません。`,
        ]),
      ] as const) {
        await enterOneTimePassword(page, typed as string);
        await seeRefusal(page, titles.oneTimePassword, message as string);
        await seeFieldError(page, 'oneTimePassword', message as string);
      }
      // Six in a row, and not suspended; the code is the one that was there.
      expect((await code.count()) > 0 ? await code.getAttribute('src') : '').toBe(picture);
      await enterOneTimePassword(page, await otp(loginId, picture ? await challengeOn(page) : undefined));
      await seeScreen(page, titles.services);
    },
  );
});

describe('a mistake on メニュー選択 and 認証認可', () => {
  it('nothing selected is told next to the menus', async () => {
    const page = await arrive([loginOf('tanaka')]);
    await press(page, '次へ');
    const message = '利用するメニューを1つ以上選択してください。';
    await seeRefusal(page, titles.services, message);
    await seeFieldError(page, 'services', message);
    await selectServices(page, '残高照会');
    await seeScreen(page, titles.pins);
  });

  it('許可 without the tick is told next to the tick-box, and keeps nothing', async () => {
    const page = await arrive([loginOf('yamada'), select]);
    await press(page, '許可');
    await seeFieldError(
      page,
      'continueAuthorization',
      'アクセスを許可する場合は「確認しました」をチェックしてから「許可」ボタンを押してください。',
    );
    expect(await consents()).toBe(0);
    expect((await allow(page, '確認しました')).searchParams.has('code')).toBe(true);
  });
});

describe('a mistake on 口座登録', () => {
  const malformed = '照会用暗証番号は半角数字4桁で入力してください。全角数字は使用できません。';
  const names = ['東京営業部 (001) 普通 6000001', '東京営業部 (001) 当座 6000002'] as const;
  const wrong = (name: string) =>
    `${name}：照会用暗証番号が正しくありません。当行へ届け出ている照会用暗証番号を入力してください。複数回誤って入力されますと、その口座の登録を停止します。`;

  it('no account is told next to the table, no PIN and what is none in the row; the ticks stay, the PINs do not', async () => {
    const page = await arrive(atPins);
    await press(page, '登録');
    await seeRefusal(page, titles.pins, '照会用暗証番号を登録する口座を選択してください。');
    await seeFieldError(page, 'accounts', '照会用暗証番号を登録する口座を選択してください。');
    for (const [pin, message] of [
      ['', '照会用暗証番号を入力してください。'],
      ...['１２３４', '123', '12345', 'abcd', '12 4'].map((text) => [text, malformed]),
    ] as const) {
      await registerPins(page, { 6000002: pin as string });
      await seeRefusal(page, titles.pins, message as string);
      expect(await page.locator('[id="inquiryPin.001-2-6000002-error"]').innerText()).toBe(message);
      expect(await page.getByRole('checkbox', { name: '6000002 を選択' }).isChecked()).toBe(true);
      expect(await page.getByRole('checkbox', { name: '6000001 を選択' }).isChecked()).toBe(false);
      expect(await page.getByLabel(/^照会用暗証番号 .* 6000002$/).inputValue()).toBe('');
    }
    expect((await readTable(page)).map(([, state]) => state)).toEqual(['未登録', '未登録', '登録済み', '登録済み*']);
  });

  it('a wrong PIN names its row and registers none; five lock that account, the other can still be registered', async () => {
    const page = await arrive(atPins);
    await registerPins(page, { 6000001: '1234', 6000002: '9999' });
    await seeRefusal(page, titles.pins, wrong(names[1]));
    await page.getByRole('checkbox', { name: '6000001 を選択' }).uncheck();
    for (let tries = 2; tries <= 4; tries += 1) await registerPins(page, { 6000002: '9999' });
    await seeRefusal(page, titles.pins, wrong(names[1]));
    await registerPins(page, { 6000002: '9999' });
    await seeRefusal(
      page,
      titles.pins,
      `${names[1]}：誤った照会用暗証番号が複数回入力されたため、この口座の登録を停止しました。お取引店へお問い合わせください。`,
    );
    expect(await page.getByRole('checkbox').count()).toBe(1);
    await registerPins(page, { 6000001: '1234' });
    await seeScreen(page, titles.pinsResult);
  });

  it('with every account of the day locked, what is 登録済み can still be linked', async () => {
    const page = await arrive(atPins);
    const accounts = ['001-1-6000001', '001-2-6000002'];
    const values = { accounts, ...Object.fromEntries(accounts.map((id) => [`inquiryPin.${id}`, '9999'])) };
    for (let tries = 1; tries <= 4; tries += 1) {
      await page.context().request.post(page.url(), { data: { action: 'register', values } });
    }
    await registerPins(page, { 6000001: '9999', 6000002: '9999' });
    await page.getByRole('heading', { level: 1, name: titles.pinsResult, exact: true }).waitFor();
    expect(await page.getByRole('alert').getByRole('listitem').count()).toBe(2);
    await press(page, '確認');
    await allow(page, '確認しました');
    const numbers: string[] = [];
    for await (const { accountNumber } of (await vendor.complete(page.url(), pending)).accounts()) {
      numbers.push(accountNumber);
    }
    expect(numbers).toEqual(['6000003', '6000004']);
    // Nothing was registered in this linkage: no 照会用暗証番号登録受付のご案内.
    expect(await mails()).toEqual(['外部サービス連携登録完了のご案内']);
  });
});

describe('a page of mizuho that is not the current one', () => {
  it('a stale page in a second tab changes nothing: it shows the current screen and says why', async () => {
    const page = await arrive(atPins);
    const old = await page.context().newPage();
    await old.goto(page.url());
    await registerPins(page, { 6000001: '1234' });
    await registerPins(old, { 6000002: '5678' });
    await seeRefusal(old, titles.pinsResult, stale);
    expect((await readTable(old)).map(([state]) => state)).toEqual(['登録済み*', '未登録', '登録済み', '登録済み*']);
  });

  it('a page of before the one-time password says that it is old, after it', async () => {
    const page = await arrive([loginOf('sato')]);
    const old = await page.context().newPage();
    await old.goto(page.url());
    const answer = await otp('sato', await challengeOn(page));
    await enterOneTimePassword(page, answer);
    await enterOneTimePassword(old, answer);
    await old.getByRole('heading', { level: 1, name: titles.ended, exact: true }).waitFor();
    await old.getByText('この画面は古くなっています。').waitFor();
    await old.goto(page.url());
    await seeScreen(old, titles.services);
  });

  it('a code in a second tab of before a wrong answer is refused as the old one, and nothing is lost', async () => {
    const page = await arrive([loginOf('sato')]);
    const old = await page.context().newPage();
    await old.goto(page.url());
    await enterOneTimePassword(page, '00000000');
    await enterOneTimePassword(old, await otp('sato', await challengeOn(old)));
    await seeRefusal(old, titles.oneTimePassword, stale);
    await enterOneTimePassword(old, await otp('sato', await challengeOn(old)));
    await seeScreen(old, titles.services);
  });

  it('the back button shows the current screen, from which it goes on', async () => {
    const page = await arrive(atPins);
    await registerPins(page, { 6000001: '1234' });
    await press(page, '確認');
    await seeScreen(page, titles.consent);
    await page.goBack();
    await seeScreen(page, titles.consent);
    expect((await allow(page, '確認しました')).searchParams.has('code')).toBe(true);
  });

  it('確認 pressed twice at once sends its mails once, and 許可 gives one code, one consent and one mail', async () => {
    const page = await arrive([...atPins, register]);
    const twice = async (action: string, values = {}) => {
      const data = { action, values };
      const post = () => page.context().request.post(page.url(), { data, maxRedirects: 0 });
      return Promise.all([post(), post()]);
    };
    await twice('confirm');
    expect(await mails()).toEqual(['照会用暗証番号登録受付のご案内']);
    const answers = await twice('allow', { continueAuthorization: true });
    expect(answers.map((answer) => answer.status())).toEqual([303, 303]);
    expect(await mails()).toEqual(['照会用暗証番号登録受付のご案内', '外部サービス連携登録完了のご案内']);
    expect(await consents()).toBe(1);
  });

  it('a double click on 認証 with a right answer is one answer: the customer goes on', async () => {
    const page = await arrive([loginOf('sato')]);
    const screen = page.url();
    await page.getByLabel('ワンタイムパスワード', { exact: true }).fill(await otp('sato', await challengeOn(page)));
    await page.getByRole('button', { name: '認証', exact: true }).dblclick();
    const failures = () =>
      sandbox.store.db
        .selectFrom('customers')
        .select('camera_token_failures')
        .where('login_id', '=', 'sato')
        .where('bank', '=', 'mizuho')
        .executeTakeFirstOrThrow();
    await expect.poll(async () => (await page.context().request.get(screen)).text()).toContain(titles.services);
    expect(await failures()).toEqual({ camera_token_failures: 0 });
    // The navigation of a click may be under way still, and would break this one off.
    const isThere = () =>
      page.goto(screen).then(
        () => true,
        () => false,
      );
    await expect.poll(isThere).toBe(true);
    await seeScreen(page, titles.services);
  });

  it('after ten minutes without a key pressed, the linkage has ended and leads back to the vendor', async () => {
    const page = await arrive([loginOf('sato')]);
    const challenge = await challengeOn(page);
    await sandbox.advance('PT10M1S');
    await enterOneTimePassword(page, await otp('sato', challenge));
    await page.getByRole('heading', { level: 1, name: titles.ended, exact: true }).waitFor();
    expect(await page.getByRole('img').count()).toBe(0);
    await press(page, '連携先へ戻る');
    expect(new URL(page.url()).searchParams.get('error')).toBe('access_denied');
  });

  it('中断 on a page that is old changes nothing: it shows the current screen', async () => {
    const page = await arrive(atPins);
    const old = await page.context().newPage();
    await old.goto(page.url());
    await registerPins(page, { 6000001: '1234' });
    await press(old, '中断');
    await seeRefusal(old, titles.pinsResult, stale);
    await press(old, '中断');
    expect(new URL(old.url()).searchParams.get('error')).toBe('access_denied');
  });
});
