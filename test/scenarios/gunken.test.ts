import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { components } from '../../openapi/generated/sandbox.ts';
import { openBrowser } from '../browser/browser.ts';
import { press } from '../browser/customer.ts';
import { worldOfScreens } from '../browser/world.ts';
import { openSandbox, type TestSandbox } from '../support/sandbox.ts';

type Customer = components['schemas']['Customer'];
type Mail = components['schemas']['Mail'];

let browser: Browser;
let sandbox: TestSandbox;
beforeAll(async () => {
  [browser, sandbox] = await Promise.all([openBrowser(), openSandbox({ world: worldOfScreens() })]);
});
afterAll(async () => {
  await Promise.all([browser.close(), sandbox.close()]);
  expect(sandbox.faults).toEqual([]);
});

const contexts: BrowserContext[] = [];
beforeEach(async () => {
  await sandbox.control('POST', '/reset');
  await sandbox.control('PUT', '/clock', { now: '2026-11-20T09:00:00+09:00', frozen: true });
});
afterEach(async () => {
  await Promise.all(contexts.splice(0).map((context) => context.close()));
});

async function newPage(options?: BrowserContextOptions): Promise<Page> {
  const context = await browser.newContext(options);
  contexts.push(context);
  return context.newPage();
}

const iphone = { userAgent: 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Mobile/15E148' };
const android = { userAgent: 'Mozilla/5.0 (Linux; Android 15) Mobile' };
const url = (path: string) => `${sandbox.origin}/gunken${path}`;
const mark = 'サンドボックス（テスト環境）';
const bank = 'サンドボックス信用組合 インターネットバンキング［群馬IB型］';

async function see(page: Page, title: string, code?: string): Promise<void> {
  await page.getByRole('heading', { level: 1, name: title, exact: true }).waitFor();
  expect(await page.title()).toBe(`${title} | ${bank} | ${mark}`);
  expect(await page.getByRole('alert').count()).toBe(0);
  if (code) await page.getByText(`画面ID：${code}`, { exact: true }).waitFor();
}

async function seeRefused(page: Page, title: string, message: string): Promise<void> {
  await page.getByRole('heading', { level: 1, name: title, exact: true }).waitFor();
  expect(await page.getByRole('alert').innerText()).toContain(message);
}

/** 手順1. */
async function logIn(page: Page, loginId: string): Promise<void> {
  await page.goto(url('/ib'));
  await page.getByLabel('ログインID', { exact: true }).fill(loginId);
  await page.getByLabel('ログインパスワード', { exact: true }).fill(`${loginId}pw1`);
  await press(page, 'ログイン');
}

/** 手順2. */
async function openSelection(page: Page): Promise<void> {
  await press(page, '各種お申込・手続き');
  await press(page, 'ワンタイムパスワード');
}

async function loggedIn(loginId: string): Promise<Page> {
  const page = await newPage();
  await logIn(page, loginId);
  await openSelection(page);
  return page;
}

/** 手順3 to 手順6. */
async function issue(page: Page, activationPassword = 'kaishi99'): Promise<void> {
  await press(page, 'トークン発行');
  await page.getByLabel('携帯電話メールアドレス', { exact: true }).fill('taro@data-bank.example');
  await page.getByLabel('利用開始パスワード', { exact: true }).fill(activationPassword);
  await press(page, '次へ');
  await press(page, 'トークン発行');
}

async function enter(page: Page, oneTimePassword: string, button: string): Promise<void> {
  await page.getByLabel('ワンタイムパスワード', { exact: true }).fill(oneTimePassword);
  await press(page, button);
}

async function customer(loginId: string): Promise<Customer> {
  const response = await sandbox.control('GET', '/customers?bank=gunken');
  const { customers } = (await response.json()) as { customers: Customer[] };
  return customers.find((one) => one.loginId === loginId) as Customer;
}
const tokenOf = async (loginId: string) => (await customer(loginId)).softwareToken;
const otp = async (loginId: string) =>
  (
    (await (await sandbox.control('GET', `/customers/gunken/${loginId}/one-time-password`)).json()) as {
      oneTimePassword: string;
    }
  ).oneTimePassword;
const mails = async () => ((await (await sandbox.control('GET', '/mails')).json()) as { mails: Mail[] }).mails;
const patch = (loginId: string, body: unknown) => sandbox.control('PATCH', `/customers/gunken/${loginId}`, body);

/** A number that no token shows around now. */
async function wrongPassword(loginId: string): Promise<string> {
  return String((Number(await otp(loginId)) + 1) % 1_000_000).padStart(6, '0');
}

/** 手順8, on a phone. */
async function setUpPhone(userId: string, activationPassword = 'kaishi99'): Promise<Page> {
  const phone = await newPage(iphone);
  await phone.goto(url('/token-app/activate'));
  await phone.getByLabel('サービスID', { exact: true }).fill('10119991');
  await phone.getByLabel('ユーザID', { exact: true }).fill(userId);
  await phone.getByLabel('利用開始パスワード', { exact: true }).fill(activationPassword);
  await press(phone, '送信');
  return phone;
}

const shownOn = (phone: Page) => phone.locator('output').innerText();

async function enabled(page: Page): Promise<string[]> {
  const buttons = ['トークン発行', 'ワンタイムパスワード利用開始', 'ワンタイムパスワード利用解除'];
  const states = await Promise.all(buttons.map((name) => page.getByRole('button', { name, exact: true }).isEnabled()));
  return buttons.filter((_, index) => states[index]);
}

/** One row for every step, note and condition of the manual; `step` is printed as the manual prints it. */
const manual: readonly { readonly step: string; readonly tells: string; readonly walk: () => Promise<void> }[] = [
  {
    step: '1. 手順1',
    tells: 'BLI001 has the warning, 初回利用登録, ログインID, ログインパスワード and the tick of the software keyboard',
    walk: async () => {
      const page = await newPage();
      await page.goto(url('/ib'));
      await see(page, 'ログイン', 'BLI001');
      await page.getByRole('heading', { name: 'インターネットバンキングの不正利用にご注意下さい' }).waitFor();
      await page.getByText('メールでパスワードの入力を頂くような依頼をすることは絶対にありません。').waitFor();
      await page.getByRole('heading', { name: '初回利用登録がお済みの方' }).waitFor();
      await page.getByLabel('ソフトウェアキーボードを使用して入力する').check();
      expect(await page.getByText('半角英数字1～12桁').count()).toBe(2);
      await press(page, '初回利用登録');
      await see(page, '初回利用登録');
    },
  },
  {
    step: '1. 手順1',
    tells: '「ログイン」 with ログインID and ログインパスワード leads to ホーム',
    walk: async () => {
      const page = await newPage();
      await logIn(page, 'mori');
      await see(page, 'ホーム');
    },
  },
  {
    step: '1. 手順1 (半角英数字1～12桁)',
    tells: 'anything else in ログインID or ログインパスワード is refused, and so is a wrong password',
    walk: async () => {
      const page = await newPage();
      await page.goto(url('/ib'));
      await press(page, 'ログイン');
      await seeRefused(page, 'ログイン', 'ログインIDを入力してください。');
      await page.getByLabel('ログインID', { exact: true }).fill('ｍｏｒｉ');
      await page.getByLabel('ログインパスワード', { exact: true }).fill('moripw1-moripw1');
      await press(page, 'ログイン');
      await seeRefused(page, 'ログイン', 'ログインIDは半角英数字1～12桁で入力してください。');
      await seeRefused(page, 'ログイン', 'ログインパスワードは半角英数字1～12桁で入力してください。');
      await page.getByLabel('ログインID', { exact: true }).fill('mori');
      await page.getByLabel('ログインパスワード', { exact: true }).fill('wrong');
      await press(page, 'ログイン');
      await seeRefused(page, 'ログイン', 'ログインIDまたはログインパスワードが正しくない');
    },
  },
  {
    step: '1. 手順2',
    tells: 'the menu has six parts; 各種お申込・手続き leads to ワンタイムパスワード',
    walk: async () => {
      const page = await newPage();
      await logIn(page, 'mori');
      const menu = page.getByRole('navigation', { name: 'メニュー' }).getByRole('button');
      expect(await menu.allInnerTexts()).toEqual([
        'ホーム',
        '口座情報',
        '振込・振替',
        '税金・各種料金の払込',
        '各種お申込・手続き',
        'お客様情報の変更',
        'ログアウト',
      ]);
      await openSelection(page);
      await see(page, 'ワンタイムパスワード申請内容選択');
    },
  },
  {
    step: '1. 手順3',
    tells: '登録状況 is トークン未発行, and トークン発行 is the one button that can be pressed',
    walk: async () => {
      const page = await loggedIn('mori');
      await page.getByText('登録状況　トークン未発行', { exact: true }).waitFor();
      expect(await enabled(page)).toEqual(['トークン発行']);
    },
  },
  {
    step: '1. 手順4',
    tells: '携帯電話メールアドレス and 利用開始パスワード are entered; what cannot be either is refused',
    walk: async () => {
      const page = await loggedIn('mori');
      await press(page, 'トークン発行');
      const title = 'トークン発行 (トークン発行情報の入力)';
      await see(page, title);
      await press(page, '次へ');
      await seeRefused(page, title, '携帯電話メールアドレスを入力してください。');
      await seeRefused(page, title, '利用開始パスワードを入力してください。');
      await page.getByLabel('携帯電話メールアドレス', { exact: true }).fill('taro');
      await page.getByLabel('利用開始パスワード', { exact: true }).fill('moripw1');
      await press(page, '次へ');
      await seeRefused(page, title, '「@」を含む正しい形式');
      await seeRefused(page, title, 'ログインパスワードと異なるもの');
    },
  },
  {
    step: '1. 手順5',
    tells: 'what was entered is shown to be confirmed, the password hidden; 戻る leads back',
    walk: async () => {
      const page = await loggedIn('mori');
      await press(page, 'トークン発行');
      await page.getByLabel('携帯電話メールアドレス', { exact: true }).fill('taro@data-bank.example');
      await page.getByLabel('利用開始パスワード', { exact: true }).fill('kaishi99');
      await press(page, '次へ');
      await see(page, 'トークン発行 (トークン発行情報の入力内容確認)');
      await page.getByText('taro@data-bank.example').waitFor();
      expect(await page.content()).not.toContain('kaishi99');
      expect(await mails()).toEqual([]);
      await press(page, '戻る');
      await see(page, 'トークン発行 (トークン発行情報の入力)');
    },
  },
  {
    step: '1. 手順6',
    tells: 'BOT002 shows the mail address, サービスID and ユーザID, and a mail is sent',
    walk: async () => {
      const page = await loggedIn('mori');
      await issue(page);
      await see(page, 'トークン発行(ソフトウェアトークン発行完了)', 'BOT002');
      const token = await tokenOf('mori');
      await page.getByText(`サービスID　${token?.serviceId}`).waitFor();
      await page.getByText(`ユーザID　${token?.userId}`).waitFor();
      await page.getByText('携帯電話メールアドレス　taro@data-bank.example').waitFor();
      expect(token).toMatchObject({ state: 'issued', serviceId: '10119991', appIsSetUp: false });
      expect(token?.userId).toMatch(/^9991\d{7}$/);
      expect(await mails()).toHaveLength(1);
    },
  },
  {
    step: '1. 手順7',
    tells: 'the mail has the download URL, サービスID and ユーザID, and no password',
    walk: async () => {
      await issue(await loggedIn('mori'));
      const [mail] = await mails();
      expect(mail).toMatchObject({
        loginId: 'mori',
        from: 'otp@otp-auth.net',
        to: 'taro@data-bank.example',
        status: 'kept',
      });
      const { userId } = (await tokenOf('mori')) ?? {};
      for (const part of [url('/token-app'), '10119991', userId ?? '', '利用開始パスワード\n申請時に入力したもの']) {
        expect(mail?.text).toContain(part);
      }
      expect(JSON.stringify(mail)).not.toContain('kaishi99');
    },
  },
  {
    step: '1. 手順7 ※ご注意ください',
    tells: 'a phone that filters the domain gets no mail; once it is let through, 手順3 to 手順6 are done again',
    walk: async () => {
      const page = await loggedIn('ishikawa');
      await issue(page);
      expect((await mails()).map(({ status }) => status)).toEqual(['filtered']);
      await page.getByText('ドメイン「@otp-auth.net」を受信許可する設定に変更してから').waitFor();
      const first = (await tokenOf('ishikawa'))?.userId ?? '';
      await patch('ishikawa', { mailFilter: false });
      await press(page, 'ワンタイムパスワード申請内容選択へ');
      await page.getByText('登録状況　トークン発行済', { exact: true }).waitFor();
      expect(await enabled(page)).toEqual(['トークン発行', 'ワンタイムパスワード利用開始']);
      await issue(page);
      expect((await mails()).map(({ status }) => status)).toEqual(['filtered', 'kept']);
      expect((await tokenOf('ishikawa'))?.userId).not.toBe(first);
      const old = await setUpPhone(first);
      await seeRefused(old, 'トークンアプリ初期設定', 'サービスID、ユーザID、利用開始パスワードのいずれかが正しくない');
    },
  },
  {
    step: '1. 手順7 スマートフォンの場合',
    tells: '「ダウンロードサイト」 leads to AppStore or AndroidMarket, by the device',
    walk: async () => {
      for (const [device, store] of [
        [iphone, 'AppStore'],
        [android, 'AndroidMarket'],
      ] as const) {
        const phone = await newPage(device);
        await phone.goto(url('/token-app'));
        await see(phone, 'ワンタイムパスワード アプリダウンロード');
        await phone.getByText('お客様のご利用機種は当アプリの対応機種です。').waitFor();
        await phone.getByRole('heading', { name: '対応端末一覧' }).waitFor();
        await phone.getByRole('heading', { name: 'アプリケーション概要' }).waitFor();
        await phone.getByRole('link', { name: 'ダウンロードサイト' }).click();
        await see(phone, `${store}（サンドボックス）`);
        await phone.getByRole('link', { name: 'ダウンロード', exact: true }).click();
        await see(phone, 'トークンアプリ初期設定');
      }
    },
  },
  {
    step: '1. 手順7 携帯電話の場合',
    tells: 'the download page is that of the carrier',
    walk: async () => {
      for (const [userAgent, carrier] of [
        ['DoCoMo/2.0 F09A3(c500;TB;W30H22)', 'NTTドコモ'],
        ['KDDI-SN3T UP.Browser/6.2.0.15.1.5 (GUI) MMP/2.0', 'au'],
        ['SoftBank/1.0/001SH/SHJ001 Browser/NetFront/3.5', 'ソフトバンク'],
      ] as const) {
        const phone = await newPage({ userAgent });
        await phone.goto(url('/token-app'));
        await phone.getByText(`${carrier}の携帯電話をご利用のお客様`).waitFor();
        await phone.getByRole('link', { name: 'アプリをダウンロードする' }).click();
        await see(phone, 'トークンアプリ初期設定');
      }
    },
  },
  {
    step: '1. 手順8',
    tells: 'サービスID, ユーザID and 利用開始パスワード, 「送信」; wrong ones are refused',
    walk: async () => {
      await issue(await loggedIn('mori'));
      const { userId = '' } = (await tokenOf('mori')) ?? {};
      const wrong = await setUpPhone(userId as string, 'kaishi00');
      await seeRefused(wrong, 'トークンアプリ初期設定', '利用開始パスワードのいずれかが正しくない');
      expect(await wrong.getByLabel('ユーザID', { exact: true }).inputValue()).toBe(userId);
      expect(await wrong.content()).not.toContain('kaishi00');
      expect((await tokenOf('mori'))?.appIsSetUp).toBe(false);
      const phone = await setUpPhone(userId as string);
      await see(phone, 'ワンタイムパスワード');
      expect((await tokenOf('mori'))?.appIsSetUp).toBe(true);
    },
  },
  {
    step: '1. 手順9',
    tells: 'the app shows a one-time password, another one each minute, and the seconds that remain',
    walk: async () => {
      await issue(await loggedIn('mori'));
      const phone = await setUpPhone((await tokenOf('mori'))?.userId ?? '');
      const first = await shownOn(phone);
      expect(first).toBe(await otp('mori'));
      expect(await phone.locator('.seconds').innerText()).toBe('60');
      await sandbox.advance('PT59S');
      await phone.reload();
      expect([await shownOn(phone), await phone.locator('.seconds').innerText()]).toEqual([first, '1']);
      await sandbox.advance('PT1S');
      await phone.reload();
      expect(await shownOn(phone)).not.toBe(first);
      await phone.getByRole('img', { name: /2次元コード/ }).waitFor();
    },
  },
  {
    step: '1. 手順10 – 手順13',
    tells: '申請内容選択へ, 利用開始, the password of the app, and ソフトウェアトークン完了; from then on it is 利用中',
    walk: async () => {
      const page = await loggedIn('mori');
      await issue(page);
      const phone = await setUpPhone((await tokenOf('mori'))?.userId ?? '');
      await press(page, 'ワンタイムパスワード申請内容選択へ');
      await page.getByText('登録状況　トークン発行済', { exact: true }).waitFor();
      await press(page, 'ワンタイムパスワード利用開始');
      await see(page, 'ワンタイムパスワード利用開始(ソフトウェアトークン確認)');
      await enter(page, await shownOn(phone), '登録');
      await see(page, 'ワンタイムパスワード利用開始(ソフトウェアトークン完了)');
      await page.getByText('ワンタイムパスワード利用開始登録を受付けました。').waitFor();
      await press(page, 'ワンタイムパスワード申請内容選択へ');
      await page.getByText('登録状況　利用中', { exact: true }).waitFor();
      expect(await enabled(page)).toEqual(['ワンタイムパスワード利用解除']);
      await press(page, '口座情報');
      await see(page, '口座情報');
    },
  },
  {
    step: '1. 手順12',
    tells: 'a wrong password is refused, and the fifth suspends the token: no button is left',
    walk: async () => {
      const page = await loggedIn('ikeda');
      await press(page, 'ワンタイムパスワード利用開始');
      const wrong = await wrongPassword('ikeda');
      const title = 'ワンタイムパスワード利用開始(ソフトウェアトークン確認)';
      await enter(page, '１２３４５６', '登録');
      await seeRefused(page, title, '半角数字6桁');
      for (let tries = 0; tries < 4; tries += 1) {
        await enter(page, wrong, '登録');
        await seeRefused(page, title, 'ワンタイムパスワードが正しくありません。');
      }
      await enter(page, wrong, '登録');
      await seeRefused(page, 'ワンタイムパスワード申請内容選択', 'ワンタイムパスワードのご利用を停止しています。');
      await page.getByText('登録状況　停止中', { exact: true }).waitFor();
      expect(await enabled(page)).toEqual([]);
    },
  },
  {
    step: '2. 手順1 – 手順3',
    tells: 'a login asks on BLI023 for the ワンタイムパスワード of the app; 「次へ」 leads in',
    walk: async () => {
      const page = await newPage();
      await logIn(page, 'abe');
      await see(page, 'ログイン (ワンタイムパスワード認証)', 'BLI023');
      await page.getByText('ワンタイムパスワードを入力し、「次へ」ボタンを押して下さい。').waitFor();
      expect(await page.getByRole('navigation', { name: 'メニュー' }).count()).toBe(0);
      await enter(page, await otp('abe'), '次へ');
      await see(page, 'ホーム');
    },
  },
  {
    step: '2. 手順2 (1分以内)',
    tells: 'a password of more than a minute ago is refused; one that was used is refused too',
    walk: async () => {
      const page = await newPage();
      await logIn(page, 'abe');
      const early = await otp('abe');
      await sandbox.advance('PT120S');
      await enter(page, early, '次へ');
      await seeRefused(page, 'ログイン (ワンタイムパスワード認証)', 'ワンタイムパスワードが正しくありません。');
      const now = await otp('abe');
      await enter(page, now, '次へ');
      await see(page, 'ホーム');
      await press(page, 'ログアウト');
      await logIn(page, 'abe');
      await enter(page, now, '次へ');
      await seeRefused(page, 'ログイン (ワンタイムパスワード認証)', 'このワンタイムパスワードは使用済みです。');
    },
  },
  {
    step: '2. 手順3',
    tells: 'Enter in the field is 「次へ」, although 「中止する」 comes first on the screen',
    walk: async () => {
      const page = await newPage();
      await logIn(page, 'abe');
      const left = async (name: string) =>
        (await page.getByRole('main').getByRole('button', { name, exact: true }).boundingBox())?.x ?? 0;
      expect(await left('中止する')).toBeLessThan(await left('次へ'));
      const field = page.getByLabel('ワンタイムパスワード', { exact: true });
      await field.fill(await otp('abe'));
      await Promise.all([page.waitForEvent('load'), field.press('Enter')]);
      await see(page, 'ホーム');
    },
  },
  {
    step: '2. 手順3',
    tells: '「中止する」 leads back to BLI001',
    walk: async () => {
      const page = await newPage();
      await logIn(page, 'abe');
      await press(page, '中止する');
      await see(page, 'ログイン', 'BLI001');
    },
  },
  {
    step: '3. 手順1 – 手順3',
    tells: '利用解除 is confirmed and done; then a token can be issued again, and the login needs none',
    walk: async () => {
      const page = await newPage();
      await logIn(page, 'abe');
      await enter(page, await otp('abe'), '次へ');
      await openSelection(page);
      await press(page, 'ワンタイムパスワード利用解除');
      await see(page, 'ワンタイムパスワード利用解除登録');
      await press(page, '利用解除');
      await page.getByText('ワンタイムパスワード利用解除登録を受付けました。').waitFor();
      await press(page, 'ワンタイムパスワード申請内容選択へ');
      await page.getByText('登録状況　トークン未発行', { exact: true }).waitFor();
      expect(await enabled(page)).toEqual(['トークン発行']);
      await press(page, 'ログアウト');
      await logIn(page, 'abe');
      await see(page, 'ホーム');
    },
  },
  {
    step: '4. (1)',
    tells: 'a phone with a wrong clock shows wrong passwords, until its clock is set',
    walk: async () => {
      const page = await newPage();
      await logIn(page, 'yamashita');
      await enter(page, await otp('yamashita'), '次へ');
      await seeRefused(page, 'ログイン (ワンタイムパスワード認証)', '日時が正しく設定されているか');
      await patch('yamashita', { phoneClockOffsetSeconds: 0 });
      await enter(page, await otp('yamashita'), '次へ');
      await see(page, 'ホーム');
    },
  },
  {
    step: '4. (2)',
    tells: 'a device that cannot hold the app is told to use a phone',
    walk: async () => {
      const page = await newPage({ userAgent: 'Mozilla/5.0 (X11; Linux x86_64)' });
      await page.goto(url('/token-app'));
      await page.getByText('スマートフォンまたは携帯電話で、このURLを開いてください。').waitFor();
    },
  },
  {
    step: '4. (3)',
    tells:
      'a phone changed without 利用解除 has no password, and the login is shut until the clerk initialises the token',
    walk: async () => {
      await patch('abe', { tokenAction: 'change-phone' });
      const none = await sandbox.control('GET', '/customers/gunken/abe/one-time-password');
      expect([none.status, await none.json()]).toMatchObject([404, { code: 'token_not_on_phone' }]);
      const page = await newPage();
      await logIn(page, 'abe');
      await see(page, 'ログイン (ワンタイムパスワード認証)');
      const phone = await setUpPhone((await tokenOf('abe'))?.userId ?? '', 'start1234');
      await seeRefused(phone, 'トークンアプリ初期設定', 'このトークンは設定できません');
      await patch('abe', { tokenAction: 'initialise' });
      await logIn(await newPage(), 'abe');
      expect((await tokenOf('abe'))?.label).toBe('トークン未発行');
    },
  },
  {
    step: '4. (4)',
    tells: 'five wrong passwords suspend the token; the clerk’s 停止解除 lets the customer in again',
    walk: async () => {
      const page = await newPage();
      await logIn(page, 'abe');
      const wrong = await wrongPassword('abe');
      for (let tries = 0; tries < 5; tries += 1) await enter(page, wrong, '次へ');
      const title = 'ログイン (ワンタイムパスワード認証)';
      await seeRefused(page, title, '「ワンタイムパスワード停止解除・初期化依頼書」をお取引店へご提出ください。');
      await enter(page, await otp('abe'), '次へ');
      await seeRefused(page, title, 'ワンタイムパスワードのご利用を停止しています。');
      await patch('abe', { tokenAction: 'release-suspension' });
      await enter(page, await otp('abe'), '次へ');
      await see(page, 'ホーム');
    },
  },
  {
    step: '4. (4)',
    tells: 'the customer who is there to be suspended gets in after the clerk’s 初期化, by password alone',
    walk: async () => {
      const page = await newPage();
      await logIn(page, 'hashimoto');
      await enter(page, await otp('hashimoto'), '次へ');
      await seeRefused(page, 'ログイン (ワンタイムパスワード認証)', 'ワンタイムパスワードのご利用を停止しています。');
      await patch('hashimoto', { tokenAction: 'initialise' });
      await logIn(await newPage(), 'hashimoto');
      expect((await tokenOf('hashimoto'))?.state).toBe('unissued');
    },
  },
];

describe('seed 003, step by step in a browser', () => {
  it.each(manual)('$step: $tells', ({ walk }) => walk());
});
