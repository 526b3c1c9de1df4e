import { foldCorporateForms } from './corporate-forms.ts';
import { toKatakana } from './katakana.ts';

const SMALL = 'ァィゥェォッャュョヮヵヶヲヰヱ・';
const LARGE = 'アイウエオツヤユヨワカケオイエ.';

/**
 * What {@link foldKana} does besides.
 *
 * @example
 * ```ts
 * import { type FoldKanaOptions, foldKana } from '@renkei/sdk/japan';
 *
 * const loosely: FoldKanaOptions = { corporate: 'remove' };
 * foldKana('ｻｸﾗｼﾖｳｼﾞ(ｶ', loosely) === foldKana('株式会社サクラショウジ', loosely);
 * ```
 */
export interface FoldKanaOptions {
  /**
   * What becomes of legal forms (株式会社, ㈱, カブシキガイシャ, `ｶ)`): `abbreviate` writes all as banks do, `カ)` in front, `(カ`
   * at the end, `(カ)` between; `remove` leaves them out, so that 前株 and 後株 are equal. Left as they are by default.
   * Abbreviations are the banks' list of 法人略語; not the ones of offices and businesses (`エイ)`, `レン`).
   */
  corporate?: 'abbreviate' | 'remove' | undefined;
}

/**
 * Text as it is compared, searched and sorted, not as it is shown: banks send `ｻｸﾗｼﾖｳｼﾞ`, people type さくらしょうじ or サクラショウジ;
 * all three become サクラシヨウジ. Keep what the bank sent, and keep this beside it.
 *
 * Half-width kana, full-width Latin letters and digits get their usual width, voicing marks join their kana, hiragana
 * becomes katakana, small kana large, ヲ オ (also ヰ イ, ヱ エ), Latin letters capitals, every long mark, hyphen and dash `-`,
 * a middle dot `.`, and spaces one space. The banks' character set, the Zengin set, knows no other forms. Folding twice is folding
 * once. Names that differ in their spaces: `foldKana(name).replaceAll(' ', '')`. Kanji stay: nobody can tell their reading.
 *
 * @param text - of a bank, a person or a file
 *
 * @example
 * ```ts
 * import { foldKana } from '@renkei/sdk/japan';
 *
 * foldKana('ﾌﾘｺﾐ ﾀﾅｶ'); // フリコミ タナカ
 * foldKana('ｶﾞｯｺｳ') === foldKana('がっこう'); // true
 * foldKana('㈱サクラ・フード', { corporate: 'abbreviate' }); // カ)サクラ.フ-ド
 * for await (const { payerName } of linkage.deposits('202-1-2222222')) {
 *   console.info(payerName, foldKana(payerName, { corporate: 'remove' }));
 * }
 * ```
 */
export function foldKana(text: string, options: FoldKanaOptions = {}): string {
  const { corporate } = options;
  const folded = fold(text);
  if (!corporate) return folded;
  const result = foldCorporateForms(folded, corporate === 'remove');
  // What is left when something is removed may be a form again.
  return result === folded ? result : foldKana(result, options);
}

function fold(text: string): string {
  return toKatakana(text)
    .replace(/[a-z]+/g, (letters) => letters.toUpperCase())
    .replace(/[ァィゥェォッャュョヮヵヶヲヰヱ・]/g, (kana) => LARGE.charAt(SMALL.indexOf(kana)))
    .replace(/[ー‐‒–—―−─━]/g, '-')
    .replace(/\s+/g, ' ')
    .trim()
    .normalize('NFC');
}
