import type { BankLink, PendingLinkage } from '@renkei/sdk';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { seeAccessible } from '../browser/accessibility.ts';
import { openBrowser } from '../browser/browser.ts';
import { allow, logIn, pickCertificate, press, registerPin, selectServices } from '../browser/customer.ts';
import { openScreen, type Pressed } from '../browser/shortcut.ts';
import { readTable, titles } from '../browser/sight.ts';
import { openVendorSite, registerVendor, type VendorSite } from '../browser/vendor-site.ts';
import { worldOfScreens } from '../browser/world.ts';
import { openSandbox, type TestSandbox } from '../support/sandbox.ts';

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
beforeEach(async () => {
  await sandbox.control('POST', '/reset');
});
afterEach(async () => {
  await Promise.all(contexts.splice(0).map((context) => context.close()));
});

interface Visit {
  readonly page: Page;
  readonly vendor: BankLink;
  readonly pending: PendingLinkage;
}

/** Opens the first screen of a bank, or the one after `before`, which other rows walk in the browser. */
async function visit(
  bank: string,
  before: readonly Pressed[] = [],
  metadata: Record<string, unknown> = {},
): Promise<Visit> {
  const vendor = await registerVendor({ ...sandbox, issuer: `${sandbox.origin}/${bank}` }, site, metadata);
  const context = await browser.newContext();
  contexts.push(context);
  const page = await context.newPage();
  return { page, vendor, pending: await openScreen(page, vendor, ...before) };
}

async function seeScreen(page: Page, title: string): Promise<void> {
  await page.getByRole('heading', { level: 1, name: title, exact: true }).waitFor();
  expect(await page.getByRole('alert').count()).toBe(0);
}

async function seeRefusal(page: Page, message: string): Promise<void> {
  await page.getByRole('alert').getByText(message).waitFor();
}

/** One column of the table, the tick-boxes not counted. */
const column = async (page: Page, index: number) => (await readTable(page)).map((cells) => cells.at(index - 4)?.trim());

const additionalTitle = 'API連携認証（追加認証）（利用登録）';
const fixed = { services: ['balances', 'transactions'], skipServiceSelection: true };
const heads = ['登録状況', '照会用口座', '口座メモ', '照会用暗証番号（現在）'];
const states = ['未登録', '未登録', '登録済み', '登録済み*'];

const byCertificate = (id: string, loginId: string): Pressed[] => [
  ['certificate-login'],
  ['select', { certificate: id }],
  ['login', { loginPassword: `${loginId}-pw1` }],
];
const answer = (text: string): Pressed => ['authenticate', { answer: text }];
const select: Pressed = ['next', { services: ['balances', 'transactions'] }];
const kobayashi = [...byCertificate('kobayashi-valid', 'kobayashi'), answer('ころ')];
const inoue: Pressed[] = [['login', { loginId: 'inoue', loginPassword: 'inoue-pw1' }], answer('さくらい')];

async function accountsLinked({ page, vendor, pending }: Visit): Promise<number> {
  const linkage = await vendor.complete(page.url(), pending);
  let found = 0;
  for await (const _ of linkage.accounts()) found += 1;
  return found;
}

type Row = readonly [seed: '001' | '002', step: string, tells: string, walk: () => Promise<void>];

