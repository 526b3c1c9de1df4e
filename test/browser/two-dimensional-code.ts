import type { Page } from 'playwright-core';
import { expect } from 'vitest';

const SIZE = 21;

/** Version 1 of ISO/IEC 18004: finders, separators, format, and the timing patterns between them. */
function isFunction(x: number, y: number): boolean {
  return x === 6 || y === 6 || (x < 9 && y < 9) || (x > SIZE - 9 && y < 9) || (x < 9 && y > SIZE - 9);
}

const masks: readonly ((x: number, y: number) => boolean)[] = [
  (x, y) => (x + y) % 2 === 0,
  (_, y) => y % 2 === 0,
  (x) => x % 3 === 0,
  (x, y) => (x + y) % 3 === 0,
  (x, y) => (Math.floor(y / 2) + Math.floor(x / 3)) % 2 === 0,
  (x, y) => ((x * y) % 2) + ((x * y) % 3) === 0,
  (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2 === 0,
  (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2 === 0,
];

/** The data bits in the order of the standard: two columns wide, from the right, upwards and downwards in turn. */
function dataBits(isDark: (x: number, y: number) => boolean): string {
  // The mask's number is in the format information, row 8, columns 2 to 4, under a mask of its own (101).
  const mask = [2, 3, 4].reduce((bits, x) => bits * 2 + Number(isDark(x, 8)), 0) ^ 0b101;
  let bits = '';
  for (let pair = 0; pair < 10; pair += 1) {
    const right = SIZE - 1 - 2 * pair - (pair >= 7 ? 1 : 0);
    for (let step = 0; step < SIZE; step += 1) {
      const y = pair % 2 === 0 ? SIZE - 1 - step : step;
      for (const x of [right, right - 1]) {
        if (!isFunction(x, y)) bits += isDark(x, y) !== masks[mask]?.(x, y) ? '1' : '0';
      }
    }
  }
  return bits;
}

/** Numeric mode: 10 bits for three digits, 7 for two, 4 for one. */
function digitsIn(bits: string): string {
  expect(bits.slice(0, 4), 'the mode of the code, numeric').toBe('0001');
  const count = Number.parseInt(bits.slice(4, 14), 2);
  let digits = '';
  for (let at = 14; digits.length < count; ) {
    const group = Math.min(3, count - digits.length);
    const width = [0, 4, 7, 10][group] as number;
    digits += String(Number.parseInt(bits.slice(at, at + width), 2)).padStart(group, '0');
    at += width;
  }
  return digits;
}

/**
 * Reads the 2-D code on a page as a camera does: from the pixels of its picture. It knows what the pages show, digits in
 * an undamaged code of version 1, and nothing of what the page was made from.
 */
export async function readCode(page: Page): Promise<string> {
  const pixels = await page.getByRole('img', { name: '二次元コード' }).evaluate(async (element) => {
    const image = element as HTMLImageElement;
    await image.decode();
    // It is drawn larger than it is shown: the picture has no pixels of its own.
    const width = 460;
    const canvas = Object.assign(document.createElement('canvas'), { width, height: width });
    const context = canvas.getContext('2d') as CanvasRenderingContext2D;
    context.drawImage(image, 0, 0, width, width);
    const { data } = context.getImageData(0, 0, width, width);
    return Array.from({ length: width }, (_, y) =>
      Array.from({ length: width }, (_, x) => ((data[4 * (y * width + x)] as number) < 128 ? '#' : ' ')).join(''),
    );
  });
  // The first dark row is the upper edge of two finders, from the code's left side to its right side.
  const top = pixels.findIndex((row) => row.includes('#'));
  const left = pixels[top]?.indexOf('#') ?? 0;
  const module = ((pixels[top]?.lastIndexOf('#') ?? 0) + 1 - left) / SIZE;
  const isDark = (x: number, y: number) =>
    pixels[top + Math.floor((y + 0.5) * module)]?.[left + Math.floor((x + 0.5) * module)] === '#';
  return digitsIn(dataBits(isDark));
}
