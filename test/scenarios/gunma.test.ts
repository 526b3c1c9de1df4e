import type { BankLink, PendingLinkage } from '@renkei/sdk';
import { LinkageDeniedError } from '@renkei/sdk';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openBrowser } from '../browser/browser.ts';
import { allow, logIn, pickCertificate, press, registerPin, selectServices } from '../browser/customer.ts';
import { loginOf, openScreen, type Pressed } from '../browser/shortcut.ts';
import { readTable, seeRefusal, seeScreen, titles } from '../browser/sight.ts';
import { openVendorSite, registerVendor, type VendorSite } from '../browser/vendor-site.ts';
import { worldOfScreens } from '../browser/world.ts';
import { openSandbox, type TestSandbox } from '../support/sandbox.ts';

let browser: Browser;
let site: VendorSite;
/** With the certificate window as a page. */
let sandbox: TestSandbox;
/** With the certificate window of the browser. */
let tlsSandbox: TestSandbox;

beforeAll(async () => {
  const world = worldOfScreens();
  [browser, site, sandbox, tlsSandbox] = await Promise.all([
    openBrowser(),
    openVendorSite(),
    openSandbox({ world }),
    openSandbox({ world, certificateLogin: 'tls' }),
  ]);
});
afterAll(async () => {
  await Promise.all([browser.close(), site.close(), sandbox.close(), tlsSandbox.close()]);
  expect([...sandbox.faults, ...tlsSandbox.faults]).toEqual([]);
});

/** A customer who has come from the vendor's page and sees the bank's first screen. */
interface Visit {
  readonly page: Page;
  readonly vendor: BankLink;
  readonly pending: PendingLinkage;
}

const contexts: BrowserContext[] = [];
beforeEach(async () => {
  await Promise.all([sandbox, tlsSandbox].map((one) => one.control('POST', '/reset')));
});
afterEach(async () => {
  await Promise.all(contexts.splice(0).map((context) => context.close()));
});

/** Opens the first screen, or the one after `before`, which other rows walk in the browser. */
async function visit(vendorMetadata: Record<string, unknown> = {}, ...before: readonly Pressed[]): Promise<Visit> {
  const vendor = await registerVendor(sandbox, site, vendorMetadata);
  const context = await browser.newContext();
  contexts.push(context);
  const page = await context.newPage();
  const pending = await openScreen(page, vendor, ...before);
  return { page, vendor, pending };
}

async function visitByTls(certificate?: string): Promise<Visit> {
  const vendor = await registerVendor(tlsSandbox, site);
  const clientCertificates = certificate
    ? [{ origin: tlsSandbox.tlsOrigin, pfx: await pkcs12(certificate), passphrase: 'sandbox' }]
    : [];
  const context = await browser.newContext({ ignoreHTTPSErrors: true, clientCertificates });
  contexts.push(context);
  const page = await context.newPage();
  const pending = await openScreen(page, vendor);
  return { page, vendor, pending };
}

async function pkcs12(certificate: string): Promise<Buffer> {
  const response = await tlsSandbox.control('GET', `/certificates/${certificate}.p12`);
  return Buffer.from(await response.arrayBuffer());
}

/** Back at the vendor, whose SDK checks `state` and `iss`, redeems the code and reads the accounts. */
async function seeLinked({ page, vendor, pending }: Visit, accounts: number): Promise<void> {
  const arrival = new URL(page.url());
  expect(arrival.href.startsWith(site.redirectUri)).toBe(true);
  expect([...arrival.searchParams.keys()].sort()).toEqual(['code', 'iss', 'state']);
  expect(arrival.searchParams.get('iss')).toBe(pending.issuer);
  expect(arrival.searchParams.get('state')).toBe(pending.state);
  const linkage = await vendor.complete(page.url(), pending);
  let found = 0;
  for await (const _ of linkage.accounts()) found += 1;
  expect(found).toBe(accounts);
}

const register = (...accounts: string[]): Pressed => ['register', { accounts, inquiryPin: '1234' }];

const fixedServices = { services: ['balances', 'transactions'], skipServiceSelection: true };

