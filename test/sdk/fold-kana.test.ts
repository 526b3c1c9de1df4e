import { foldKana } from '@renkei/sdk/japan';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toZenginText } from '../../sandbox/src/bank/zengin.ts';

describe('foldKana', () => {
  test.each([
    ['ﾌﾘｺﾐ ﾀﾅｶ', 'フリコミ タナカ'],
    ['ｶﾞｷﾞｸﾞ ﾊﾟﾋﾟ ｳﾞ', 'ガギグ パピ ヴ'],
    ['ク゛ンマ', 'グンマ'],
    ['さくらしょうじ', 'サクラシヨウジ'],
    ['ｷｬｯｼｭ ヵヶヮ', 'キヤツシユ カケワ'],
    ['カヲル ヰヱ', 'カオル イエ'],
    ['ﾃﾞｰﾀ ー－ｰ‐−―—', 'デ-タ -------'],
    ['ＡＢＣ　ａｂｃ１２３', 'ABC ABC123'],
    ['サクラ・フード', 'サクラ.フ-ド'],
    ['（カ）　テスト ', '(カ) テスト'],
    ['株式会社見本', '株式会社見本'],
  ])('reads %s as %s', (text, folded) => {
    expect(foldKana(text)).toBe(folded);
  });

  test('equates a name with what a bank makes of it', () => {
    const katakana = Array.from(
      'アイウエオカガキギクグケゲコゴシジスズソゾタダチヂッツヅテデトドナハバパヒビピフブプンャュョァェヴヲー',
    );
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...katakana, 'あ', 'が', 'っ', 'Ａ', 'z', '７', '　', '（', '）') }),
        (name) => {
          expect(foldKana(toZenginText(name))).toBe(foldKana(name));
        },
      ),
    );
  });

  const anyText = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: fc.constantFrom(...Array.from('カ()（）株式会社有 ユイ医療法人社団ｶﾞﾞ゛゜\u3099-ーわゐ㈱')) }),
  );
  test.each([undefined, 'abbreviate', 'remove'] as const)('folds twice as once, with corporate: %s', (corporate) => {
    fc.assert(
      fc.property(anyText, (text) => {
        const folded = foldKana(text, { corporate });
        expect(foldKana(folded, { corporate })).toBe(folded);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('legal forms', () => {
  test.each([
    ['株式会社サクラ', 'カ)サクラ'],
    ['㈱ サクラ', 'カ)サクラ'],
    ['（株）サクラ', 'カ)サクラ'],
    ['ｶ)ｻｸﾗ', 'カ)サクラ'],
    ['(ｶ)ｻｸﾗ', 'カ)サクラ'],
    ['カブシキガイシャ　サクラ', 'カ)サクラ'],
    ['サクラ株式会社', 'サクラ(カ'],
    ['ｻｸﾗ(ｶ', 'サクラ(カ'],
    ['ｻｸﾗ(ｶ)', 'サクラ(カ'],
    ['サクラ株式会社 千葉支店', 'サクラ(カ)千葉支店'],
    ['合同会社サクラ', 'ド)サクラ'],
    ['一般社団法人サクラ', 'シヤ)サクラ'],
    ['医療法人社団サクラ会', 'イ)サクラ会'],
    ['社会医療法人サクラ会', 'イ)サクラ会'],
    ['地方独立行政法人サクラ', 'チドク)サクラ'],
    ['NPO法人サクラ', 'トクヒ)サクラ'],
    ['ﾄｸﾋ)ｻｸﾗ', 'トクヒ)サクラ'],
    ['カトウ シヨウカイ', 'カトウ シヨウカイ'],
    ['イトウ(ハナコ)', 'イトウ(ハナコ)'],
  ])('are abbreviated as banks do: %s is %s', (name, folded) => {
    expect(foldKana(name, { corporate: 'abbreviate' })).toBe(folded);
  });

  test.each(['株式会社サクラ', 'サクラ(株)', 'ｶ)ｻｸﾗ', 'ｻｸﾗ(ﾕ', 'イ）サクラ', 'カ)ユ)サクラ', ' サクラ '])(
    'are removed: %s is サクラ',
    (name) => {
      expect(foldKana(name, { corporate: 'remove' })).toBe('サクラ');
    },
  );

  test('leave a space where they stood between', () => {
    expect(foldKana('ｻｸﾗ(ｶ)ﾁﾊﾞｼﾃﾝ', { corporate: 'remove' })).toBe('サクラ チバシテン');
  });
});
