import type { components } from '../../../openapi/generated/sandbox.ts';
import { type ScriptedCustomer, scriptedCustomer } from '../customer/scripted-customer.ts';
import type { WorldInput } from '../world/world-schema.ts';

type Schemas = components['schemas'];
type Schema<Name extends keyof Schemas> = Schemas[Name];
/**
 * A test customer with his credentials, as the control API describes him: all of it test data.
 *
 * @example
 * ```ts
 * import type { Customer } from '@renkei/sandbox';
 *
 * const usesPassword = ({ loginMethod, locked }: Customer) => loginMethod === 'password' && !locked;
 * const customers = (await sandbox.customers('gunma')).filter(usesPassword);
 * ```
 */
export interface Customer extends Schema<'Customer'> {}
/**
 * A client certificate of a test customer. Its files are PEM and PKCS#12 (passphrase `sandbox`), by URL.
 *
 * @example
 * ```ts
 * import type { Certificate } from '@renkei/sandbox';
 *
 * const isUsable = ({ state }: Certificate) => state === 'valid';
 * const [first] = (await sandbox.certificates()).filter(isUsable);
 * ```
 */
export interface Certificate extends Schema<'Certificate'> {}
/**
 * A mail of a bank (seed 003, 手順7; seed 004, 3. and 4.).
 *
 * @example
 * ```ts
 * import type { Mail } from '@renkei/sandbox';
 *
 * const subjects = (await sandbox.mails()).map(({ subject }: Mail) => subject);
 * ```
 */
export interface Mail extends Schema<'Mail'> {}
/**
 * A consent that a customer gave to a vendor. Times are world time, RFC 3339; `reason` is there once it is over.
 *
 * @example
 * ```ts
 * import type { KnownLinkage } from '@renkei/sandbox';
 *
 * const isOver = ({ reason }: KnownLinkage) => reason !== undefined;
 * const over = (await sandbox.linkages({ bank: 'gunma' })).filter(isOver);
 * ```
 */
export interface KnownLinkage extends Schema<'KnownLinkage'> {}
/**
 * Why a consent is over; the same reasons as `ConsentEndReason` of the SDK.
 *
 * @example
 * ```ts
 * import type { EndReason } from '@renkei/sandbox';
 *
 * const reason: EndReason = 'login_password_changed';
 * await sandbox.endLinkages('mizuho', 'tanaka', reason);
 * ```
 */
export type EndReason = Schemas['ConsentEndReason'];
/**
 * A statement line that arrives now. `amount` is whole yen, the sign is in `direction` (`1` in, `2` out); texts are half-width kana
 * of the Zengin set.
 *
 * @example
 * ```ts
 * import type { NewLine } from '@renkei/sandbox';
 *
 * const line: NewLine = { direction: '1', amount: 110_000, description: 'ﾌﾘｺﾐ' };
 * await sandbox.bookLines('gunma', '001-1-2000002', { lines: [line] });
 * ```
 */
export interface NewLine extends Schema<'NewLine'> {}
/**
 * All that a world holds at a moment. It carries digests: keep it as it is.
 *
 * @example
 * ```ts
 * import type { Snapshot } from '@renkei/sandbox';
 *
 * const before: Snapshot = await sandbox.snapshot();
 * await sandbox.restore(before);
 * ```
 */
export interface Snapshot extends Schema<'Snapshot'> {}
/**
 * A fault as it is added: what goes wrong (a status, an effect or a delay in real milliseconds), for whom and how often.
 *
 * @example
 * ```ts
 * import type { NewFault } from '@renkei/sandbox';
 *
 * const slow: NewFault = { operationId: 'listTransactions', delay: { minMs: 200, maxMs: 900 } };
 * const limited: NewFault = { bank: 'gunma', status: 429, retryAfterSeconds: 2, times: 3 };
 * await sandbox.faults.add(limited);
 * ```
 */
export interface NewFault extends Schema<'NewFault'> {}
/**
 * A fault that stands, with its id and how often it has struck.
 *
 * @example
 * ```ts
 * import type { Fault } from '@renkei/sandbox';
 *
 * const fault: Fault = await sandbox.faults.add({ operationId: 'token', status: 503 });
 * console.log(fault.id, fault.hits);
 * ```
 */