/** One row for every step, note and condition of the manual; `step` is printed as the manual prints it. */
const manual: readonly {
  readonly seed: '000';
  readonly step: string;
  readonly tells: string;
  readonly walk: () => Promise<void>;
}[] = [
  {
    seed: '000',
    step: '手順1-1 ①',
    tells: 'the vendor leads to <API連携認証（利用登録）>, which has 電子証明書ログイン',
    walk: async () => {
      const { page } = await visit();
      await seeScreen(page, titles.entry);
      await page.getByRole('heading', { name: '電子証明書方式のお客様' }).waitFor();
      await page.getByRole('button', { name: '電子証明書ログイン' }).waitFor();
      await page.getByText('テスト会計（株式会社テスト）とのAPI連携を登録します。').waitFor();
    },
  },
  {
    seed: '000',
    step: '手順1-1 ①',
    tells: '電子証明書ログイン opens the certificate window; a certificate is picked by what it says, OK goes on',
    walk: async () => {
      const { page } = await visit();
      await press(page, '電子証明書ログイン');
      await seeScreen(page, 'クライアント認証');
      const certificate = page.getByRole('radio', { name: /(?<![a-z-])suzuki-valid／/ });
      const shown = page.locator('label', { has: certificate });
      expect(await shown.textContent()).toContain('鈴木 管理（サンドボックス商事株式会社）');
      expect(await shown.textContent()).toMatch(
        /発行者 サンドボックス認証局.*有効期間 2026-\d\d-\d\d から 2027-\d\d-\d\d/,
      );
      await certificate.check();
      await press(page, 'OK');
      await seeScreen(page, titles.entry);
      await page.getByLabel('ログインパスワード', { exact: true }).waitFor();
    },
  },
  {
    seed: '000',
    step: '手順1-1 ①',
    tells: 'the certificate window can be cancelled, which leads back to the first screen',
    walk: async () => {
      const { page } = await visit();
      await press(page, '電子証明書ログイン');
      await press(page, 'キャンセル');
      await seeScreen(page, titles.entry);
      await page.getByRole('button', { name: '電子証明書ログイン' }).waitFor();
    },
  },
  {
    seed: '000',
    step: '手順1-1 ①',
    tells: 'a real client certificate is taken from the TLS handshake, and links the customer',
    walk: async () => {
      const customer = await visitByTls('suzuki-valid');
      const { page } = customer;
      await press(page, '電子証明書ログイン');
      await seeScreen(page, titles.entry);
      expect(new URL(page.url()).origin).toBe(tlsSandbox.origin);
      await page.getByLabel('ログインパスワード', { exact: true }).fill('suzuki-pw1');
      await press(page, 'API連携');
      await selectServices(page);
      await registerPin(page, '1234', '2000002', '1111111');
      await press(page, '確認');
      await allow(page);
      await seeLinked(customer, 2);
    },
  },
  {
    seed: '000',
    step: '手順1-1 ※',
    tells: 'the certificate window may look different from Windows to Windows, and the way on is the same',
    walk: async () => {
      const [{ page: played }, { page: real }] = await Promise.all([visit(), visitByTls('suzuki-valid')]);
      await pickCertificate(played, 'suzuki-valid');
      await press(real, '電子証明書ログイン');
      expect(await real.locator('main').textContent()).toBe(await played.locator('main').textContent());
    },
  },
  {
    seed: '000',
    step: '手順1-1 ②',
    tells: '<API連携認証（利用登録）> asks for the ログインパスワード alone, API連携 leads to 手順2',
    walk: async () => {
      const { page } = await visit();
      await pickCertificate(page, 'suzuki-valid');
      await seeScreen(page, titles.entry);
      expect(await page.getByLabel('ログインID').count()).toBe(0);
      await page.getByLabel('ログインパスワード', { exact: true }).fill('suzuki-pw1');
      await press(page, 'API連携');
      await seeScreen(page, titles.services);
    },
  },
  {
    seed: '000',
    step: '手順1-2 ①',
    tells: 'the vendor leads to <API連携認証（利用登録）>, which has ログインID, ログインパスワード and API連携',
    walk: async () => {
      const { page } = await visit();
      await seeScreen(page, titles.entry);
      await page.getByRole('heading', { name: 'ID・パスワード方式のお客様' }).waitFor();
      expect(await page.getByLabel('ログインパスワード', { exact: true }).getAttribute('type')).toBe('password');
      await page.getByLabel('ログインID', { exact: true }).waitFor();
      await page.getByRole('button', { name: 'API連携', exact: true }).waitFor();
    },
  },
  {
    seed: '000',
    step: '手順1-2 ①',
    tells: 'ログインID, ログインパスワード and API連携 lead to 手順2',
    walk: async () => {
      const { page } = await visit();
      await logIn(page, 'tanaka');
      await seeScreen(page, titles.services);
    },
  },
  {
    seed: '000',
    step: '手順2',
    tells: '<API連携認証（認可業務選択）（利用登録）>: 利用業務を選択, 次へ leads to 手順3',
    walk: async () => {
      const { page } = await visit({}, loginOf('tanaka'));
      await seeScreen(page, titles.services);
      const choice = page.getByRole('group', { name: '利用業務を選択' });
      expect(await choice.getByRole('checkbox').count()).toBe(3);
      await selectServices(page, '残高照会', '入出金明細照会');
      await seeScreen(page, titles.pins);
    },
  },
  {
    seed: '000',
    step: '手順2',
    tells: 'the services offered are those that the vendor is registered for',
    walk: async () => {
      const { page } = await visit({ services: ['balances', 'deposits'] }, loginOf('tanaka'));
      const choice = page.getByRole('group', { name: '利用業務を選択' });
      expect(await choice.locator('label').allInnerTexts()).toEqual(['残高照会', '振込入金明細照会']);
    },
  },
  {
    seed: '000',
    step: '手順2 ※',
    tells: 'for some vendors it is not shown: the login leads to 手順3',
    walk: async () => {
      const { page } = await visit(fixedServices);
      await logIn(page, 'tanaka');
      await seeScreen(page, titles.pins);
    },
  },
  {
    seed: '000',
    step: '手順3',
    tells:
      '<API連携認証（照会用暗証番号登録）（利用登録）>: an account in 未登録 is selected, 照会用暗証番号 entered, 登録 leads to 手順4',
    walk: async () => {
      const { page } = await visit(fixedServices, loginOf('tanaka'));
      await seeScreen(page, titles.pins);
      expect(await page.getByRole('columnheader').allInnerTexts()).toEqual([
        '選択',
        '登録状況',
        '照会用口座',
        '口座メモ',
        '照会用暗証番号（現在）',
      ]);
      expect(await readTable(page)).toEqual([
        ['', '未登録', 'インターネット支店 (001) 普通 2000002', '売上入金用', '-'],
        ['', '未登録', '本店営業部 (202) 当座 1111111', '支払用', '-'],
      ]);
      await registerPin(page, '1234', '2000002');
      await seeScreen(page, titles.pinsResult);
    },
  },
  {
    seed: '000',
    step: '手順3',
    tells: 'only accounts in 未登録 can be selected, and one that may not be inquired into is not shown',
    walk: async () => {
      const { page } = await visit(fixedServices, loginOf('nakamura'));
      const numbers = (await readTable(page)).map(([, state, account]) => [state, account?.slice(-7)]);
      expect(numbers).toEqual([
        ['未登録', '2000003'],
        ['未登録', '1111112'],
        ['登録済み*', '1000314'],
      ]);
      expect(await page.getByRole('checkbox').count()).toBe(2);
    },
  },
  {
    seed: '000',
    step: '手順3 ※',
    tells: 'with the 照会用暗証番号 of every account registered it is not shown: 手順2 leads to 手順5',
    walk: async () => {
      const { page } = await visit({}, loginOf('sato'));
      await selectServices(page);
      await seeScreen(page, titles.consent);
    },
  },
  {
    seed: '000',
    step: '手順2 ※, 手順3 ※',
    tells: 'with neither to be shown, the login leads to 手順5',
    walk: async () => {
      const { page } = await visit(fixedServices);
      await pickCertificate(page, 'takahashi-valid');
      await page.getByLabel('ログインパスワード', { exact: true }).fill('takahashi-pw1');
      await press(page, 'API連携');
      await seeScreen(page, titles.consent);
    },
  },
  {
    seed: '000',
    step: '手順4',
    tells: '<API連携認証（照会用暗証番号登録結果）> shows what was registered as 登録済み*',
    walk: async () => {
      const { page } = await visit(fixedServices, loginOf('tanaka'));
      await registerPin(page, '1234', '2000002');
      await seeScreen(page, titles.pinsResult);
      expect(await readTable(page)).toEqual([
        ['登録済み*', 'インターネット支店 (001) 普通 2000002', '売上入金用', '*****'],
        ['未登録', '本店営業部 (202) 当座 1111111', '支払用', '-'],
      ]);
      expect(await page.locator('main').textContent()).not.toContain('1234');
    },
  },
  {
    seed: '000',
    step: '手順4 イ',
    tells: '確認 leads to 手順5',
    walk: async () => {
      const { page } = await visit(fixedServices, loginOf('tanaka'), register('001-1-2000002'));
      await seeScreen(page, titles.pinsResult);
      await press(page, '確認');
      await seeScreen(page, titles.consent);
    },
  },
  {
    seed: '000',
    step: '手順4 ロ',
    tells: '照会用暗証番号の追加登録 leads to 手順3 again, for an account with another number',
    walk: async () => {
      const { page } = await visit(fixedServices, loginOf('ito'));
      await registerPin(page, '1111', '2000003');
      await press(page, '照会用暗証番号の追加登録');
      await seeScreen(page, titles.pins);
      expect(await page.getByRole('checkbox').count()).toBe(1);
      await registerPin(page, '2222', '1111112');
      await seeScreen(page, titles.pinsResult);
      expect((await readTable(page)).map(([state]) => state)).toEqual([
        '登録済み*',
        '登録済み*',
        '登録済み',
        '登録済み*',
      ]);
      await press(page, '確認');
      await seeScreen(page, titles.consent);
    },
  },
  {
    seed: '000',
    step: '手順4 ロ',
    tells: 'when no account is left in 未登録, 照会用暗証番号の追加登録 says so and 確認 goes on',
    walk: async () => {
      const { page } = await visit(fixedServices, loginOf('tanaka'), register('001-1-2000002', '202-2-1111111'));
      await press(page, '照会用暗証番号の追加登録');
      await seeRefusal(page, titles.pinsResult, '追加で登録できる口座はありません。「確認」ボタンを押してください。');
      await press(page, '確認');
      await seeScreen(page, titles.consent);
    },
  },
  {
    seed: '000',
    step: '手順5',
    tells: '<API連携認証（情報アクセス許可）（利用登録）> has the words of the manual: 認可対象, 認可期間, 意思確認',
    walk: async () => {
      const { page } = await visit({}, loginOf('sato'), ['next', { services: ['balances', 'transactions'] }]);
      await seeScreen(page, titles.consent);
      const text = await page.locator('main').textContent();
      for (const words of consentWords) expect(text).toContain(words);
      for (const heading of ['認可対象', '認可期間', '意思確認']) {
        await page.getByRole('heading', { level: 2, name: heading, exact: true }).waitFor();
      }
      // The manual's 認可対象 is an image read as 「株式会社 入社説明委員会」: 残高照会 and 入出金明細照会.
      const scope = page.locator('section', { has: page.getByRole('heading', { name: '認可対象' }) });
      expect(await scope.locator('p').allInnerTexts()).toEqual(['残高照会', '入出金明細照会']);
      expect(await page.getByRole('button').allInnerTexts()).toEqual(['拒否', '許可']);
    },
  },
  {
    seed: '000',
    step: '手順5 意思確認',
    tells: '許可 without 認可手続きを継続する is refused on the same screen',
    walk: async () => {
      const { page } = await visit(fixedServices, loginOf('sato'));
      await press(page, '許可');
      await seeRefusal(
        page,
        titles.consent,
        'アクセスを許可する場合は「認可手続きを継続する」をチェックしてから「許可」ボタンを押してください。',
      );
    },
  },
  {
    seed: '000',
    step: '手順5 許可',
    tells: '許可 leads back to the vendor, who reads the accounts, and 登録済み* has become 登録済み',
    walk: async () => {
      const customer = await visit();
      const { page } = customer;
      await logIn(page, 'tanaka');
      await selectServices(page);
      await registerPin(page, '1234', '2000002', '1111111');
      await press(page, '確認');
      await allow(page);
      await seeLinked(customer, 2);
      const again = await visit({}, loginOf('tanaka'));
      await selectServices(again.page);
      await seeScreen(again.page, titles.consent);
    },
  },
  {
    seed: '000',
    step: '手順5 許可',
    tells: 'the vendor may read the services that were selected, and no other',
    walk: async () => {
      const { page, vendor, pending } = await visit({}, loginOf('sato'));
      await selectServices(page, '残高照会');
      await allow(page);
      const linkage = await vendor.complete(page.url(), pending);
      expect(linkage.services).toEqual(['balances']);
      expect(await linkage.status()).toMatchObject({ services: ['balances'], daysLeft: 90 });
    },
  },
  {
    seed: '000',
    step: '手順5 拒否',
    tells: '拒否 leads back to the vendor with error=access_denied, and what was 登録済み* is not registered',
    walk: async () => {
      const before = [loginOf('tanaka'), register('001-1-2000002', '202-2-1111111'), ['confirm']] as const;
      const { page, vendor, pending } = await visit(fixedServices, ...before);
      await press(page, '拒否');
      const { searchParams } = new URL(page.url());
      expect(searchParams.get('error')).toBe('access_denied');
      expect(searchParams.get('state')).toBe(pending.state);
      expect(searchParams.get('iss')).toBe(pending.issuer);
      await expect(vendor.complete(page.url(), pending)).rejects.toBeInstanceOf(LinkageDeniedError);
      await sandbox.advance('P1D');
      const again = await visit(fixedServices, loginOf('tanaka'));
      await seeScreen(again.page, titles.pins);
      expect((await readTable(again.page)).map(([, state]) => state)).toEqual(['未登録', '未登録']);
    },
  },
];

