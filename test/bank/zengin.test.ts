import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isZenginText, toZenginText } from '../../sandbox/src/bank/zengin.ts';

describe('isZenginText', () => {
  test.each(['ｶ)ﾃｽﾄｼﾖｳﾃﾝ', 'ｻﾝﾄﾞﾎﾞﾂｸｽ ｼﾞﾛｳ', 'TEST TRADING(ｶ', 'ﾃｽﾄｶ-ﾄﾞ NO.1', 'ﾊﾟﾋﾟﾌﾟﾍﾟﾎﾟ', ''])('takes %j', (text) => {
    expect(isZenginText(text)).toBe(true);
  });

  test.each([
    ['small kana', 'ｼｮｳ'],
    ['the small tsu', 'ﾎﾞｯｸｽ'],
    ['the half-width long vowel mark', 'ｶｰﾄﾞ'],
    ['a comma', 'A,B'],
    ['ｦ', 'ﾀﾞｲｷﾝｦ'],
    ['lower case', 'test'],
    ['full-width kana', 'テスト'],
    ['full-width digits', '１'],
    ['hiragana', 'てすと'],
    ['kanji', '商店'],
    ['a line feed at the end', 'ﾃｽﾄ\n'],
    ['half-width Japanese punctuation', 'ﾃｽﾄ･ﾃｽﾄ'],
    ['a slash', 'A/B'],
  ])('refuses %s', (_what, text) => {
    expect(isZenginText(text)).toBe(false);
  });

  test('takes ｦ in EDI information only', () => {
    expect(isZenginText('ﾀﾞｲｷﾝｦﾌﾘｺﾐ', { edi: true })).toBe(true);
    expect(isZenginText('ﾀﾞｲｷﾝｦﾌﾘｺﾐ', { edi: false })).toBe(false);
    expect(isZenginText('A,B', { edi: true })).toBe(false);
  });
});

describe('toZenginText', () => {
  test.each([
    ['カ）テストショウテン', 'ｶ)ﾃｽﾄｼﾖｳﾃﾝ'],
    ['サンドボックス（ユ', 'ｻﾝﾄﾞﾎﾞﾂｸｽ(ﾕ'],
    ['ぱーとなー', 'ﾊﾟ-ﾄﾅ-'],
    ['ヴァイオリン', 'ｳﾞｱｲｵﾘﾝ'],
    ['ダミー　タロウ', 'ﾀﾞﾐ- ﾀﾛｳ'],
    ['ｶﾞｯｺｳ', 'ｶﾞﾂｺｳ'],
    ['Test１２・３', 'TEST12.3'],
    ['カヲル', 'ｶｵﾙ'],
  ])('writes %s as %s', (text, expected) => {
    expect(toZenginText(text)).toBe(expected);
  });

  test('keeps ヲ in EDI information', () => {
    expect(toZenginText('ダイキンヲ フリコミ', { edi: true })).toBe('ﾀﾞｲｷﾝｦ ﾌﾘｺﾐ');
  });

  test.each(['見本商店', 'A,B', 'Ａ，Ｂ', 'テスト\n'])('refuses %j, which the set cannot write', (text) => {
    expect(() => toZenginText(text)).toThrow(RangeError);
  });

  test('leaves text of the set as it is', () => {
    const characters = Array.from('ｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜﾝABCXYZ0189 ().-');
    const voiced = ['ｶﾞ', 'ｼﾞ', 'ﾄﾞ', 'ﾊﾟ', 'ﾎﾞ', 'ｳﾞ'];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...characters, ...voiced)), (parts) => {
        const text = parts.join('');
        expect(toZenginText(text)).toBe(text);
        expect(isZenginText(text)).toBe(true);
      }),
    );
  });

  test('gives text of the set or throws, whatever it gets', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.boolean(), (text, edi) => {
        try {
          expect(isZenginText(toZenginText(text, { edi }), { edi })).toBe(true);
        } catch (error) {
          expect(error).toBeInstanceOf(RangeError);
        }
      }),
    );
  });
});
