import type Provider from 'oidc-provider';
import type { BankProfile } from '../bank/profile.ts';
import type { MailRoom } from '../mail/mail-room.ts';
import type { ClientCertificates } from '../oauth/client-certificate.ts';
import type { DpopNonces } from '../oauth/dpop.ts';
import type { ServerKeys } from '../oauth/keys.ts';
import type { TestCertificates } from '../pki/test-certificates.ts';
import type { StoredCertificate } from '../store/certificates.ts';
import type { WorldStore } from '../store/world-store.ts';
import type { Journal } from '../world/journal.ts';
import type { FaultBook } from './fault-book.ts';
import type { Validator } from './validation.ts';

/** How certificate login works: a page that plays the certificate window, or real TLS client certificates. */
export type CertificateLogin = 'picker' | 'tls';

/** A bank in service: what its handlers share. */
export interface Bank {
  readonly store: WorldStore;
  readonly profile: BankProfile;
  /** Base URL of the bank. */
  readonly issuer: string;
  /** The path of that URL, e.g. `/gunma`. */
  readonly basePath: string;
  /** The base URL on the TLS listener; there is none while nothing listens. */
  readonly tlsBase: string | undefined;
  readonly provider: Provider;
  readonly keys: ServerKeys;
  /** How it judges the certificates that vendors show. */
  readonly certificates: ClientCertificates;
  /** The customers' certificates. */
  readonly testCertificates: TestCertificates;
  readonly dpopNonces: DpopNonces;
  readonly validator: Validator;
  readonly mailRoom: MailRoom;
  readonly faults: FaultBook;
  readonly journal: Journal;
  readonly certificateLogin: CertificateLogin;
  /** The issuer of a certificate, as the certificate window shows it. */
  readonly issuerName: (certificate: StoredCertificate) => string;
}