/** 手順5 as printed, with the names of the test; `利用規約のと` of the print is a slip for `利用規約のもと`. */
const consentWords = [
  'テスト会計（株式会社テスト）がお客様のインターネットバンキングの口座情報・明細情報へのアクセスを求めています。',
  'テスト会計（株式会社テスト）とサンドボックス信用組合 FBサービス［群馬型］はそれぞれの利用規約とプライバシーポリシーに従って、この情報を使用します。',
  '以下の認可対象・認可期間をご確認の上、「許可」ボタンを押してください。',
  '一定期間（90日）',
  '「許可」ボタンを押す前に、テスト会計（株式会社テスト）のWebサイトを閲覧できるかどうかをお客様自身の判断で確認してください。',
  '「許可」ボタンを押すことによって、お客様はテスト会計（株式会社テスト）の利用規約のもと利用を続けることとなります。',
  '認可手続きを継続する場合は「認可手続きを継続する」のチェックボックスをチェックしてください。',
  'お客様の入力されたIDやパスワード等の認証情報はテスト会計（株式会社テスト）には開示されません。',
  'テスト会計（株式会社テスト）との間の連携は暗号化されています。',
  'なお、本アプリケーションへのアクセスは、ご利用組合へ連絡することでも解除することができます。',
];

describe('seed 000, walked in a browser', () => {
  for (const { seed, step, tells, walk } of manual) it(`seed ${seed}, ${step}: ${tells}`, walk);
});