export interface Fault extends Schema<'Fault'> {}
/**
 * Something that happened, without a secret: a request, a screen, a decision, a mail, a fault, the clock, a reset; told apart by
 * `kind`. The members of each are those of [the control API](../../../openapi/sandbox.yaml#journalentry).
 *
 * @example
 * ```ts
 * import type { JournalEntry } from '@renkei/sandbox';
 *
 * const isRequest = (entry: JournalEntry) => entry.kind === 'request';
 * const requests = (await sandbox.journal.entries()).filter(isRequest);
 * ```
 */
export type JournalEntry = Schemas['JournalEntry'];
/**
 * Which entries of the journal are asked for; what is left out is no condition.
 *
 * @example
 * ```ts
 * import type { JournalQuery } from '@renkei/sandbox';
 *
 * const query: JournalQuery = { bank: 'gunma', kind: 'decision' };
 * console.log(await sandbox.journal.entries(query));
 * ```
 */
export interface JournalQuery {
  /** Only of this bank. */
  readonly bank?: string;
  /** Only of this kind. */
  readonly kind?: JournalEntry['kind'];
  /** Only of the screens of this linkage, by its id in `/link/{id}`. */
  readonly linkage?: string;
  /** Only of this registered app, by its `client_id`. */
  readonly client?: string;
  /** Only entries after this number. */
  readonly since?: number;
}
/**
 * A client certificate for a vendor, with its key in PEM.
 *
 * @example
 * ```ts
 * import type { ClientCertificate } from '@renkei/sandbox';
 * import { mtlsFetch } from '@renkei/sdk/node';
 *
 * const issued: ClientCertificate = await sandbox.issueCertificate({ commonName: 'my-app' });
 * const fetch = mtlsFetch({ cert: issued.certificatePem, key: issued.privateKeyPem, ca: issued.authorityPem });
 * ```
 */
export interface ClientCertificate extends Schema<'ClientCertificate'> {}
/**
 * A registered app (RFC 7591 §3.2.1).
 *
 * @example
 * ```ts
 * import type { Client } from '@renkei/sandbox';
 *
 * const client: Client = await sandbox.registerClient({ redirect_uris: ['http://localhost:3000/callback'] });
 * console.log(client.client_id, client.services);
 * ```
 */
export interface Client extends Schema<'Client'> {
  /** Its id. */
  readonly client_id: string;
  /** Its secret; none for an app that authenticates by a key or a certificate, or not at all. */
  readonly client_secret?: string;
}

/**
 * The control API refused; the message says what was wrong and what to do. The codes have entries of their own.
 *
 * @example
 * ```ts
 * import { SandboxError } from '@renkei/sandbox';
 *
 * await sandbox.changeCustomer('gunma', 'nobody', { locked: true }).catch((error: unknown) => {
 *   if (error instanceof SandboxError && error.code === 'customer_not_found') return;
 *   throw error;
 * });
 * ```
 */
export class SandboxError extends Error {
  /** The name of the class. */
  override name = 'SandboxError';
  /** HTTP status; 0 where nothing was answered. */
  readonly status: number;
  /** Stable and in English. */
  readonly code: string;
  constructor(status: number, code: string, detail: string) {
    super(detail);
    this.status = status;
    this.code = code;
  }
}

/**
 * The world's clock, which every rule about time asks. Every time is world time, RFC 3339 with an offset.
 *
 * @example
 * ```ts
 * import type { SandboxClock } from '@renkei/sandbox';
 *
 * const clock: SandboxClock = sandbox.clock;
 * await clock.advance('P90D'); // the day on which consents end
 * ```
 */
