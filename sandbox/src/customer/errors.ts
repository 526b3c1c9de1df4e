import { reasonsOn, type Screen } from './screen.ts';

/**
 * The scripted customer cannot do what he is told; the message says why and what to do.
 *
 * @example
 * ```ts
 * import { CustomerError } from '@renkei/sandbox';
 *
 * await sandbox.customer('gunma', 'nobody').link(url).catch((error: unknown) => {
 *   if (error instanceof CustomerError) console.error(error.message); // lists the customers of the bank
 * });
 * ```
 */
export class CustomerError extends Error {
  /** The name of the class. */
  override name = 'CustomerError';
}

/**
 * Why a linkage did not come back to the vendor.
 *
 * @example
 * ```ts
 * import type { StopReason } from '@renkei/sandbox';
 *
 * const { reason } = await sandbox.customer('gunma', 'sato').walk(url, { wrongPassword: 5 });
 * const expected: StopReason = 'refused';
 * console.log(reason === expected);
 * ```
 */
export type StopReason =
  /** The bank refused: see the screen's `errors` or, where it is nothing but a refusal, its `lead`. */
  | 'refused'
  /** The customer left a screen that has no button back to the vendor. */
  | 'left'
  /** The option `stopAt`. */
  | 'asked';

/**
 * Where a linkage ended.
 *
 * @example
 * ```ts
 * import type { Walk } from '@renkei/sandbox';
 *
 * const { callbackUrl, screens }: Walk = await sandbox.customer('gunma', 'sato').walk(url);
 * console.log(callbackUrl, screens.map(({ id }) => id));
 * ```
 */
export interface Walk {
  /** Where the bank sent the customer back to; none when the linkage stopped at a screen. */
  readonly callbackUrl?: string;
  /** Where it stopped; none when it came back to the vendor. */
  readonly screen?: Screen;
  /** Why it stopped. */
  readonly reason?: StopReason;
  /** The URL of the linkage's screens; none when the bank answered the request itself. */
  readonly linkageUrl?: string;
  /** Every screen seen, in order; one with `errors` follows a refusal. */
  readonly screens: readonly Screen[];
}

const nextStep: Readonly<Record<StopReason, string>> = {
  refused: 'correct what was refused, or use walk() where that is what you test',
  left: 'this screen has no button back to the vendor; use walk() to see where the customer left',
  asked: 'it was asked to stop there; use walk() to see the screen',
};

// A software token shows another password every 60 seconds of world time.
const hints: Readonly<Record<string, string>> = {
  one_time_password_used: "advance the world's clock by PT1M first, or link with advanceClock: true",
};

/**
 * A linkage did not come back to the vendor.
 *
 * @example
 * ```ts
 * import { LinkageStoppedError } from '@renkei/sandbox';
 *
 * await sandbox.customer('gunma', 'yamamoto').link(url).catch((error: unknown) => {
 *   if (error instanceof LinkageStoppedError) console.log(error.screen.id, error.errors.map(({ code }) => code));
 * });
 * ```
 */
export class LinkageStoppedError extends Error {
  /** The name of the class. */
  override name = 'LinkageStoppedError';
  /** Where it stopped. */
  readonly screen: Screen;
  /** Why it stopped. */
  readonly reason: StopReason;
  /** What the bank says on that screen. */
  readonly errors: Screen['errors'];
  /** Every screen seen, in order. */
  readonly screens: readonly Screen[];
  constructor(screen: Screen, reason: StopReason, screens: readonly Screen[]) {
    const told = reason === 'refused' ? ` (${reasonsOn(screen)})` : '';
    const hint = screen.errors.map(({ code }) => hints[code]).find((one) => one !== undefined) ?? nextStep[reason];
    super(`the linkage stopped at the screen ${screen.id} of ${screen.bank}${told}; ${hint}`);
    this.screen = screen;
    this.reason = reason;
    this.errors = screen.errors;
    this.screens = screens;
  }
}

/**
 * The callback URL of a linkage that came back to the vendor.
 *
 * @throws {@link LinkageStoppedError} when it did not
 */
export function callbackUrlOf({ callbackUrl, screen, reason = 'refused', screens }: Walk): string {
  if (callbackUrl !== undefined) return callbackUrl;
  if (screen === undefined) throw new CustomerError('the linkage has shown no screen; begin it again at the vendor');
  throw new LinkageStoppedError(screen, reason, screens);
}
