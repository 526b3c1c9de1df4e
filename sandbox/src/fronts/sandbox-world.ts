import type { components } from '../../../openapi/generated/sandbox.ts';
import { type ScriptedCustomer, scriptedCustomer } from '../customer/scripted-customer.ts';
import type { WorldInput } from '../world/world-schema.ts';

type Schemas = components['schemas'];
/** A test customer, as the control API describes him. */
export type Customer = Schemas['Customer'];
/** A client certificate of a test customer. */
export type Certificate = Schemas['Certificate'];
/** A mail of a bank. */
export type Mail = Schemas['Mail'];
/** A consent that a customer gave to a vendor. */
export type KnownLinkage = Schemas['KnownLinkage'];
/** Why a consent is over. */
export type EndReason = Schemas['ConsentEndReason'];
/** A statement line that arrives. */
export type NewLine = Schemas['NewLine'];
/** All that a world holds at a moment; keep it as it is. */
export type Snapshot = Schemas['Snapshot'];
/** A fault as it is added: what goes wrong, for whom and how often. */
export type NewFault = Schemas['NewFault'];
/** A fault that stands. */
export type Fault = Schemas['Fault'];
/** Something that happened, without a secret. */
export type JournalEntry = Schemas['JournalEntry'];
/** Which entries of the journal are asked for. */
export interface JournalQuery {
  readonly bank?: string;
  readonly kind?: JournalEntry['kind'];
  readonly linkage?: string;
  readonly client?: string;
  /** Only entries after this number. */
  readonly since?: number;
}
/** A client certificate for a vendor, with its key. */
export type ClientCertificate = Schemas['ClientCertificate'];
/** A registered app. */
export type Client = Schemas['Client'] & { readonly client_id: string; readonly client_secret?: string };

/** The control API refused; the message says what was wrong and what to do. */
export class SandboxError extends Error {
  override name = 'SandboxError';
  /** HTTP status. */
  readonly status: number;
  /** Stable and in English. */
  readonly code: string;
  constructor(status: number, code: string, detail: string) {
    super(detail);
    this.status = status;
    this.code = code;
  }
}

/** The world's clock. Every time is world time, RFC 3339 with an offset. */
export interface SandboxClock {
  now(): Promise<string>;
  /** Sets the time; a frozen clock stays frozen. */
  set(now: string): Promise<void>;
  /** Moves the time by an ISO 8601 duration, backwards by a negative one such as `-P1D`. */
  advance(by: string): Promise<void>;
  freeze(): Promise<void>;
  resume(): Promise<void>;
}

/** What goes wrong at the banks on purpose; in memory. */
export interface SandboxFaults {
  /** Lets something go wrong from now on. */
  add(fault: NewFault): Promise<Fault>;
  /** Those added, then those of the world file's customers. */
  list(): Promise<readonly Fault[]>;
  /** Takes one away, or all that were added. */
  clear(id?: string): Promise<void>;
}

/** What happened at the banks; in memory, the last 2000 entries. */
export interface SandboxJournal {
  /** The oldest first. */
  entries(query?: JournalQuery): Promise<readonly JournalEntry[]>;
  clear(): Promise<void>;
  /** The requests as HAR 1.2. */
  har(query?: Pick<JournalQuery, 'bank' | 'linkage' | 'client'>): Promise<{ readonly log: Record<string, unknown> }>;
  /** A Mermaid sequence diagram. */
  mermaid(query?: Pick<JournalQuery, 'bank' | 'linkage' | 'client'>): Promise<string>;
}

