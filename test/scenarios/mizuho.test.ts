import { type BankLink, LinkageDeniedError, LinkageEndedError, type PendingLinkage } from '@renkei/sdk';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { components } from '../../openapi/generated/sandbox.ts';
import { openBrowser } from '../browser/browser.ts';
import {
  allow,
  chooseCertificate,
  enterOneTimePassword,
  logInAtMizuho as logIn,
  press,
  pressIn,
  registerPins,
  selectServices,
} from '../browser/customer.ts';
import { loginOf, openScreen, type Pressed } from '../browser/shortcut.ts';
import { readTable, sightOf, mizuhoTitles as titles } from '../browser/sight.ts';
import { readCode } from '../browser/two-dimensional-code.ts';
import { openVendorSite, registerVendor, type VendorSite } from '../browser/vendor-site.ts';
import { worldOfScreens } from '../browser/world.ts';
import { another, answerOf } from '../support/camera-token.ts';
import { openSandbox, type TestSandbox } from '../support/sandbox.ts';
import { createVendor } from '../support/vendor.ts';
import type { Screen } from '../support/visitor.ts';

type Customer = components['schemas']['Customer'];
type Mail = components['schemas']['Mail'];

const { seeScreen, seeRefusal } = sightOf('サンドボックスビジネスWEB［みずほ型］');
const world = worldOfScreens();

