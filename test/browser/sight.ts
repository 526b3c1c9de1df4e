import type { Page } from 'playwright-core';
import { expect } from 'vitest';

/** The titles of the screens, as seed 000 prints them between < and >. */
export const titles = {
  entry: 'API連携認証（利用登録）',
  services: 'API連携認証（認可業務選択）（利用登録）',
  pins: 'API連携認証（照会用暗証番号登録）（利用登録）',
  pinsResult: 'API連携認証（照会用暗証番号登録結果）',
  consent: 'API連携認証（情報アクセス許可）（利用登録）',
} as const;

/** The titles of the screens of `mizuho`, as seed 004 prints them; those of the pages that it shows as pictures are ours. */
export const mizuhoTitles = {
  entry: '外部サービス連携',
  certificates: 'クライアント認証',
  oneTimePassword: 'ワンタイムパスワード認証',
  code: 'ワンタイムパスワード認証（二次元コード）',
  services: 'メニュー選択',
  pins: '口座登録',
  pinsResult: '口座登録（内容確認）',
  consent: '認証認可',
  ended: '外部サービス連携（エラー）',
} as const;

const mark = 'サンドボックス（テスト環境）';

/** What a customer of a bank sees, by the name of the bank. */
export function sightOf(bank: string) {
  return {
    /** The screen with this title is there, and refuses nothing. */
    seeScreen: async (page: Page, title: string): Promise<void> => {
      await page.getByRole('heading', { level: 1, name: title, exact: true }).waitFor();
      expect(await page.title()).toBe(`${title} | ${bank} | ${mark}`);
      expect(await page.getByRole('alert').count()).toBe(0);
    },
    /** The screen with this title is there, and refuses what was sent. */
    seeRefusal: async (page: Page, title: string, ...messages: string[]): Promise<void> => {
      await page.getByRole('heading', { level: 1, name: title, exact: true }).waitFor();
      expect(await page.title()).toBe(`エラー：${title} | ${bank} | ${mark}`);
      expect(await page.getByRole('alert').getByRole('listitem').allInnerTexts()).toEqual(messages);
    },
  };
}

export const { seeScreen, seeRefusal } = sightOf('サンドボックス信用組合 FBサービス［群馬型］');

/** A mistake is told next to its field too, and the field points at it. */
export async function seeFieldError(page: Page, field: string, message: string): Promise<void> {
  const error = page.locator(`#${field}-error`);
  expect(await error.textContent()).toBe(message);
  const described = page.locator(`[aria-describedby~="${field}-error"]`);
  expect(await described.count()).toBeGreaterThan(0);
}

/** The rows of the table on a screen, as a customer reads them. */
export async function readTable(page: Page): Promise<string[][]> {
  const rows = await page.getByRole('table').locator('tbody').getByRole('row').all();
  return Promise.all(rows.map((row) => row.getByRole('cell').allInnerTexts()));
}
