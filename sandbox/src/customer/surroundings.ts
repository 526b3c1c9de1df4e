import type { components } from '../../../openapi/generated/sandbox.ts';

/** A test customer, as the control API describes him. */
export type CustomerData = components['schemas']['Customer'];
/** A client certificate, as the control API describes it. */
type CertificateData = components['schemas']['Certificate'];

/** What a customer has around him: the bank to ask, and his notes, papers, tokens and certificates. */
export interface Surroundings {
  /** The world's base URL. */
  readonly origin: string;
  fetch(request: Request | string | URL, init?: RequestInit): Promise<Response>;
  customers(bank?: string): Promise<readonly CustomerData[]>;
  findCustomer(bank: string, loginId: string): Promise<CustomerData | undefined>;
  certificates(): Promise<readonly CertificateData[]>;
  oneTimePassword(bank: string, loginId: string, challenge?: string): Promise<string>;
  readonly clock: { advance(by: string): Promise<void> };
}