/** One world of a sandbox, in this process or elsewhere, as a test steers it. */
export interface SandboxWorld {
  /** The world's base URL: a bank's issuer is `${origin}/${bank}`. */
  readonly origin: string;
  /** Asks the sandbox as a browser or a vendor would; no redirect is followed. */
  fetch(request: Request | string | URL, init?: RequestInit): Promise<Response>;
  readonly clock: SandboxClock;
  /**
   * A customer who walks the screens of a linkage by himself.
   *
   * @example
   * ```ts
   * const callbackUrl = await sandbox.customer('mizuho', 'tanaka').link(url);
   * const { screens } = await sandbox.customer('mizuho', 'tanaka').walk(url, { stopAt: 'consent' });
   * ```
   */
  customer(bank: string, loginId: string): ScriptedCustomer;
  customers(bank?: string): Promise<readonly Customer[]>;
  /** A customer's data; none where the bank has no such customer. */
  findCustomer(bank: string, loginId: string): Promise<Customer | undefined>;
  certificates(): Promise<readonly Certificate[]>;
  /** Changes a customer: what a clerk, the customer himself or his phone would do. */
  changeCustomer(bank: string, loginId: string, changes: Record<string, unknown>): Promise<Customer>;
  /** What the customer's token shows; a camera token needs the challenge of a 2-D code. */
  oneTimePassword(bank: string, loginId: string, challenge?: string): Promise<string>;
  /**
   * Issues a TLS client certificate for a vendor, by the sandbox CA: for `tls_client_auth` and certificate-bound tokens
   * (RFC 8705). The sandbox does not keep it.
   *
   * @example
   * ```ts
   * import { createSandbox } from '@renkei/sandbox';
   *
   * const sandbox = await createSandbox();
   * const certificate = await sandbox.issueCertificate({ commonName: 'my-app' });
   * await sandbox.registerClient({
   *   redirect_uris: ['http://localhost:3000/callback'],
   *   profile: 'fapi2',
   *   token_endpoint_auth_method: 'tls_client_auth',
   *   tls_client_auth_subject_dn: certificate.subjectDn,
   *   tls_client_certificate_bound_access_tokens: true,
   * });
   * ```
   */
  issueCertificate(subject: Schemas['NewClientCertificate']): Promise<ClientCertificate>;
  /** Registers a vendor's app: RFC 7591 metadata plus profile, services, skipServiceSelection and company_name. */
  registerClient(metadata: Record<string, unknown>): Promise<Client>;
  mails(): Promise<readonly Mail[]>;
  /** Consents, in force or over, in the order in which they were given. */
  linkages(of?: { readonly bank?: string; readonly loginId?: string }): Promise<readonly KnownLinkage[]>;
  /** Ends the linkages of a customer now: the vendor is told the reason. */
  endLinkages(bank: string, loginId: string, reason: EndReason): Promise<void>;
  /** Lets the access tokens of a customer's linkages expire now; a refresh gives new ones. */
  expireAccessTokens(bank: string, loginId: string): Promise<void>;
  /** Books statement lines on an account now, or the correction of a line. */
  bookLines(
    bank: string,
    accountId: string,
    lines: { lines: readonly NewLine[] } | { corrects: string },
  ): Promise<void>;
  /**
   * Lets the banks fail.
   *
   * @example
   * ```ts
   * import { createSandbox } from '@renkei/sandbox';
   *
   * const sandbox = await createSandbox();
   * await sandbox.faults.add({ operationId: 'listTransactions', status: 429, times: 1 });
   * ```
   */
  readonly faults: SandboxFaults;
  /**
   * What happened at the banks.
   *
   * @example
   * ```ts
   * import { createSandbox } from '@renkei/sandbox';
   *
   * const sandbox = await createSandbox();
   * const decisions = await sandbox.journal.entries({ kind: 'decision' });
   * console.log(decisions.length, await sandbox.journal.mermaid());
   * ```
   */
  readonly journal: SandboxJournal;
  /** Puts a bank under maintenance now, for an ISO 8601 duration of world time; one hour when left out. */
  startMaintenance(bank: string, duration?: string): Promise<void>;
  endMaintenance(bank: string): Promise<void>;
  /** Goes back to what the world file says. */
  reset(): Promise<void>;
  /** All that the world holds now, but its certificates. */
  snapshot(): Promise<Snapshot>;
  /** Goes back to a snapshot of this world, all of it or nothing. */
  restore(snapshot: Snapshot): Promise<void>;
  /** Asks the control API: `path` is below `/sandbox/v1`. */
  control<Answer = unknown>(method: string, path: string, body?: unknown): Promise<Answer>;
}

