/** A character as an error names it, since not every screen shows every character: `髙 (U+9AD9)`. */
export function shown(character: string): string {
  return `${character} (U+${character.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0')})`;
}