/** What the customer reads for a certificate that cannot be used. */
const certificates = [
  { id: 'suzuki-expired', why: 'expired', says: 'この電子証明書は有効期限が切れています。' },
  { id: 'suzuki-revoked', why: 'revoked', says: 'この電子証明書は失効しています。' },
  { id: 'suzuki-not-yet', why: 'not yet valid', says: 'この電子証明書は有効期間の開始前です。' },
  { id: 'suzuki-foreign', why: 'of another authority', says: 'この電子証明書は当組合が発行したものではありません。' },
];

async function seeCertificateRefused(page: Page, says: string): Promise<void> {
  await seeScreen(page, titles.entry);
  await page.getByText('電子証明書でログインできませんでした。').waitFor();
  await page.getByText(says).waitFor();
  await press(page, '戻る');
  await seeScreen(page, titles.entry);
  await page.getByRole('button', { name: '電子証明書ログイン' }).waitFor();
  await page.getByLabel('ログインID', { exact: true }).waitFor();
}

const passwordRefused =
  'ログインパスワードが正しくないか、ご利用を停止しています。入力内容をご確認ください。複数回誤って入力されますとご利用を停止します。停止した場合は、お取引店へお問い合わせください。';

async function seeOtherPasswordRefused(page: Page): Promise<void> {
  await page.getByLabel('ログインパスワード', { exact: true }).fill('suzuki-pw1');
  await press(page, 'API連携');
  await seeRefusal(page, titles.entry, passwordRefused);
  expect(await page.getByLabel('ログインパスワード', { exact: true }).inputValue()).toBe('');
  await page.getByLabel('ログインパスワード', { exact: true }).fill('takahashi-pw1');
  await press(page, 'API連携');
  await seeScreen(page, titles.services);
}

describe('seed 000, 手順1-1 ①: a certificate that cannot be used', () => {
  for (const { id, why, says } of certificates) {
    it(`picked from the window, ${why}: a screen of its own, and a way back`, async () => {
      const { page } = await visit();
      await pickCertificate(page, id);
      await seeCertificateRefused(page, says);
    });

    it(`shown by TLS, ${why}: a screen of its own, and a way back`, async () => {
      const { page } = await visitByTls(id);
      await press(page, '電子証明書ログイン');
      await seeCertificateRefused(page, says);
    });
  }

  it('shown by TLS, none at all: a screen of its own, and a way back', async () => {
    const { page } = await visitByTls();
    await press(page, '電子証明書ログイン');
    await seeCertificateRefused(page, '電子証明書が提示されませんでした。');
  });

  it('picked from the window, that of another customer: his password is needed', async () => {
    const { page } = await visit();
    await pickCertificate(page, 'takahashi-valid');
    await seeOtherPasswordRefused(page);
  });

  it('shown by TLS, that of another customer: his password is needed', async () => {
    const { page } = await visitByTls('takahashi-valid');
    await press(page, '電子証明書ログイン');
    await seeOtherPasswordRefused(page);
  });
});