/** One row for every step, note and condition that the manuals have beyond seed 000's, and the way through each bank. */
const manual: readonly Row[] = [
  [
    '001',
    '手順1 ①',
    '電子証明書方式でのご利用となります: there is 電子証明書ログイン, and no ログインID',
    async () => {
      const { page } = await visit('sorachi');
      await seeScreen(page, titles.entry);
      await page.getByRole('button', { name: '電子証明書ログイン' }).waitFor();
      expect(await page.getByLabel('ログインID').count()).toBe(0);
    },
  ],
  [
    '001',
    '手順1 ①②',
    'the certificate is chosen, OK, ログインパスワード, API連携 leads to 手順2',
    async () => {
      const { page } = await visit('sorachi');
      await pickCertificate(page, 'kobayashi-valid');
      await seeScreen(page, titles.entry);
      await page.getByLabel('ログインパスワード', { exact: true }).fill('kobayashi-pw1');
      await press(page, 'API連携');
      await seeScreen(page, additionalTitle);
    },
  ],
  [
    '001',
    '手順1 ①',
    'a login ID cannot be posted where the bank has no such login',
    async () => {
      const { page } = await visit('sorachi');
      const data = { action: 'login', values: { loginId: 'kobayashi', loginPassword: 'kobayashi-pw1' } };
      const response = await page.context().request.post(page.url(), { data, headers: { Accept: 'application/json' } });
      expect(response.status()).toBe(422);
      expect((await response.json()).errors[0].code).toBe('unknown_action');
    },
  ],
  [
    '001',
    '手順2',
    'the question is shown; the right 回答 and 認証 lead to 手順3',
    async () => {
      const { page } = await visit('sorachi', byCertificate('kobayashi-valid', 'kobayashi'));
      await seeScreen(page, additionalTitle);
      await page.getByText('最初に飼ったペットの名前は？').waitFor();
      await page.getByLabel('回答', { exact: true }).fill('ころ');
      await press(page, '認証');
      await seeScreen(page, titles.services);
    },
  ],
  [
    '001',
    '手順2',
    'a wrong 回答 is refused on the same screen, the fifth stops the login',
    async () => {
      const { page } = await visit('sorachi', byCertificate('kobayashi-valid', 'kobayashi'));
      for (let wrong = 1; wrong <= 4; wrong += 1) {
        await page.getByLabel('回答', { exact: true }).fill('たま');
        await press(page, '認証');
        await seeRefusal(page, '回答が正しくありません');
      }
      await page.getByLabel('回答', { exact: true }).fill('たま');
      await press(page, '認証');
      await page.getByText('ご利用を停止しました').first().waitFor();
      await press(page, '連携先へ戻る');
      expect(new URL(page.url()).searchParams.get('error')).toBe('access_denied');
    },
  ],
  [
    '001',
    '手順2 ※',
    'not shown to a customer who does not use it: straight to 手順3',
    async () => {
      const { page } = await visit('sorachi', byCertificate('saito-valid', 'saito'));
      await seeScreen(page, titles.services);
    },
  ],
  [
    '001',
    '手順3 ※',
    'not shown for some vendors: straight to 手順4',
    async () => {
      const { page } = await visit('sorachi', kobayashi, fixed);
      await seeScreen(page, titles.pins);
    },
  ],
  [
    '001',
    '手順4',
    'the table has 登録状況, 照会用口座, 口座メモ, 照会用暗証番号（現在）, and only 未登録 can be ticked',
    async () => {
      const { page } = await visit('sorachi', [...kobayashi, select]);
      await seeScreen(page, titles.pins);
      expect(await page.getByRole('columnheader').allInnerTexts()).toEqual(['選択', ...heads]);
      expect(await column(page, 0)).toEqual(states);
      expect((await readTable(page))[0]?.slice(-3)).toEqual([
        'インターネット支店 (001) 普通 2000002',
        '口座メモ5678901234567890',
        '-',
      ]);
      expect(await page.getByRole('checkbox').count()).toBe(2);
    },
  ],
  [
    '001',
    '手順4 ※',
    'not shown when every account is 登録済み: straight to 手順6',
    async () => {
      const { page } = await visit('sorachi', [...byCertificate('matsumoto-valid', 'matsumoto'), select]);
      await seeScreen(page, titles.consent);
    },
  ],
  [
    '001',
    '手順5 ロ',
    '照会用暗証番号の追加登録 leads to 手順4 again; 確認 leads to 手順6',
    async () => {
      const { page } = await visit('sorachi', [...kobayashi, select]);
      await registerPin(page, '1234', '2000002');
      await seeScreen(page, titles.pinsResult);
      expect([(await column(page, 0))[0], (await column(page, 3))[0]]).toEqual(['登録済み*', '*****']);
      await press(page, '照会用暗証番号の追加登録');
      await registerPin(page, '1234', '1111111');
      await press(page, '確認');
      await seeScreen(page, titles.consent);
    },
  ],
  [
    '001',
    '手順6',
    '認可対象, 認可期間, 意思確認; the tick and 許可 lead back to the vendor, which reads the accounts',
    async () => {
      const visiting = await visit('sorachi', [...kobayashi, select]);
      const { page } = visiting;
      await registerPin(page, '1234', '2000002', '1111111');
      await press(page, '確認');
      for (const heading of ['認可対象', '認可期間', '意思確認'])
        await page.getByRole('heading', { name: heading }).waitFor();
      await page.getByText('一定期間（90日）').waitFor();
      await allow(page);
      expect(await accountsLinked(visiting)).toBe(4);
    },
  ],
  [
    '002',
    '手順1-1',
    'a certificate leads to ログインパスワード, and without 追加認証 to 手順3',
    async () => {
      const { page } = await visit('miyakojima');
      await pickCertificate(page, 'kimura-valid');
      await page.getByLabel('ログインパスワード', { exact: true }).fill('kimura-pw1');
      await press(page, 'API連携');
      await seeScreen(page, titles.services);
    },
  ],
  [
    '002',
    '手順1-2, 手順2',
    'ログインID, ログインパスワード, API連携; then 回答 and 認証',
    async () => {
      const { page } = await visit('miyakojima');
      await logIn(page, 'inoue');
      await seeScreen(page, additionalTitle);
      await page.getByText('母親の旧姓は？').waitFor();
      await page.getByLabel('回答', { exact: true }).fill('さくらい');
      await press(page, '認証');
      await seeScreen(page, titles.services);
      await selectServices(page);
      await seeScreen(page, titles.pins);
    },
  ],
  [
    '002',
    '手順2 ※',
    'not shown to a customer who does not use it',
    async () => {
      const { page } = await visit('miyakojima');
      await logIn(page, 'hayashi');
      await seeScreen(page, titles.services);
    },
  ],
  [
    '002',
    '手順4',
    '全て ticks every row that is 未登録, and each row has an input',
    async () => {
      const { page } = await visit('miyakojima', [...inoue, select]);
      await seeScreen(page, titles.pins);
      await page.getByLabel('全て', { exact: true }).check();
      await page.getByLabel('照会用暗証番号 インターネット支店 (001) 普通 2000002').fill('1111');
      await page.getByLabel('照会用暗証番号 本店営業部 (202) 普通 1111111').fill('2222');
      await press(page, '登録');
      await seeScreen(page, titles.pinsResult);
      expect(await page.getByRole('columnheader').first().innerText()).toBe('登録状態');
      expect(await column(page, 0)).toEqual(['登録済み*', '登録済み*', '登録済み', '登録済み*']);
      await page.getByText('※登録状態欄「*」が表示されている口座の暗証番号は、照会完了後に有効となります。').waitFor();
    },
  ],
  [
    '002',
    '手順4',
    'a mistake in one row is told next to it, and nothing is registered',
    async () => {
      const { page } = await visit('miyakojima', [...inoue, select]);
      await page.getByRole('checkbox', { name: '2000002 を選択' }).check();
      await page.getByRole('checkbox', { name: '1111111 を選択' }).check();
      await page.getByLabel('照会用暗証番号 インターネット支店 (001) 普通 2000002').fill('1111');
      await page.getByLabel('照会用暗証番号 本店営業部 (202) 普通 1111111').fill('２２２２');
      await press(page, '登録');
      await seeRefusal(page, '照会用暗証番号は半角数字4桁で入力してください');
      expect(await page.getByRole('checkbox', { name: '1111111 を選択' }).isChecked()).toBe(true);
      expect(await column(page, 0)).toEqual(states);
    },
  ],
  [
    '002',
    '手順4 ※',
    'not shown when every account is 登録済み: straight to 手順6',
    async () => {
      const { page } = await visit('miyakojima', [
        ['login', { loginId: 'hayashi', loginPassword: 'hayashi-pw1' }],
        select,
      ]);
      await seeScreen(page, titles.consent);
    },
  ],
  [
    '002',
    '手順6',
    '同意確認 and 詳細エラーメッセージ, which says why 許可 without the tick is refused',
    async () => {
      const visiting = await visit('miyakojima', [
        ['login', { loginId: 'hayashi', loginPassword: 'hayashi-pw1' }],
        select,
      ]);
      const { page } = visiting;
      await page.getByRole('heading', { name: '同意確認' }).waitFor();
      const detail = page.locator('section.notice', { hasText: '詳細エラーメッセージ' });
      expect(await detail.textContent()).toContain('エラーはありません。');
      await press(page, '許可');
      expect(await detail.textContent()).toContain('consent_tick_required');
      await allow(page);
      expect(await accountsLinked(visiting)).toBe(1);
    },
  ],
  [
    '002',
    '手順6 拒否',
    '拒否 leads back to the vendor with access_denied',
    async () => {
      const { page } = await visit('miyakojima', [
        ['login', { loginId: 'hayashi', loginPassword: 'hayashi-pw1' }],
        select,
      ]);
      await press(page, '拒否');
      expect(new URL(page.url()).searchParams.get('error')).toBe('access_denied');
    },
  ],
];

describe('the manuals of sorachi and miyakojima, in a browser', () => {
  it.each(manual)('seed %s, %s: %s', async (_seed, _step, _tells, walk) => {
    await walk();
  });
});

describe('the pages that these banks add', () => {
  it.each([
    ['追加認証', 'sorachi', byCertificate('kobayashi-valid', 'kobayashi')],
    ['照会用暗証番号 in each row', 'miyakojima', [...inoue, select]],
    ['同意確認', 'miyakojima', [['login', { loginId: 'hayashi', loginPassword: 'hayashi-pw1' }], select] as Pressed[]],
  ])('have no accessibility problem and fit 360 px: %s', async (_, bank, before) => {
    const { page } = await visit(bank, before);
    await seeAccessible(page);
  });
});