/** What another world of the sandbox is made of: at most one of `world`, `changes` and `file`. */
export interface WorldOptions {
  /** Lower-case letters, digits and hyphens. Default: a random one. */
  readonly id?: string;
  /** Default: the world of the sandbox. */
  readonly world?: WorldInput;
  /** What differs from the world of the sandbox: the shape of a world file, with no more than what is changed. */
  readonly changes?: Readonly<Record<string, unknown>>;
  /** The text of a world file. */
  readonly file?: string;
  /** World time at the start, RFC 3339 with an offset. Default: that of the sandbox. */
  readonly clock?: string;
  /** Real seconds without a request after which it ends by itself. Default: one hour. */
  readonly idleSeconds?: number;
}

/** Another world, which ends by `close()`. */
export interface OtherWorld extends SandboxWorld {
  readonly id: string;
  close(): Promise<void>;
}

/** How a world is reached. */
export interface Reach {
  readonly fetch: (request: Request) => Promise<Response>;
  /** The world's base URL. */
  readonly origin: () => string;
  /** What the control API wants, beyond loopback. */
  readonly token?: (() => string | undefined) | undefined;
}

const queryOf = (query: object): string => {
  const given = Object.entries(query).filter(([, value]) => value !== undefined);
  return given.length > 0 ? `?${new URLSearchParams(given.map(([name, value]) => [name, String(value)]))}` : '';
};

const customerPath = (bank: string, loginId: string): string =>
  `/customers/${encodeURIComponent(bank)}/${encodeURIComponent(loginId)}`;

async function refusalIn(response: Response): Promise<SandboxError> {
  const { code = 'unknown', detail = response.statusText } = (await response.json().catch(() => ({}))) as {
    code?: string;
    detail?: string;
  };
  return new SandboxError(response.status, code, detail);
}