export interface SandboxClock {
  /**
   * The time in the world.
   *
   * @example
   * ```ts
   * const now = new Date(await sandbox.clock.now());
   * ```
   */
  now(): Promise<string>;
  /**
   * Sets the time; a frozen clock stays frozen.
   *
   * @throws SandboxError when it is no time with an offset
   * @example
   * ```ts
   * await sandbox.clock.set('2026-11-20T23:59:30+09:00');
   * ```
   */
  set(now: string): Promise<void>;
  /**
   * Moves the time by an ISO 8601 duration, backwards by a negative one such as `-P1D`. A day has 24 hours: Japan has no summer time.
   *
   * @throws SandboxError when it is no duration
   * @example
   * ```ts
   * await sandbox.clock.advance('PT1M'); // the next one-time password
   * ```
   */
  advance(by: string): Promise<void>;
  /**
   * Stops the clock where it is.
   *
   * @example
   * ```ts
   * await sandbox.clock.freeze();
   * ```
   */
  freeze(): Promise<void>;
  /**
   * Lets a frozen clock go on.
   *
   * @example
   * ```ts
   * await sandbox.clock.resume();
   * ```
   */
  resume(): Promise<void>;
}

/**
 * What goes wrong at the banks on purpose. It is kept in memory: a restart and a reset forget it.
 *
 * @example
 * ```ts
 * import type { SandboxFaults } from '@renkei/sandbox';
 *
 * const faults: SandboxFaults = sandbox.faults;
 * await faults.add({ operationId: 'listTransactions', status: 429, times: 1 });
 * ```
 */
export interface SandboxFaults {
  /**
   * Lets something go wrong from now on.
   *
   * @throws SandboxError when the fault says nothing that could go wrong
   * @example
   * ```ts
   * const { id } = await sandbox.faults.add({ bank: 'gunma', effect: 'drop-connection', times: 1 });
   * ```
   */
  add(fault: NewFault): Promise<Fault>;
  /**
   * Those added, then those of the world file's customers.
   *
   * @example
   * ```ts
   * for (const { id, hits } of await sandbox.faults.list()) console.log(id, hits);
   * ```
   */
  list(): Promise<readonly Fault[]>;
  /**
   * Takes one away, or all that were added.
   *
   * @throws SandboxError when there is none of this id
   * @example
   * ```ts
   * await sandbox.faults.clear();
   * ```
   */
  clear(id?: string): Promise<void>;
}

/**
 * What happened at the banks; in memory, the last 2000 entries. No secret is in it.
 *
 * @example
 * ```ts
 * import type { SandboxJournal } from '@renkei/sandbox';
 *
 * const journal: SandboxJournal = sandbox.journal;
 * console.log(await journal.mermaid());
 * ```
 */
export interface SandboxJournal {
  /**
   * The oldest first.
   *
   * @example
   * ```ts
   * const requests = await sandbox.journal.entries({ kind: 'request', bank: 'gunma' });
   * ```
   */
  entries(query?: JournalQuery): Promise<readonly JournalEntry[]>;
  /**
   * Forgets what happened so far.
   *
   * @example
   * ```ts
   * await sandbox.journal.clear();
   * ```
   */
  clear(): Promise<void>;
  /**
   * The requests as HAR 1.2, for a browser's network panel.
   *
   * @example
   * ```ts
   * import { writeFileSync } from 'node:fs';
   *
   * writeFileSync('linkage.har', JSON.stringify(await sandbox.journal.har({ bank: 'gunma' })));
   * ```
   */
  har(
    query?: Pick<JournalQuery, 'bank' | 'linkage' | 'client'>,
  ): Promise<Readonly<Record<'log', Record<string, unknown>>>>;
  /**
   * A Mermaid sequence diagram.
   *
   * @example
   * ```ts
   * console.log(await sandbox.journal.mermaid({ bank: 'mizuho' }));
   * ```
   */
  mermaid(query?: Pick<JournalQuery, 'bank' | 'linkage' | 'client'>): Promise<string>;
}

/**
 * One world of a sandbox, in this process or elsewhere, as a test steers it. Every method throws a {@link SandboxError} when the
 * control API refuses.
 *
 * @example
 * ```ts
 * import type { SandboxWorld } from '@renkei/sandbox';
 *
 * const endOfConsent = (world: SandboxWorld) => world.clock.advance('P90D');
 * await endOfConsent(sandbox);
 * ```
 */
