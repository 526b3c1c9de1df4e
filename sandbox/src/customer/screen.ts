import type { components } from '../../../openapi/generated/bank.ts';

type Schema<Name extends keyof components['schemas']> = components['schemas'][Name];

/**
 * A screen of the bank as JSON: what a browser gets as a page.
 *
 * @example
 * ```ts
 * import type { Screen } from '@renkei/sandbox';
 *
 * const buttons = ({ actions }: Screen) => actions.map(({ label }) => label);
 * const { screens } = await sandbox.customer('gunma', 'sato').walk(url);
 * console.log(screens.map(buttons));
 * ```
 */
export interface Screen extends Schema<'Screen'> {}

/** The screens of a linkage, in the order of the manuals. */
export const linkageScreens = [
  'entry',
  'certificate-selection',
  'certificate-password',
  'certificate-refused',
  'additional-authentication',
  'two-dimensional-code',
  'one-time-password',
  'service-selection',
  'inquiry-pin-registration',
  'inquiry-pin-registration-result',
  'consent',
  'ended',
] as const;

/**
 * The id of a screen of a linkage.
 *
 * @example
 * ```ts
 * import type { LinkageScreenId } from '@renkei/sandbox';
 *
 * const stopAt: LinkageScreenId = 'inquiry-pin-registration';
 * const { screen } = await sandbox.customer('gunma', 'ito').walk(url, { stopAt });
 * ```
 */
export type LinkageScreenId = (typeof linkageScreens)[number];

/** What a screen says went wrong: its errors or, where it is nothing but a refusal, its text. */
export function reasonsOn({ errors, lead }: Screen): string {
  return errors.length > 0 ? errors.map(({ code, message }) => `${code}: ${message}`).join(' ') : lead.join(' ');
}