/** Steers a world through its control API. */
export function sandboxWorld({ fetch, origin, token }: Reach): SandboxWorld {
  async function control<Answer>(method: string, path: string, body?: unknown): Promise<Answer> {
    const bearer = token?.();
    const response = await fetch(
      new Request(`${origin()}/sandbox/v1${path}`, {
        method,
        headers: {
          ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
          ...(bearer === undefined ? {} : { Authorization: `Bearer ${bearer}` }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
    );
    if (!response.ok) throw await refusalIn(response);
    if (response.status === 204) return undefined as Answer;
    const isText = response.headers.get('content-type')?.startsWith('text/plain');
    const answer: unknown = await (isText ? response.text() : response.json()).catch(() => undefined);
    if (answer !== undefined) return answer as Answer;
    throw new SandboxError(
      response.status,
      'not_a_sandbox',
      `what answers at ${origin()} is not a sandbox; check its URL`,
    );
  }
  const setClock = async (body: { now?: string; frozen?: boolean }) => void (await control('PUT', '/clock', body));
  const world: SandboxWorld = {
    get origin() {
      return origin();
    },
    fetch: (request, init) => fetch(new Request(request, init)),
    clock: {
      now: async () => (await control<{ now: string }>('GET', '/clock')).now,
      set: (now) => setClock({ now }),
      advance: async (by) => void (await control('POST', '/clock/advance', { by })),
      freeze: () => setClock({ frozen: true }),
      resume: () => setClock({ frozen: false }),
    },
    customer: (bank, loginId) => scriptedCustomer(world, bank, loginId),
    certificates: async () => (await control<{ certificates: Certificate[] }>('GET', '/certificates')).certificates,
    customers: async (bank) => {
      const query = bank === undefined ? '' : `?bank=${encodeURIComponent(bank)}`;
      return (await control<{ customers: Customer[] }>('GET', `/customers${query}`)).customers;
    },
    findCustomer: async (bank, loginId) => {
      try {
        return await control<Customer>('GET', customerPath(bank, loginId));
      } catch (error) {
        if (error instanceof SandboxError && error.code === 'customer_not_found') return undefined;
        throw error;
      }
    },
    changeCustomer: (bank, loginId, changes) => control('PATCH', customerPath(bank, loginId), changes),
    oneTimePassword: async (bank, loginId, challenge) => {
      const query = challenge === undefined ? '' : `?challenge=${encodeURIComponent(challenge)}`;
      const path = `${customerPath(bank, loginId)}/one-time-password${query}`;
      return (await control<{ oneTimePassword: string }>('GET', path)).oneTimePassword;
    },
    issueCertificate: (subject) => control('POST', '/certificates', subject),
    registerClient: (metadata) => control('POST', '/clients', metadata),
    faults: {
      add: (fault) => control('POST', '/faults', fault),
      list: async () => (await control<{ faults: Fault[] }>('GET', '/faults')).faults,
      clear: (id) => control('DELETE', id === undefined ? '/faults' : `/faults/${encodeURIComponent(id)}`),
    },
    journal: {
      entries: async (query = {}) =>
        (await control<{ entries: JournalEntry[] }>('GET', `/journal${queryOf({ ...query, limit: 2000 })}`)).entries,
      clear: () => control('DELETE', '/journal'),
      har: (query = {}) => control('GET', `/journal.har${queryOf(query)}`),
      mermaid: (query = {}) => control('GET', `/journal.mmd${queryOf(query)}`),
    },
    mails: async () => (await control<{ mails: Mail[] }>('GET', '/mails')).mails,
    linkages: async (of = {}) => {
      const query = new URLSearchParams(of);
      return (await control<{ linkages: KnownLinkage[] }>('GET', `/linkages?${query}`)).linkages;
    },
    endLinkages: async (bank, loginId, reason) =>
      void (await control('POST', '/linkages/end', { bank, loginId, reason })),
    expireAccessTokens: async (bank, loginId) =>
      void (await control('POST', '/linkages/expire-tokens', { bank, loginId })),
    bookLines: async (bank, accountId, lines) =>
      void (await control('POST', `/accounts/${bank}/${encodeURIComponent(accountId)}/lines`, lines)),
    startMaintenance: async (bank, duration = 'PT1H') =>
      void (await control('PUT', `/banks/${bank}/maintenance`, { for: duration })),
    endMaintenance: (bank) => control('DELETE', `/banks/${bank}/maintenance`),
    reset: () => control('POST', '/reset'),
    snapshot: () => control('GET', '/snapshot'),
    restore: (snapshot) => control('PUT', '/snapshot', snapshot),
    control,
  };
  return world;
}

/**
 * Makes other worlds through the control API of the main one.
 *
 * @param main - the main world
 * @param reach - how the sandbox is reached
 */
export function worldMaker(
  main: SandboxWorld,
  reach: Omit<Reach, 'origin'>,
): (options?: WorldOptions) => Promise<OtherWorld> {
  return async (options = {}) => {
    const { id } = await main.control<{ id: string }>('POST', '/worlds', options);
    const world = sandboxWorld({ ...reach, origin: () => `${main.origin}/w/${id}` });
    const close = async () => {
      try {
        await main.control('DELETE', `/worlds/${id}`);
      } catch (error) {
        // It has ended by itself.
        if (!(error instanceof SandboxError && error.code === 'world_not_found')) throw error;
      }
    };
    // Not spread: its origin follows that of the sandbox.
    return Object.assign(world, { id, close });
  };
}