export interface SandboxWorld {
  /** The world's base URL: a bank's issuer is `${origin}/${bank}`. */
  readonly origin: string;
  /**
   * Asks the sandbox as a browser or a vendor would; no redirect is followed.
   *
   * @example
   * ```ts
   * const metadata = await sandbox.fetch(`${sandbox.origin}/gunma/.well-known/oauth-authorization-server`);
   * ```
   */
  fetch(request: Request | string | URL, init?: RequestInit): Promise<Response>;
  /** The world's clock. */
  readonly clock: SandboxClock;
  /**
   * A customer who walks the screens of a linkage by himself. Whether there is one is asked when he walks.
   *
   * @example
   * ```ts
   * const callbackUrl = await sandbox.customer('mizuho', 'tanaka').link(url);
   * const { screens } = await sandbox.customer('mizuho', 'tanaka').walk(url, { stopAt: 'consent' });
   * ```
   */
  customer(bank: string, loginId: string): ScriptedCustomer;
  /**
   * The test customers with their credentials, of one bank or of all.
   *
   * @example
   * ```ts
   * for (const { bank, loginId, purpose } of await sandbox.customers()) console.log(bank, loginId, purpose.en);
   * ```
   */
  customers(bank?: string): Promise<readonly Customer[]>;
  /**
   * A customer's data; none where the bank has no such customer.
   *
   * @example
   * ```ts
   * const tanaka = await sandbox.findCustomer('gunma', 'tanaka');
   * ```
   */
  findCustomer(bank: string, loginId: string): Promise<Customer | undefined>;
  /**
   * The client certificates of the test customers.
   *
   * @example
   * ```ts
   * const expired = (await sandbox.certificates()).find(({ state }) => state === 'expired');
   * ```
   */
  certificates(): Promise<readonly Certificate[]>;
  /**
   * Changes a customer: what a clerk, the customer himself or his phone would do. At some banks a new login password or login ID ends
   * his linkages (seed 004, 4. 認証認可).
   *
   * @example
   * ```ts
   * await sandbox.changeCustomer('gunma', 'tanaka', { locked: true });
   * await sandbox.changeCustomer('mizuho', 'tanaka', { loginPassword: 'newpw123' });
   * ```
   */
  changeCustomer(bank: string, loginId: string, changes: Record<string, unknown>): Promise<Customer>;
  /**
   * What the customer's token shows at the world's time: 6 digits for 60 seconds (RFC 6238), or of a camera token 8 digits for the
   * challenge of a 2-D code (RFC 6287).
   *
   * @example
   * ```ts
   * const typed = await sandbox.oneTimePassword('gunken', 'abe');
   * const answer = await sandbox.oneTimePassword('mizuho', 'sato', '12345678');
   * ```
   */
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
  /**
   * Registers a vendor's app: RFC 7591 metadata plus profile, services, skipServiceSelection and company_name.
   *
   * @throws SandboxError `invalid_client_metadata` when no bank would take it
   * @example
   * ```ts
   * const { client_id, client_secret } = await sandbox.registerClient({
   *   client_name: '例の会計',
   *   redirect_uris: ['http://localhost:3000/callback'],
   *   services: ['balances', 'transactions'],
   * });
   * ```
   */
  registerClient(metadata: Record<string, unknown>): Promise<Client>;
  /**
   * The outbox of the banks, the oldest first.
   *
   * @example
   * ```ts
   * const mails = await sandbox.mails();
   * console.log(mails.at(-1)?.subject);
   * ```
   */
  mails(): Promise<readonly Mail[]>;
  /**
   * Consents, in force or over, in the order in which they were given.
   *
   * @example
   * ```ts
   * const [linkage] = await sandbox.linkages({ bank: 'gunma', loginId: 'tanaka' });
   * console.log(linkage?.expiresAt);
   * ```
   */
  linkages(of?: { readonly bank?: string; readonly loginId?: string }): Promise<readonly KnownLinkage[]>;
  /**
   * Ends the linkages of a customer now: the vendor is told the reason.
   *
   * @throws SandboxError `linkage_not_found` when none is in force
   * @example
   * ```ts
   * await sandbox.endLinkages('gunma', 'tanaka', 'revoked_by_bank');
   * ```
   */
  endLinkages(bank: string, loginId: string, reason: EndReason): Promise<void>;
  /**
   * Lets the access tokens of a customer's linkages expire now; a refresh gives new ones.
   *
   * @throws SandboxError `linkage_not_found` when none is in force
   * @example
   * ```ts
   * await sandbox.expireAccessTokens('gunma', 'tanaka');
   * ```
   */
  expireAccessTokens(bank: string, loginId: string): Promise<void>;
  /**
   * Books statement lines on an account now, or the correction of a line (取引区分 19).
   *
   * @throws SandboxError `account_not_found`, `line_not_found`, or `invalid_request` for a text beyond the Zengin set
   * @example
   * ```ts
   * await sandbox.bookLines('gunma', '001-1-2000002', {
   *   lines: [{ direction: '1', amount: 110_000, description: 'ｶ)ﾃｽﾄｼﾖｳﾃﾝ' }],
   * });
   * await sandbox.bookLines('gunma', '001-1-2000002', { corrects: '001-1-2000002-0000042' });
   * ```
   */
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
  /**
   * Puts a bank under maintenance now, for an ISO 8601 duration of world time; one hour when left out.
   *
   * @example
   * ```ts
   * await sandbox.startMaintenance('gunma', 'PT2H');
   * ```
   */
  startMaintenance(bank: string, duration?: string): Promise<void>;
  /**
   * Ends a bank's maintenance, whether it has begun or not.
   *
   * @example
   * ```ts
   * await sandbox.endMaintenance('gunma');
   * ```
   */
  endMaintenance(bank: string): Promise<void>;
  /**
   * Goes back to what the world file says: customers, statements, clock; linkages and faults are gone.
   *
   * @example
   * ```ts
   * await sandbox.reset();
   * ```
   */
  reset(): Promise<void>;
  /**
   * All that the world holds now, but its certificates.
   *
   * @example
   * ```ts
   * const linked = await sandbox.snapshot();
   * ```
   */
  snapshot(): Promise<Snapshot>;
  /**
   * Goes back to a snapshot of this world, all of it or nothing.
   *
   * @throws SandboxError `invalid_snapshot` when it is of another world or was changed
   * @example
   * ```ts
   * const before = await sandbox.snapshot();
   * await sandbox.customer('gunma', 'tanaka').link(url);
   * await sandbox.restore(before);
   * ```
   */
  restore(snapshot: Snapshot): Promise<void>;
  /**
   * Asks the control API: `path` is below `/sandbox/v1`. For what has no method of its own.
   *
   * @example
   * ```ts
   * const { banks } = await sandbox.control<{ banks: { bank: string }[] }>('GET', '/banks');
   * ```
   */
  control<Answer = unknown>(method: string, path: string, body?: unknown): Promise<Answer>;
}

/**
 * What another world of the sandbox is made of: at most one of `world`, `changes` and `file`.
 *
 * @example
 * ```ts
 * import type { WorldOptions } from '@renkei/sandbox';
 *
 * const options: WorldOptions = { clock: '2026-12-31T10:00:00+09:00', idleSeconds: 600 };
 * const world = await sandbox.createWorld(options);
 * ```
 */
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

/**
 * Another world, which ends by `close()`, or by itself when nobody asks it anything for `idleSeconds`.
 *
 * @example
 * ```ts
 * import type { OtherWorld } from '@renkei/sandbox';
 *
 * const world: OtherWorld = await sandbox.createWorld();
 * console.log(`${world.origin}/gunma`);
 * await world.close();
 * ```
 */
export interface OtherWorld extends SandboxWorld {
  /** Its id, which is in its `origin`: `/w/{id}`. */
  readonly id: string;
  /**
   * Ends the world and forgets it; nothing happens when it has ended already.
   *
   * @example
   * ```ts
   * const world = await sandbox.createWorld();
   * await world.close();
   * ```
   */
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
