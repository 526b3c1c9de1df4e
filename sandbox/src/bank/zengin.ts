const FULL_WIDTH = 'アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン';
const HALF_WIDTH = 'ｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜｦﾝ';

/** What has no character of its own in the set, with what stands for it. */
const SUBSTITUTES: Record<string, string> = {
  ...{ ァ: 'ｱ', ィ: 'ｲ', ゥ: 'ｳ', ェ: 'ｴ', ォ: 'ｵ', ッ: 'ﾂ', ャ: 'ﾔ', ュ: 'ﾕ', ョ: 'ﾖ', ヮ: 'ﾜ', ヵ: 'ｶ', ヶ: 'ｹ' },
  ...{ '\u3099': 'ﾞ', '\u309a': 'ﾟ', ー: '-', '・': '.' },
};

const TABLE = new Map([
  ...Array.from(FULL_WIDTH, (kana, index) => [kana, HALF_WIDTH.charAt(index)] as const),
  ...Object.entries(SUBSTITUTES),
]);

/** Where text stands: EDI information takes ｦ as well. */
export interface ZenginOptions {
  edi?: boolean;
}

/**
 * Whether every character is of the Zengin set: ｱ–ﾝ, ﾞ and ﾟ as characters of their own, A–Z, 0–9, space and `( ) - .`;
 * ｦ only in EDI information. Small kana, ｰ and the comma are not in it. Empty text passes.
 */
export function isZenginText(text: string, options: ZenginOptions = {}): boolean {
  return (options.edi ? /^[ｦｱ-ﾝﾞﾟA-Z0-9 ().-]*$/ : /^[ｱ-ﾝﾞﾟA-Z0-9 ().-]*$/).test(text);
}

/**
 * Kana, Latin letters and digits of any width in the Zengin set: `カ）テストショウテン` becomes `ｶ)ﾃｽﾄｼﾖｳﾃﾝ`. Small kana grow,
 * ー becomes `-`, and outside EDI information ヲ becomes ｵ. Throws a RangeError for what has no form in the set (kanji,
 * a comma).
 */
export function toZenginText(text: string, options: ZenginOptions = {}): string {
  const katakana = text.normalize('NFKC').replace(/[ぁ-ゖ]/g, (hiragana) => shift(hiragana, 0x60));
  // NFD takes the voicing marks off their kana.
  const characters = Array.from(
    katakana.normalize('NFD').toUpperCase(),
    (character) => TABLE.get(character) ?? character,
  );
  const result = options.edi ? characters.join('') : characters.join('').replaceAll('ｦ', 'ｵ');
  if (!isZenginText(result, options)) throw new RangeError(`No Zengin text: ${text}`);
  return result;
}

function shift(character: string, by: number): string {
  return String.fromCharCode(character.charCodeAt(0) + by);
}
