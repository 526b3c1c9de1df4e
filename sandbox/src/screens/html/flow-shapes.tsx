import type { ComponentChildren } from 'preact';
import { colours } from './stylesheet.ts';

// Lengths are in pixels.

/** Where the boxes of the screens are. */
export const box = { x: 200, width: 430 };
/** The way down. */
export const middle = box.x + box.width / 2;
/** Where else the buttons of a screen lead. */
export const exit = { height: 32, line: 176, width: 124 };
/** Between two boxes. */
export const gap = 64;
/** Sizes of text. */
export const text = { title: 15, small: 12.5, line: 18 };

/** Breaks a text between words into lines of so many full-width characters. */
export function wrap(words: string, length: number): string[] {
  const lines = [''];
  for (const { segment } of new Intl.Segmenter('ja', { granularity: 'word' }).segment(words)) {
    const line = lines.at(-1) ?? '';
    if (emOf(line + segment) <= length || /^[、。）」]/.test(segment)) lines[lines.length - 1] = line + segment;
    else lines.push(segment);
  }
  return lines;
}

const emOf = (words: string): number => [...words].reduce((sum, one) => sum + (one <= '\u007e' ? 0.6 : 1), 0);

const dashes = (isConditional: boolean) => (isConditional ? '6 4' : undefined);

/** A line with a tip; dashed where it depends. */
export function Arrow({ path, isConditional = false }: { path: string; isConditional?: boolean }) {
  return (
    <path
      d={path}
      fill="none"
      stroke={colours.soft}
      stroke-width="1.5"
      stroke-dasharray={dashes(isConditional)}
      marker-end="url(#tip)"
    />
  );
}

/** A line of text. */
export function Text({
  x,
  y,
  children,
  ...rest
}: { x: number; y: number; children: ComponentChildren } & Record<string, unknown>) {
  return (
    <text x={x} y={y} font-size={text.small} fill={colours.ink} {...rest}>
      {children}
    </text>
  );
}

/** The number of a screen. */
export function Badge({ x, y, number, colour }: { x: number; y: number; number: number; colour: string }) {
  return (
    <>
      <circle cx={x} cy={y} r="12" fill={colour} />
      <Text x={x} y={y + 4.5} fill={colours.paper} font-weight="700" text-anchor="middle">
        {number}
      </Text>
    </>
  );
}
