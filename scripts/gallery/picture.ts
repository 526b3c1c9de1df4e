import type { InternetBankingScreenId } from '../../sandbox/src/bank/internet-banking-state.ts';
import type { ScreenId } from '../../sandbox/src/bank/linkage-state.ts';
import type { Visitor } from './visitor.ts';

/** A step of one of the five manuals; pages without one are the sandbox's own. */
export interface ManualStep {
  readonly seed: '000' | '001' | '002' | '003' | '004';
  readonly step: string;
}

/** What a picture shows: a screen of a linkage, a screen of the internet-banking site, or another page. */
type Shown =
  | { readonly linkage: ScreenId }
  | { readonly internetBanking: InternetBankingScreenId }
  | { readonly page: string };

/** A picture of the gallery: what it shows, where the manual has it, and how a customer comes there. */
export interface Picture {
  /** Of its file, after the number. */
  readonly name: string;
  readonly shows: Shown;
  readonly manual: readonly ManualStep[];
  /** What the customer does there. */
  readonly ja: string;
  readonly en: string;
  /** What the customer looks at it with; a desktop where nothing is said. */
  readonly userAgent?: string;
  readonly open: (visitor: Visitor) => Promise<void>;
}

/** Pictures that belong together. */
export interface Chapter {
  readonly ja: string;
  readonly en: string;
  readonly pictures: readonly Picture[];
}

/** Devices of the manuals, as their browsers tell (seed 003, 手順7). */
export const userAgents = {
  iphone:
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148',
  featurePhone: 'DoCoMo/2.0 F01A(c100;TB;W24H17)',
} as const;
