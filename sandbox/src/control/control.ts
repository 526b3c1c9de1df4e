import type { ClientMetadata } from 'oidc-provider';
import type { BankProfile } from '../bank/profile.ts';
import type { FaultBook } from '../http/fault-book.ts';
import type { Validator } from '../http/validation.ts';
import type { TestCertificates } from '../pki/test-certificates.ts';
import type { WorldStore } from '../store/world-store.ts';
import type { Journal } from '../world/journal.ts';
import type { WorldMaker } from './worlds.ts';

/** What the handlers of the control API share. */
export interface Control {
  readonly store: WorldStore;
  readonly certificates: TestCertificates;
  readonly faults: FaultBook;
  readonly journal: Journal;
  readonly validator: Validator;
  /** Scheme, host and port of the sandbox. */
  readonly origin: string;
  /** The world's base URL: the origin, or below it. */
  readonly base: string;
  readonly issuerOf: (profile: BankProfile) => string;
  readonly version: string;
  /** Makes other worlds; only the main world's control API does. */
  readonly worlds: WorldMaker | undefined;
  /** Refuses OAuth metadata that the authorization server would refuse; throws with the reason. */
  readonly checkClient: (metadata: ClientMetadata) => Promise<void>;
}

/** The path of the world's base: what a link on a page begins with, by whatever name of this machine it was opened. */
export function worldPath({ base, origin }: Control): string {
  return base.slice(origin.length);
}
