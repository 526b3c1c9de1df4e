/**
 * What every error of this package extends. A message never holds a token, code, verifier, state or secret, and there
 * is no `cause`, since a cause could hold them.
 *
 * @example
 * ```ts
 * import { RenkeiError } from '@renkei/sdk';
 *
 * await linkage.status().catch((error: unknown) => {
 *   if (!(error instanceof RenkeiError)) throw error;
 *   console.warn(error.code, error.message);
 * });
 * ```
 */
export abstract class RenkeiError extends Error {
  /** The name of its class, also where a bundler has shortened the class. */
  abstract override readonly name: string;
  /** Stable, and in English: what a program looks at. */
  abstract readonly code: string;
}
