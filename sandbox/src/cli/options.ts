import { InvalidArgumentError } from 'commander';

/** An option that may be repeated. */
export const collected = (text: string, earlier: readonly string[] = []): readonly string[] => [...earlier, text];

/** An option that takes several values, with commas between them. */
export const listed = (text: string): readonly string[] => text.split(',').filter((item) => item !== '');

/**
 * An option that takes a whole number.
 *
 * @throws InvalidArgumentError when it is none
 */
export function wholeNumber(text: string): number {
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('expected a whole number, e.g. 1.');
}

/**
 * An option that takes a port.
 *
 * @throws InvalidArgumentError when it is none
 */
export function port(text: string): number {
  if (/^\d{1,5}$/.test(text) && Number(text) <= 65_535) return Number(text);
  throw new InvalidArgumentError('expected a number from 0 to 65535 (0 for a free port).');
}
