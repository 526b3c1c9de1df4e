import { type Service, services } from './records.ts';

/** A bank that can be linked. */
export type Bank = {
  bank: string;
  name: string;
  issuer: string;
  services: Service[];
  loginMethods: string[];
  /** 認可期間, in days. */
  consentDays: number;
  /** How many days back statements can be read. */
  inquiryDays: number;
};

/** The sandbox does not answer, or something else does. */
export class BanksUnreachableError extends Error {
  readonly code = 'banks_unreachable';
  readonly origin: string;
  constructor(origin: string, cause: unknown) {
    super(`no list of banks from ${origin}`, { cause });
    this.origin = origin;
  }
}

/**
 * The banks of the sandbox. Real banks have no such list: a vendor keeps its own.
 *
 * @throws {BanksUnreachableError}
 */
export async function listBanks(origin: string, fetch: typeof globalThis.fetch): Promise<Bank[]> {
  try {
    const response = await fetch(`${origin}/sandbox/v1/banks`, { signal: AbortSignal.timeout(5000) });
    if (!response.ok) throw new Error(`HTTP ${response.status}`);
    const { banks } = (await response.json()) as { banks: Bank[] };
    return banks.map((bank) => ({ ...bank, services: services.filter((service) => bank.services.includes(service)) }));
  } catch (error) {
    throw new BanksUnreachableError(origin, error);
  }
}
