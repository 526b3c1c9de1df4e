/** Kana of any kind as full-width katakana with their marks joined, Latin letters and digits in their usual width (NFKC). */
export function toKatakana(text: string): string {
  return (
    text
      // Marks of a width of their own: NFKC would set them apart by a space.
      .replaceAll('゛', '\u3099')
      .replaceAll('゜', '\u309a')
      .normalize('NFKC')
      .replace(/[ぁ-ゖ]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) + 0x60))
  );
}
