import type { components } from '../../../openapi/generated/bank.ts';

/** A screen of the bank as JSON. */
export type Screen = components['schemas']['Screen'];

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

/** The id of a screen of a linkage. */
export type LinkageScreenId = (typeof linkageScreens)[number];

/** What a screen says went wrong: its errors or, where it is nothing but a refusal, its text. */
export function reasonsOn({ errors, lead }: Screen): string {
  return errors.length > 0 ? errors.map(({ code, message }) => `${code}: ${message}`).join(' ') : lead.join(' ');
}
