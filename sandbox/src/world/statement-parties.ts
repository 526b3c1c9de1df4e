import { toZenginText } from '../bank/zengin.ts';

const zengin = (names: string[]): readonly string[] => names.map((name) => toZenginText(name));

/** 仕向銀行: banks that do not exist. */
const banks = zengin(['テスト', 'サンドボックス', 'ダミー', 'ミホンシンキン', 'カクウシンクミ']);

/** 仕向支店. */
const branches = zengin(['ホンテン', 'キタ', 'ミナミ', 'ダイイチ', 'インターネット', 'テスト']);

/** Who pays the company, each from one account. The names say that they are made up. */
export const payers = zengin([
  'カ）テストショウテン',
  'テストコウギョウ（カ',
  'ユ）サンドボックスショウジ',
  'サンドボックスリョコウ（カ',
  'カ）ダミーフドウサン',
  'ダミーセイサクショ（ユ',
  'ド）ミホンショクドウ',
  'カ）ミホンデンキ',
  'カクウウンユ（カ',
  'シヤ）カクウキョウカイ',
  'イ）テストカイ',
  'テスト タロウ',
  'テスト ハナコ',
  'サンドボックス ジロウ',
  'ミホン ヨシコ',
  'TEST TRADING（カ',
]).map((payerName, index) => ({
  payerName,
  remittingBank: banks[index % banks.length] ?? '',
  remittingBranch: branches[index % branches.length] ?? '',
}));

/** Whom the company pays by transfer. */
export const payees = zengin([
  'カ）テストシザイ',
  'テストブンボウグ（カ',
  'サンドボックスウンソウ（カ',
  'カ）ダミーインサツ',
  'ユ）ミホンコウムテン',
  'カ）カクウソフト',
  'テストゼイリシジムショ',
  'ダミー ケンイチ',
]);

/** The company's staff, who get salaries. */
export const employees = zengin([
  'テスト イチロウ',
  'テスト ニコ',
  'ダミー サンシロウ',
  'ダミー ヨンコ',
  'ミホン ゴロウ',
  'ミホン ムツミ',
  'カクウ ナナミ',
  'カクウ ハチロウ',
]);
