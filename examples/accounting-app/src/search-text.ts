const smallKana = 'ァィゥェォッャュョヮ';
const largeKana = 'アイウエオツヤユヨワ';

/**
 * Text as it is compared in a search. Banks write `ｻｸﾗｼﾖｳｼﾞ`, people type さくらしょうじ or サクラショウジ: all three
 * become サクラシヨウジ. The long mark is a hyphen in the banks' kana.
 */
export function searchText(text: string): string {
  return text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[ぁ-ゖ]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) + 0x60))
    .replace(/[ァィゥェォッャュョヮ]/g, (kana) => largeKana.charAt(smallKana.indexOf(kana)))
    .replace(/[ー‐‑–—−]/g, '-')
    .replace(/\s+/g, ' ');
}