let browser: Browser;
let site: VendorSite;
let sandbox: TestSandbox;
beforeAll(async () => {
  let opened: TestSandbox;
  [browser, site, opened] = await Promise.all([openBrowser(), openVendorSite(), openSandbox({ world })]);
  sandbox = { ...opened, issuer: `${opened.origin}/mizuho` };
});
afterAll(async () => {
  await Promise.all([browser.close(), site.close(), sandbox.close()]);
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

/** A customer who has come from the vendor's page and sees the bank's first screen, or a later one. */
interface Visit {
  readonly page: Page;
  readonly vendor: BankLink;
  readonly pending: PendingLinkage;
}

interface From {
  /** What the vendor is registered with. */
  readonly vendor?: Record<string, unknown>;
  /** The customer's device. */
  readonly device?: BrowserContextOptions;
}

/** Opens the first screen, or the one after `before`, which other rows walk in the browser. */
async function visit(before: readonly Pressed[] = [], { vendor: metadata = {}, device }: From = {}): Promise<Visit> {
  const vendor = await registerVendor(sandbox, site, metadata);
  const context = await browser.newContext(device);
  contexts.push(context);
  const page = await context.newPage();
  return { page, vendor, pending: await openScreen(page, vendor, ...before) };
}

const iphone = { userAgent: 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Mobile/15E148' };
const tablet = { userAgent: 'Mozilla/5.0 (iPad; CPU OS 16_0 like Mac OS X) Mobile/15E148' };
const fixed = { services: ['balances', 'transactions'], skipServiceSelection: true };

const byCertificate = (certificate: string): Pressed[] => [['certificate-login'], ['select', { certificate }]];
const select: Pressed = ['next', { services: ['balances', 'transactions'] }];
const pinsOf = (pins: Record<string, string>): Pressed => [
  'register',
  {
    accounts: Object.keys(pins),
    ...Object.fromEntries(Object.entries(pins).map(([id, pin]) => [`inquiryPin.${id}`, pin])),
  },
];
const first = { '001-1-6000001': '1234' };
const both = { ...first, '001-2-6000002': '5678' };
const [firstName, secondName] = ['東京営業部 (001) 普通 6000001', '東京営業部 (001) 当座 6000002'];

const back = (page: Page) => Object.fromEntries(new URL(page.url()).searchParams);

/** Back at the vendor with `access_denied`, which its SDK understands. */
async function seeDenied({ page, vendor, pending }: Visit): Promise<void> {
  expect(back(page)).toMatchObject({ error: 'access_denied', state: pending.state, iss: sandbox.issuer });
  await expect(vendor.complete(page.url(), pending)).rejects.toBeInstanceOf(LinkageDeniedError);
}

/** Back at the vendor, whose SDK checks `state` and `iss`, redeems the code and reads the accounts. */
async function linked({ page, vendor, pending }: Visit) {
  const linkage = await vendor.complete(page.url(), pending);
  const accounts: string[] = [];
  for await (const { accountNumber } of linkage.accounts()) accounts.push(accountNumber);
  return { linkage, accounts };
}

const patch = (loginId: string, body: unknown) => sandbox.control('PATCH', `/customers/mizuho/${loginId}`, body);
async function customerOf(loginId: string): Promise<Customer> {
  const { customers } = (await (await sandbox.control('GET', '/customers?bank=mizuho')).json()) as {
    customers: Customer[];
  };
  return customers.find((one) => one.loginId === loginId) as Customer;
}
/** What `sandbox otp` prints too. */
async function otp(loginId: string, challenge?: string): Promise<string> {
  const query = challenge === undefined ? '' : `?challenge=${challenge}`;
  const answer = await sandbox.control('GET', `/customers/mizuho/${loginId}/one-time-password${query}`);
  return ((await answer.json()) as { oneTimePassword: string }).oneTimePassword;
}
async function mails(): Promise<string[]> {
  const answer = (await (await sandbox.control('GET', '/mails')).json()) as { mails: Mail[] };
  return answer.mails.map(({ subject, to, status }) => `${subject} → ${to} ${status}`);
}
async function screenOf(page: Page): Promise<Screen> {
  const answer = await page.context().request.get(page.url(), { headers: { Accept: 'application/json' } });
  return (await answer.json()) as Screen;
}

const secrets = Object.fromEntries(
  world.banks.mizuho.companies.flatMap(({ cameraTokens }) => cameraTokens.map(({ code, secret }) => [code, secret])),
);
/** By RFC 6287 in the test itself. */
const answer = (challenge: string, tokenCode = 'SBT-0001') => answerOf(secrets[tokenCode] ?? '', challenge);
const wrongAnswer = (challenge: string) => another(answer(challenge));
const wrongOtp =
  'ワンタイムパスワードが正しくありません。新しい二次元コードを表示しましたので、カメラ付きハードトークンで読み取り、表示されたワンタイムパスワードを入力してください。複数回誤って入力されますとご利用を停止します。';
const suspended =
  'ワンタイムパスワードのご利用を停止しています。お取引店へお問い合わせのうえ、停止の解除をお申し込みください。';
const lapsed = '日付が変わったため、照会用暗証番号の登録は無効となりました。もう一度登録してください。';

async function answerOnPage(page: Page): Promise<void> {
  await enterOneTimePassword(page, answer(await readCode(page)));
}

/** The states of the accounts on 口座登録, by number. */
async function states(page: Page): Promise<Record<string, string>> {
  const rows = await readTable(page);
  return Object.fromEntries(rows.map((cells) => [cells.at(-3)?.slice(-7), cells.at(-4)]));
}

/** 許可, as a customer who agrees. */
const agree = (page: Page) => allow(page, '確認しました');
const today = async (time: string) => {
  await sandbox.control('PUT', '/clock', { now: `2026-11-20T${time}+09:00`, frozen: true });
};

type Row = readonly [step: string, tells: string, walk: () => Promise<void>];

const beforeLinking: readonly Row[] = [
  [
    'ワンタイムパスワードの初期設定が完了していない場合',
    'the linkage ends in an error screen that says what to do, and 連携先へ戻る leads to the vendor',
    async () => {
      const visiting = await visit();
      const { page } = visiting;
      await logIn(page, 'watanabe');
      await seeScreen(page, titles.ended);
      await page.getByText('ワンタイムパスワードの初期設定が完了していないため、').waitFor();
      expect(await page.getByRole('button').allInnerTexts()).toEqual(['連携先へ戻る']);
      await press(page, '連携先へ戻る');
      await seeDenied(visiting);
    },
  ],
  [
    'ワンタイムパスワードの初期設定が完了していない場合',
    'a camera token that was cancelled with no software token instead is unfinished too',
    async () => {
      await patch('sato', { cameraTokenState: 'cancelled' });
      const { page } = await visit();
      await logIn(page, 'sato');
      await seeScreen(page, titles.ended);
      await page.getByText('ワンタイムパスワードの初期設定が完了していないため、').waitFor();
    },
  ],
  [
    'ワンタイムパスワードの初期設定が完了していない場合',
    'once it is done, the customer links',
    async () => {
      await patch('watanabe', { cameraTokenState: 'in-use' });
      const { page } = await visit();
      await logIn(page, 'watanabe');
      await enterOneTimePassword(page, answer(await readCode(page), 'SBT-0002'));
      await seeScreen(page, titles.services);
    },
  ],
  [
    '電子メールが不達エラーとなっている場合',
    'the linkage ends in an error screen; with the address mended, the customer links',
    async () => {
      const visiting = await visit();
      await logIn(visiting.page, 'yamamoto');
      await seeScreen(visiting.page, titles.ended);
      await visiting.page.getByText('ご登録の電子メールが不達エラーとなっているため、').waitFor();
      await press(visiting.page, '連携先へ戻る');
      await seeDenied(visiting);
      await patch('yamamoto', { mailUndeliverable: false });
      const { page } = await visit();
      await logIn(page, 'yamamoto');
      await seeScreen(page, titles.services);
    },
  ],
];

const authentication: readonly Row[] = [
  [
    '1 - A. 外部サービス事業者サイト 1.',
    'お客さまに同意いただく事項 stand on the first screen, with the name of the vendor',
    async () => {
      const { page } = await visit();
      await seeScreen(page, titles.entry);
      const terms = page.locator('section', { has: page.getByRole('heading', { name: 'お客さまに同意いただく事項' }) });
      const paragraphs = await terms.locator('p').allInnerTexts();
      expect(paragraphs.map((text) => text.slice(0, 2))).toEqual(['1.', '2.', '3.', '4.']);
      expect(paragraphs[0]).toContain('テスト会計（株式会社テスト）は');
      expect(paragraphs[3]).toContain('ログインパスワード、ログインIDを変更した場合等には、再度、本設定が必要');
    },
  ],
  [
    '1 - A. 外部サービス事業者サイト 2., 1. – 2.',
    '外部サービス連携 opens the certificate window; a certificate and OK lead to ログインパスワード alone',
    async () => {
      const { page } = await visit();
      await pressIn(page, '電子証明書方式', '外部サービス連携');
      await seeScreen(page, titles.certificates);
      await chooseCertificate(page, 'mizuho-suzuki-valid');
      await seeScreen(page, titles.entry);
      expect(await page.getByLabel('ログインID').count()).toBe(0);
      await page.getByLabel('ログインパスワード', { exact: true }).waitFor();
    },
  ],
  [
    '1 - A. 3. – 4.',
    'ログインパスワード and 外部サービス連携 lead to メニュー選択',
    async () => {
      const { page } = await visit(byCertificate('mizuho-suzuki-valid'));
      await page.getByLabel('ログインパスワード', { exact: true }).fill('suzuki-pw1');
      await press(page, '外部サービス連携');
      await seeScreen(page, titles.services);
    },
  ],
  [
    '1 - A. 1.',
    'a certificate that is expired, revoked or of another authority is refused, and the way leads back',
    async () => {
      const { page } = await visit();
      const reasons = {
        expired: '有効期限が切れています',
        revoked: '失効しています',
        foreign: '当行が発行したものではありません。当行のインターネットバンキング',
      };
      for (const [state, says] of Object.entries(reasons)) {
        await pressIn(page, '電子証明書方式', '外部サービス連携');
        await chooseCertificate(page, `mizuho-suzuki-${state}`);
        await page.getByText(says).waitFor();
        await press(page, '戻る');
        await seeScreen(page, titles.entry);
      }
    },
  ],
  [
    '1 - A. 1., 3.',
    'the certificate of one customer does not go with the password of another',
    async () => {
      const { page } = await visit(byCertificate('mizuho-suzuki-valid'));
      await page.getByLabel('ログインパスワード', { exact: true }).fill('tanaka-pw1');
      await press(page, '外部サービス連携');
      await page.getByRole('alert').getByText('ログインパスワードが正しくないか、ご利用を停止しています。').waitFor();
    },
  ],
  [
    '1 - A. 1. – 2.',
    'a real certificate is taken from the TLS handshake; without one, the screen says which button to press again',
    async () => {
      const tls = await openSandbox({ world, certificateLogin: 'tls' });
      const vendor = await registerVendor({ ...tls, issuer: `${tls.origin}/mizuho` }, site);
      const file = await tls.control('GET', '/certificates/mizuho-suzuki-valid.p12');
      const pfx = Buffer.from(await file.arrayBuffer());
      const open = async (options: BrowserContextOptions) => {
        const context = await browser.newContext({ ignoreHTTPSErrors: true, ...options });
        contexts.push(context);
        const page = await context.newPage();
        await openScreen(page, vendor);
        await pressIn(page, '電子証明書方式', '外部サービス連携');
        return page;
      };
      const shown = await open({ clientCertificates: [{ origin: tls.tlsOrigin, pfx, passphrase: 'sandbox' }] });
      await seeScreen(shown, titles.entry);
      await shown.getByLabel('ログインパスワード', { exact: true }).waitFor();
      const none = await open({});
      await none.getByText('もう一度「外部サービス連携」ボタンを押してください。').waitFor();
      await tls.close();
      expect(tls.faults).toEqual([]);
    },
  ],
  [
    '1 - B. 1. – 3.',
    'the terms, ログインID, ログインパスワード and 外部サービス連携 lead to メニュー選択',
    async () => {
      const { page } = await visit();
      await page.getByRole('heading', { name: 'お客さまに同意いただく事項' }).waitFor();
      expect(await page.getByLabel('ログインパスワード', { exact: true }).getAttribute('type')).toBe('password');
      await logIn(page, 'tanaka');
      await seeScreen(page, titles.services);
    },
  ],
  [
    '1 - B. ワンタイムパスワード 1. – 3.',
    'the 2-D code on the screen is read; what the token shows and 認証 lead to メニュー選択',
    async () => {
      const { page } = await visit();
      await logIn(page, 'sato');
      await seeScreen(page, titles.oneTimePassword);
      await page.getByText('カメラ付きハードトークンで二次元コードを読み取り').waitFor();
      await enterOneTimePassword(page, answer(await readCode(page)));
      await seeScreen(page, titles.services);
    },
  ],
  [
    '1 - B. ワンタイムパスワード 1. – 2.',
    'the page that plays the token, the control API and RFC 6287 all show the same for the code in the picture',
    async () => {
      const { page } = await visit([loginOf('sato')]);
      const challenge = await readCode(page);
      expect(challenge).toMatch(/^\d{8}$/);
      expect((await screenOf(page)).twoDimensionalCode?.content).toBe(challenge);
      const [token] = await Promise.all([
        page.context().waitForEvent('page'),
        page.getByRole('link', { name: /カメラ付きハードトークンの画面を開く/ }).click(),
      ]);
      const shown = await token.locator('output').innerText();
      expect(await otp('sato', challenge)).toBe(shown);
      expect(answer(challenge)).toBe(shown);
      await enterOneTimePassword(page, shown);
      await seeScreen(page, titles.services);
    },
  ],
  [
    '1 - B. ワンタイムパスワード 1.',
    'what the code says can be typed into the page of the token; what is no code or no token is refused there',
    async () => {
      const { page } = await visit([loginOf('sato')]);
      const challenge = await readCode(page);
      await page.goto(`${sandbox.issuer}/camera-token`);
      const read = async (tokenCode: string, digits: string) => {
        await page.getByLabel('トークンコード', { exact: true }).fill(tokenCode);
        await page.getByLabel('二次元コードの内容', { exact: true }).fill(digits);
        await press(page, '読み取る');
      };
      await read('SBT-0001', '１２３４５６７８');
      await page.getByRole('alert').getByText('半角数字8桁で入力してください').waitFor();
      await read('SBT-9999', challenge);
      await page.getByRole('alert').getByText('このトークンコードのカメラ付きハードトークンはありません。').waitFor();
      expect(await page.getByLabel('二次元コードの内容', { exact: true }).inputValue()).toBe(challenge);
      await read('SBT-0001', challenge);
      expect(await page.locator('output').innerText()).toBe(answer(challenge));
    },
  ],
  [
    '1 - B. ワンタイムパスワード 1.',
    'a code is bound to its linkage: what the token shows for another linkage is refused',
    async () => {
      const [one, other] = await Promise.all([visit([loginOf('sato')]), visit([loginOf('sato')])]);
      const ofOther = await readCode(other.page);
      expect(await readCode(one.page)).not.toBe(ofOther);
      await enterOneTimePassword(one.page, answer(ofOther));
      await seeRefusal(one.page, titles.oneTimePassword, wrongOtp);
      await enterOneTimePassword(other.page, answer(ofOther));
      await seeScreen(other.page, titles.services);
    },
  ],
  [
    '1 - B. ワンタイムパスワード 1.',
    'a reload keeps the code; a wrong answer brings another one, and what the first would have asked for is refused',
    async () => {
      const { page } = await visit([loginOf('sato')]);
      const challenge = await readCode(page);
      await page.reload();
      expect(await readCode(page)).toBe(challenge);
      await enterOneTimePassword(page, wrongAnswer(challenge));
      await seeRefusal(page, titles.oneTimePassword, wrongOtp);
      expect(await page.getByLabel('ワンタイムパスワード', { exact: true }).inputValue()).toBe('');
      expect(await readCode(page)).not.toBe(challenge);
      await enterOneTimePassword(page, answer(challenge));
      await seeRefusal(page, titles.oneTimePassword, wrongOtp);
      await answerOnPage(page);
      await seeScreen(page, titles.services);
    },
  ],
  [
    '1 - B. ワンタイムパスワード 1.',
    'the code of an accepted answer is gone, and its answer is good for nothing more',
    async () => {
      const { page } = await visit([loginOf('sato')]);
      const challenge = await readCode(page);
      await enterOneTimePassword(page, answer(challenge));
      expect(await screenOf(page)).not.toHaveProperty('twoDimensionalCode');
      await page.goBack();
      await seeScreen(page, titles.services);
      expect(await page.content()).not.toContain(challenge);
      const again = await visit([loginOf('sato')]);
      await enterOneTimePassword(again.page, answer(challenge));
      await seeRefusal(again.page, titles.oneTimePassword, wrongOtp);
    },
  ],
  [
    '1 - B. ワンタイムパスワード 2.',
    'five wrong ones suspend the operator, even against a right one, until the clerk releases him',
    async () => {
      const { page } = await visit([loginOf('sato')]);
      for (let tries = 1; tries <= 4; tries += 1) {
        await enterOneTimePassword(page, wrongAnswer(await readCode(page)));
        await seeRefusal(page, titles.oneTimePassword, wrongOtp);
      }
      await enterOneTimePassword(page, wrongAnswer(await readCode(page)));
      await seeRefusal(page, titles.oneTimePassword, suspended);
      await answerOnPage(page);
      await seeRefusal(page, titles.oneTimePassword, suspended);
      expect((await customerOf('sato')).cameraToken).toEqual({ code: 'SBT-0001', state: 'suspended' });
      await patch('sato', { cameraTokenState: 'in-use' });
      await answerOnPage(page);
      await seeScreen(page, titles.services);
    },
  ],
  [
    '1 - B. ワンタイムパスワード 2.',
    'of twenty wrong ones at once four are counted, the fifth suspends, and the suspension is one',
    async () => {
      const visits = await Promise.all(Array.from({ length: 4 }, () => visit([loginOf('sato')])));
      const told = visits.flatMap(({ page }) =>
        Array.from({ length: 5 }, async () => {
          const data = { action: 'next', values: { oneTimePassword: '00000000' } };
          const refused = await page
            .context()
            .request.post(page.url(), { data, headers: { Accept: 'application/json' } });
          expect(refused.status()).toBe(422);
          return ((await refused.json()) as Screen).errors[0]?.code;
        }),
      );
      const codes = await Promise.all(told);
      expect(codes.filter((code) => code === 'camera_token_password_wrong')).toHaveLength(4);
      expect(codes.filter((code) => code === 'camera_token_suspended')).toHaveLength(16);
    },
  ],
  [
    '1 - B. ワンタイムパスワード 2.',
    'two operators share a token, and the suspension of one leaves the other alone',
    async () => {
      expect((await customerOf('takahashi')).cameraToken?.code).toBe((await customerOf('sato')).cameraToken?.code);
      await patch('sato', { cameraTokenState: 'suspended' });
      const { page } = await visit([loginOf('takahashi')]);
      await answerOnPage(page);
      await seeScreen(page, titles.services);
      expect((await customerOf('sato')).cameraToken?.state).toBe('suspended');
    },
  ],
  [
    '1 - B. ワンタイムパスワード 2.',
    'the customer who is there to be suspended is refused with a right answer',
    async () => {
      const { page } = await visit([loginOf('nakamura')]);
      await enterOneTimePassword(page, answer(await readCode(page), 'SBT-0002'));
      await seeRefusal(page, titles.oneTimePassword, suspended);
    },
  ],
  ...[
    ['スマートフォン', iphone] as const,
    ['タブレット', tablet] as const,
    ['スマートフォン', { userAgent: 'Mozilla/5.0 (Linux; Android 15) Mobile' }] as const,
  ].map(
    ([what, device]): Row => [
      `1 - B. (1) 4. – 6. ${what} ${device.userAgent.slice(13, 20)}`,
      'the code has a page of its own, 次へ leads to the field, 二次元コードを表示 back to the same code',
      async () => {
        const { page } = await visit([], { device });
        await logIn(page, 'sato');
        await seeScreen(page, titles.code);
        expect(await page.getByLabel('ワンタイムパスワード', { exact: true }).count()).toBe(0);
        const challenge = await readCode(page);
        await press(page, '次へ');
        await seeScreen(page, titles.oneTimePassword);
        expect(await page.getByRole('img').count()).toBe(0);
        await press(page, '二次元コードを表示');
        await seeScreen(page, titles.code);
        expect(await readCode(page)).toBe(challenge);
        await press(page, '次へ');
        await enterOneTimePassword(page, answer(challenge));
        await seeScreen(page, titles.services);
      },
    ],
  ),
  [
    '1 - B. (1) 5.',
    'on a phone a wrong one leads to the page of the next code, which says why',
    async () => {
      const { page } = await visit([loginOf('sato')], { device: iphone });
      const challenge = await readCode(page);
      await press(page, '次へ');
      await enterOneTimePassword(page, wrongAnswer(challenge));
      await seeRefusal(page, titles.code, wrongOtp);
      expect(await readCode(page)).not.toBe(challenge);
    },
  ],
  [
    '1 - B. (2) 1. – 2.',
    'who has cancelled the camera token sees the field alone; the software token’s password and 認証 lead on',
    async () => {
      for (const device of [{}, iphone]) {
        const { page } = await visit([], { device });
        await logIn(page, 'ito');
        await seeScreen(page, titles.oneTimePassword);
        expect(await page.getByRole('img').count()).toBe(0);
        expect(await page.getByRole('button').allInnerTexts()).toEqual(['認証', '中断']);
        await enterOneTimePassword(page, await otp('ito'));
        await seeScreen(page, titles.services);
        await sandbox.advance('PT1M');
      }
    },
  ],
  [
    '1 - B. (2) 1.',
    'a camera token that is cancelled while its code is shown takes the code away with it',
    async () => {
      await patch('ito', { cameraTokenState: 'in-use' });
      const { page } = await visit([loginOf('ito')]);
      await patch('ito', { cameraTokenState: 'cancelled' });
      await page.reload();
      expect(await page.getByRole('img').count()).toBe(0);
      await enterOneTimePassword(page, await otp('ito'));
      await seeScreen(page, titles.services);
    },
  ],
];

const menus: readonly Row[] = [
  [
    '2. 1. – 2.',
    'メニューを選択 and 次へ lead to 口座登録; the scope tells the vendor what was selected',
    async () => {
      const visiting = await visit([loginOf('tanaka')]);
      const { page } = visiting;
      await seeScreen(page, titles.services);
      const choice = page.getByRole('group', { name: '認可対象' });
      expect(await choice.locator('label').allInnerTexts()).toEqual(['残高照会', '入出金明細照会', '振込入金明細照会']);
      await selectServices(page, '残高照会', '振込入金明細照会');
      await seeScreen(page, titles.pins);
      await registerPins(page, { 6000001: '1234' });
      await press(page, '確認');
      await agree(page);
      expect((await linked(visiting)).linkage.services).toEqual(['balances', 'deposits']);
    },
  ],
  [
    '2. ・ 権限を保有しており',
    'an operator sees only the menus that he is entitled to',
    async () => {
      const { page } = await visit([loginOf('kobayashi')]);
      expect(await page.getByRole('checkbox').count()).toBe(1);
      await selectServices(page, '残高照会');
      await seeScreen(page, titles.pins);
    },
  ],
  [
    '2. ・ 外部サービス事業者が提供しているメニューのみ',
    'and only those that the vendor offers',
    async () => {
      const { page } = await visit([loginOf('tanaka')], { vendor: { services: ['transactions'] } });
      const choice = page.getByRole('group', { name: '認可対象' });
      expect(await choice.locator('label').allInnerTexts()).toEqual(['入出金明細照会']);
    },
  ],
  [
    '2. ・ 権限を保有しており',
    'with nothing in common the linkage ends, and says who can change it',
    async () => {
      const visiting = await visit([], { vendor: { services: ['transactions', 'deposits'] } });
      await logIn(visiting.page, 'kobayashi');
      await seeScreen(visiting.page, titles.ended);
      await visiting.page.getByText('貴社の管理者へ権限の設定をご依頼のうえ').waitFor();
      await press(visiting.page, '連携先へ戻る');
      await seeDenied(visiting);
    },
  ],
  [
    '2. ・ この画面が表示されないことがあります',
    'for a vendor with fixed menus it is not shown; the consent names what both have',
    async () => {
      const { page } = await visit([], { vendor: fixed });
      await logIn(page, 'tanaka');
      await seeScreen(page, titles.pins);
      const other = await visit([loginOf('kobayashi'), pinsOf(first), ['confirm']], { vendor: fixed });
      const scope = other.page.locator('section', { has: other.page.getByRole('heading', { name: '認可対象' }) });
      expect(await scope.locator('p').allInnerTexts()).toEqual(['残高照会']);
    },
  ],
  [
    '2. 残高照会または入出金明細照会をご利用でない場合',
    '口座登録 is not shown, and the deposits of every account can be read without a PIN',
    async () => {
      const visiting = await visit([loginOf('tanaka')]);
      await selectServices(visiting.page, '振込入金明細照会');
      await seeScreen(visiting.page, titles.consent);
      await agree(visiting.page);
      const { linkage, accounts } = await linked(visiting);
      expect(accounts).toEqual(['6000001', '6000002', '6000003', '6000004']);
      for await (const _ of linkage.deposits('001-1-6000001')) throw new Error('this world has no lines');
      const refused = await linkage.balance('001-1-6000001').catch((error) => error);
      expect(refused).toMatchObject({ problemCode: 'insufficient_scope' });
    },
  ],
  [
    '2. 残高照会または入出金明細照会をご利用でない場合',
    'nor is it for an operator who is entitled to deposits only, at a vendor with fixed menus',
    async () => {
      const { page } = await visit([], { vendor: { skipServiceSelection: true } });
      await logIn(page, 'kato');
      await seeScreen(page, titles.consent);
    },
  ],
  [
    '2. 「未登録」の口座がない場合',
    '口座登録 is not shown: 次へ leads to 認証認可',
    async () => {
      const { page } = await visit([loginOf('yamada')]);
      await selectServices(page);
      await seeScreen(page, titles.consent);
    },
  ],
];

const registration: readonly Row[] = [
  [
    '3. 1. – 3.',
    'accounts are ticked, each with its 照会用暗証番号（半角数字4桁）, and 登録 shows what was entered',
    async () => {
      const { page } = await visit([loginOf('tanaka'), select]);
      await seeScreen(page, titles.pins);
      expect(await page.getByText('半角数字4桁').count()).toBeGreaterThan(0);
      await registerPins(page, { 6000001: '1234', 6000002: '5678' });
      await seeScreen(page, titles.pinsResult);
      const entered = (await readTable(page)).map(([state, , , pin]) => `${state} ${pin}`);
      expect(entered).toEqual(['登録済み* *****', '登録済み* *****', '登録済み -', '登録済み* -']);
      expect(await page.locator('main').textContent()).not.toMatch(/1234|5678/);
    },
  ],
  [
    '3. 「代表口座」と「関連口座」',
    'the table says which is which, and only 未登録 can be ticked',
    async () => {
      const { page } = await visit([loginOf('tanaka'), select]);
      const heads = ['選択', '登録状態', '連携用口座', '口座区分', '照会用暗証番号'];
      expect(await page.getByRole('columnheader').allInnerTexts()).toEqual(heads);
      expect((await readTable(page)).map((cells) => cells.slice(1, 4))).toEqual([
        ['未登録', firstName, '代表口座'],
        ['未登録', secondName, '関連口座'],
        ['登録済み', '大手町支店 (102) 普通 6000003', '関連口座'],
        ['登録済み*', '大手町支店 (102) 普通 6000004', '関連口座'],
      ]);
      expect(await page.getByRole('checkbox').count()).toBe(2);
    },
  ],
  [
    '3. 照会権限がない口座は表示されません',
    'nor can it be registered by its id, or read by the vendor',
    async () => {
      const visiting = await visit([loginOf('takahashi')]);
      const { page } = visiting;
      await answerOnPage(page);
      await selectServices(page, '残高照会');
      expect(Object.keys(await states(page))).toEqual(['6000002', '6000003', '6000004']);
      const [action, values] = pinsOf(first);
      const posted = await page.context().request.post(page.url(), {
        data: { action, values },
        headers: { Accept: 'application/json' },
      });
      expect(((await posted.json()) as Screen).errors[0]?.code).toBe('account_not_registrable');
      await registerPins(page, { 6000002: '5678' });
      await press(page, '確認');
      await agree(page);
      const { linkage, accounts } = await linked(visiting);
      expect(accounts).toEqual(['6000002', '6000003', '6000004']);
      await expect(linkage.balance('001-1-6000001')).rejects.toMatchObject({ problemCode: 'inquiry_not_permitted' });
    },
  ],
  [
    '3. ※ ご契約企業さま単位',
    'what one operator has registered another sees as 登録済み* the same day, and as 登録済み after the consent',
    async () => {
      const one = await visit([loginOf('tanaka'), select, pinsOf(both)]);
      const other = await visit([loginOf('kobayashi'), ['next', { services: ['balances'] }]]);
      // Nothing is left in 未登録 for him.
      await seeScreen(other.page, titles.consent);
      const before = await visit([['login', { loginId: 'tanaka', loginPassword: 'tanaka-pw1' }]]);
      await press(one.page, '確認');
      await agree(one.page);
      expect((await linked(one)).accounts).toHaveLength(4);
      expect((await customerOf('suzuki')).accounts.map(({ inquiryPinState }) => inquiryPinState)).toEqual(
        Array.from({ length: 4 }, () => 'registered'),
      );
      await selectServices(before.page);
      await seeScreen(before.page, titles.consent);
    },
  ],
  [
    '3. ※ ご契約企業さま単位',
    'another operator’s table shows 登録済み* for the account registered a moment ago, and 登録済み later',
    async () => {
      const one = await visit([loginOf('tanaka'), select, pinsOf(first)]);
      const other = await visit([loginOf('kobayashi'), ['next', { services: ['balances'] }]]);
      expect(await states(other.page)).toMatchObject({ 6000001: '登録済み*', 6000002: '未登録' });
      await press(one.page, '確認');
      await agree(one.page);
      await other.page.reload();
      expect(await states(other.page)).toMatchObject({ 6000001: '登録済み', 6000002: '未登録' });
    },
  ],
  [
    '3. ※ ご契約企業さま単位',
    'the registrations of one company are not those of another',
    async () => {
      expect((await customerOf('yamada')).accounts.map(({ label }) => label)).toEqual([
        '東京営業部 (001) 普通 6100001',
      ]);
      const { page } = await visit([loginOf('yamada'), select]);
      await agree(page);
      expect((await customerOf('tanaka')).accounts[0]?.inquiryPinState).toBe('unregistered');
    },
  ],
  [
    '3. ※ ご契約企業さま単位',
    'of two operators who register one account at once one does, the other is told and sees 登録済み*',
    async () => {
      const visits = await Promise.all([
        visit([loginOf('tanaka'), select]),
        visit([loginOf('kobayashi'), ['next', { services: ['balances'] }]]),
      ]);
      await Promise.all(visits.map(({ page }) => registerPins(page, { 6000001: '1234' })));
      const found = await Promise.all(visits.map(({ page }) => page.getByRole('heading', { level: 1 }).innerText()));
      expect(found.toSorted()).toEqual([titles.pins, titles.pinsResult].toSorted());
      const { page } = visits[found.indexOf(titles.pins)] as Visit;
      await seeRefusal(
        page,
        titles.pins,
        '選択された口座は登録できません。他のご利用者様が登録済みの可能性があります。最新の登録状況をご確認ください。',
      );
      expect(await states(page)).toMatchObject({ 6000001: '登録済み*', 6000002: '未登録' });
    },
  ],
  [
    '3. ※ 「登録済み *」 当日中に認証手続きを行ってください',
    'a consent the same day makes the registration effective, for the days after as well',
    async () => {
      await today('23:58:00');
      const visiting = await visit([loginOf('tanaka'), select, pinsOf(first), ['confirm']]);
      await today('23:59:59');
      await agree(visiting.page);
      expect((await linked(visiting)).accounts).toContain('6000001');
      await sandbox.advance('PT1M');
      const { page } = await visit([loginOf('tanaka'), select]);
      expect(await states(page)).toMatchObject({ 6000001: '登録済み', 6000002: '未登録' });
    },
  ],
  [
    '3. ※ 当日中に認証手続きを行わない場合、登録は行われません',
    'at midnight in Japan it is dropped: 許可 leads back to 口座登録, which says why, and it is done again',
    async () => {
      await today('23:59:00');
      const visiting = await visit([loginOf('tanaka'), select, pinsOf(first), ['confirm']]);
      const { page } = visiting;
      await sandbox.advance('PT2M');
      await page.getByLabel('確認しました', { exact: true }).check();
      await press(page, '許可');
      await seeRefusal(page, titles.pins, lapsed);
      expect(await states(page)).toMatchObject({ 6000001: '未登録', 6000002: '未登録', 6000004: '未登録' });
      await registerPins(page, { 6000001: '1234' });
      await press(page, '確認');
      await agree(page);
      expect((await linked(visiting)).accounts).toEqual(['6000001', '6000003']);
    },
  ],
  [
    '3. ※ 当日中に認証手続きを行わない場合、登録は行われません',
    'so it is between 登録 and 確認, and then no mail is sent',
    async () => {
      await today('23:59:00');
      const { page } = await visit([loginOf('tanaka'), select, pinsOf(first)]);
      await sandbox.advance('PT2M');
      await press(page, '確認');
      await seeRefusal(page, titles.pins, lapsed);
      expect(await mails()).toEqual([]);
    },
  ],
  [
    '3. 4.',
    '確認 leads to 認証認可, and 「照会用暗証番号登録受付のご案内」 goes to the operator and the administrator',
    async () => {
      const { page } = await visit([loginOf('sato')]);
      await answerOnPage(page);
      await selectServices(page);
      await registerPins(page, { 6000001: '1234' });
      expect(await mails()).toEqual([]);
      await press(page, '確認');
      await seeScreen(page, titles.consent);
      const subject = '照会用暗証番号登録受付のご案内';
      expect(await mails()).toEqual([`${subject} → sato@trade.example kept`, `${subject} → tanaka@trade.example kept`]);
    },
  ],
  [
    '3. 4.',
    'an administrator who registers gets one mail',
    async () => {
      const { page } = await visit([loginOf('tanaka'), select, pinsOf(first)]);
      await press(page, '確認');
      expect(await mails()).toEqual(['照会用暗証番号登録受付のご案内 → tanaka@trade.example kept']);
    },
  ],
  [
    '3. 4.',
    'the mail to an administrator whose address is 不達エラー is marked so, and the linkage goes on',
    async () => {
      await patch('tanaka', { mailUndeliverable: true });
      const { page } = await visit([loginOf('kobayashi'), ['next', { services: ['balances'] }], pinsOf(first)]);
      await press(page, '確認');
      await seeScreen(page, titles.consent);
      expect((await mails()).map((mail) => mail.split(' → ')[1])).toEqual([
        'kobayashi@customer.example kept',
        'tanaka@trade.example undeliverable',
      ]);
    },
  ],
];

const consents: readonly Row[] = [
  [
    '4. 1.',
    '認可対象, 認可期間 and 確認しました; there is 許可 and 中断, and no 拒否',
    async () => {
      const { page } = await visit([loginOf('yamada'), select]);
      await seeScreen(page, titles.consent);
      const scope = page.locator('section', { has: page.getByRole('heading', { name: '認可対象' }) });
      expect(await scope.locator('p').allInnerTexts()).toEqual(['残高照会', '入出金明細照会']);
      await page.getByText('一定期間（90日）').waitFor();
      expect(await page.getByRole('checkbox').count()).toBe(1);
      expect(await page.getByRole('button').allInnerTexts()).toEqual(['許可', '中断']);
      const data = { action: 'deny', values: {} };
      const denied = await page.context().request.post(page.url(), { data, headers: { Accept: 'application/json' } });
      expect(((await denied.json()) as Screen).errors[0]?.code).toBe('unknown_action');
    },
  ],
  [
    '4. 1.',
    '許可 without the tick is refused on the same screen',
    async () => {
      const { page } = await visit([loginOf('yamada'), select]);
      await press(page, '許可');
      await seeRefusal(
        page,
        titles.consent,
        'アクセスを許可する場合は「確認しました」をチェックしてから「許可」ボタンを押してください。',
      );
      expect(await mails()).toEqual([]);
    },
  ],
  [
    '4. 2.',
    '許可 leads to the vendor, and 「外部サービス連携登録完了のご案内」 goes to the operator alone',
    async () => {
      const visiting = await visit([loginOf('kobayashi'), ['next', { services: ['balances'] }], pinsOf(both)]);
      const { page } = visiting;
      await press(page, '確認');
      const before = await mails();
      await agree(page);
      expect(back(page)).toMatchObject({ state: visiting.pending.state, iss: sandbox.issuer });
      expect((await mails()).slice(before.length)).toEqual([
        '外部サービス連携登録完了のご案内 → kobayashi@customer.example kept',
      ]);
      expect((await linked(visiting)).accounts).toHaveLength(4);
    },
  ],
  [
    '4. 一定期間は再設定が不要',
    'the linkage works to the last second of 90 days, and then says that it has expired',
    async () => {
      const visiting = await visit([loginOf('yamada'), select]);
      await agree(visiting.page);
      const { linkage } = await linked(visiting);
      expect(await linkage.status()).toMatchObject({ daysLeft: 90 });
      await sandbox.advance('P89DT23H59M59S');
      expect(await linkage.status()).toMatchObject({ daysLeft: 1 });
      await sandbox.advance('PT1S');
      const error = await linkage.status().catch((thrown) => thrown);
      expect(error).toBeInstanceOf(LinkageEndedError);
      expect(error).toMatchObject({ reason: 'expired' });
    },
  ],
  ...[
    ['ログインパスワード', { loginPassword: 'yamada-pw2' }, 'login_password_changed'] as const,
    ['ログインID', { loginId: 'yamada2' }, 'login_id_changed'] as const,
  ].flatMap(([what, change, reason]): Row[] => [
    [
      `4. ${what}を変更した場合`,
      `the vendor is told ${reason} at the API and at the refresh`,
      async () => {
        const vendor = await createVendor(sandbox);
        const tokens = await vendor.link({ loginId: 'yamada' });
        expect((await vendor.read(tokens.access_token, '/accounts')).status).toBe(200);
        expect((await patch('yamada', change)).status).toBe(200);
        const read = await vendor.read(tokens.access_token, '/accounts');
        expect([read.status, await read.json()]).toMatchObject([401, { code: 'consent_ended', reason }]);
        const refreshed = await vendor.refresh(tokens.refresh_token ?? '');
        expect([refreshed.status, await refreshed.json()]).toMatchObject([400, { error: 'invalid_grant', reason }]);
      },
    ],
    [
      `4. ${what}を変更した場合`,
      'the SDK throws LinkageEndedError with the reason, and 再度、本設定 with what is new works',
      async () => {
        const visiting = await visit([loginOf('yamada'), select]);
        await agree(visiting.page);
        const { linkage } = await linked(visiting);
        await patch('yamada', change);
        const error = await linkage.status().catch((thrown) => thrown);
        expect(error).toBeInstanceOf(LinkageEndedError);
        expect(error).toMatchObject({ reason });
        const again = await visit();
        await logIn(again.page, 'yamada', 'yamada-pw1');
        await again.page.getByRole('alert').getByText('正しくないか、ご利用を停止しています').waitFor();
        const { loginId = 'yamada', loginPassword = 'yamada-pw1' } = change as Record<string, string>;
        await logIn(again.page, loginId, loginPassword);
        await selectServices(again.page);
        await agree(again.page);
        expect((await linked(again)).accounts).toEqual(['6100001']);
      },
    ],
  ]),
  [
    '4. 変更した場合等',
    'at a bank whose manual does not say so, the same changes end nothing',
    async () => {
      const vendor = await createVendor({ ...sandbox, issuer: `${sandbox.origin}/gunma` });
      const tokens = await vendor.link({ loginId: 'sato' });
      await sandbox.control('PATCH', '/customers/gunma/sato', { loginPassword: 'sato-pw2' });
      await sandbox.control('PATCH', '/customers/gunma/sato', { loginId: 'sato2' });
      expect((await vendor.read(tokens.access_token, '/accounts')).status).toBe(200);
      const refreshed = await vendor.refresh(tokens.refresh_token ?? '');
      expect(refreshed.status).toBe(200);
      const { access_token: accessToken } = (await refreshed.json()) as { access_token: string };
      const read = await vendor.read(accessToken, '/accounts');
      expect(((await read.json()) as { accounts: unknown[] }).accounts).toHaveLength(1);
    },
  ],
];

describe('seed 004, step by step in a browser', () => {
  it.each(beforeLinking)('seed 004, before 1., %s: %s', (_step, _tells, walk) => walk());
  it.each(authentication)('seed 004, %s: %s', (_step, _tells, walk) => walk());
  it.each(menus)('seed 004, %s: %s', (_step, _tells, walk) => walk());
  it.each(registration)('seed 004, %s: %s', (_step, _tells, walk) => walk());
  it.each(consents)('seed 004, %s: %s', (_step, _tells, walk) => walk());
});

/** Every screen of a linkage that can go on, and what leads to it. */
const everyScreen: readonly {
  readonly what: string;
  readonly title: string;
  readonly before: readonly Pressed[];
  readonly device?: BrowserContextOptions;
}[] = [
  { what: 'the first screen', title: titles.entry, before: [] },
  { what: 'the certificate window', title: titles.certificates, before: [['certificate-login']] },
  { what: 'the password after it', title: titles.entry, before: byCertificate('mizuho-suzuki-valid') },
  { what: 'the refusal of a certificate', title: titles.entry, before: byCertificate('mizuho-suzuki-expired') },
  { what: 'the one-time password with its code', title: titles.oneTimePassword, before: [loginOf('sato')] },
  { what: 'the 2-D code on a phone', title: titles.code, before: [loginOf('sato')], device: iphone },
  {
    what: 'the one-time password on a phone',
    title: titles.oneTimePassword,
    before: [loginOf('sato'), ['next']],
    device: iphone,
  },
  { what: 'the one-time password alone', title: titles.oneTimePassword, before: [loginOf('ito')] },
  { what: 'メニュー選択', title: titles.services, before: [loginOf('tanaka')] },
  { what: '口座登録', title: titles.pins, before: [loginOf('tanaka'), select] },
  { what: '口座登録 4.', title: titles.pinsResult, before: [loginOf('tanaka'), select, pinsOf(both)] },
  { what: '認証認可', title: titles.consent, before: [loginOf('tanaka'), select, pinsOf(both), ['confirm']] },
];

describe('seed 004, 1 - A., 1 - B. 中断', () => {
  it.each(everyScreen)(
    'on $what leads back to the vendor with access_denied',
    async ({ title, before, device = {} }) => {
      const visiting = await visit(before, { device });
      const screen = visiting.page.url();
      await seeScreen(visiting.page, title);
      await press(visiting.page, '中断');
      await seeDenied(visiting);
      expect((await mails()).filter((mail) => mail.includes('完了'))).toEqual([]);
      expect((await visiting.page.goto(screen))?.status()).toBe(400);
    },
  );

  it('leaves what was 登録済み* without effect: the next day it is 未登録', async () => {
    const visiting = await visit([loginOf('tanaka'), select, pinsOf(both), ['confirm']]);
    await press(visiting.page, '中断');
    await seeDenied(visiting);
    await sandbox.advance('P1D');
    const { page } = await visit([loginOf('tanaka'), select]);
    expect(await states(page)).toMatchObject({ 6000001: '未登録', 6000002: '未登録', 6000003: '登録済み' });
  });
});
