import type { LinkageScreenId } from './screen.ts';

/**
 * What the customer does otherwise than link everything, right at the first try.
 *
 * @example
 * ```ts
 * import type { LinkOptions } from '@renkei/sandbox';
 *
 * const clumsy: LinkOptions = { services: ['balances'], wrongPassword: 2, wrongPin: 1 };
 * const callbackUrl = await sandbox.customer('gunma', 'ito').link(url, clumsy);
 * ```
 */
export interface LinkOptions {
  /** The services that he ticks. Default: all that are offered. */
  readonly services?: readonly string[];
  /** The accounts whose inquiry PIN he registers, by `accountId`. Default: all that can be. */
  readonly accounts?: readonly string[];
  /** Inquiry PINs that he types instead of the right ones, by `accountId`. */
  readonly pins?: Readonly<Record<string, string>>;
  /** The certificate that he chooses, by its id. Default: a valid one of his. */
  readonly certificate?: string;
  /** Refuses at the consent: 拒否, or 中断 at a bank without it. */
  readonly deny?: boolean;
  /** Gives up at this screen, by the button that leads back to the vendor; where there is none he closes the window. */
  readonly interrupt?: LinkageScreenId;
  /** Does nothing more once this screen is shown. */
  readonly stopAt?: LinkageScreenId;
  /** How many wrong login passwords he types before the right one. */
  readonly wrongPassword?: number;
  /** How many wrong answers of the additional authentication he types before the right one. */
  readonly wrongAnswer?: number;
  /** How many wrong one-time passwords he types before the right one. */
  readonly wrongOneTimePassword?: number;
  /** How many times he registers with wrong inquiry PINs before the right ones. */
  readonly wrongPin?: number;
  /**
   * A software token's password is good for one use, and there is another one every 60 seconds of world time. Where the
   * present one was used already, the linkage stops and says so; with this option the world's clock is advanced by 60
   * seconds instead. Default: the clock is left alone.
   */
  readonly advanceClock?: boolean;
  /** What his browser calls itself: an iPhone, say. In a Playwright page it is the page's own. */
  readonly userAgent?: string;
}
