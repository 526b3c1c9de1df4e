import type { CameraTokenState } from '../bank/camera-token.ts';
import type { ConsentEndReason } from '../bank/consent.ts';
import type { AccountKind, AccountType, CustomerRole } from '../bank/facts.ts';
import type { InquiryPinState } from '../bank/inquiry-pin.ts';
import type { LoginMethod } from '../bank/profile.ts';

/**
 * What became of a mail: kept in the outbox only, sent by SMTP, failed by SMTP, caught by the phone's filter, or come back
 * from an address that takes none (不達エラー).
 */
export type MailStatus = 'kept' | 'sent' | 'failed' | 'filtered' | 'undeliverable';

/** The tables. Booleans are 0 and 1, instants are epoch milliseconds of world time, dates are `YYYY-MM-DD` in Japan; a `number` counts up as rows come. */
export interface Schema {
  settings: { name: string; value: string };
  clients: {
    client_id: string;
    /** RFC 7591 metadata as registered, with the secret. */
    metadata: string;
    /** Sandbox's own part of the registration. */
    name: string;
    company_name: string;
    services: string;
    skip_service_selection: number;
    profile: string;
  };
  companies: { bank: string; company_id: string; name: string };
  customers: {
    bank: string;
    login_id: string;
    login_password: string;
    company_id: string;
    name: string;
    login_method: LoginMethod;
    login_failures: number;
    locked: number;
    question: string | null;
    answer: string | null;
    answer_failures: number;
    token_secret: string | null;
    role: CustomerRole;
    /** JSON array. */
    services: string;
    mail_address: string;
    mail_undeliverable: number;
    camera_token_code: string | null;
    camera_token_state: CameraTokenState | null;
    camera_token_failures: number;
    purpose_ja: string;
    purpose_en: string;
  };
  accounts: {
    bank: string;
    account_id: string;
    company_id: string;
    branch_code: string;
    branch_name: string;
    account_type: AccountType;
    account_number: string;
    holder: string;
    memo: string | null;
    kind: AccountKind;
    opening_balance: number;
    /** A `StatementPlan` as JSON; null where the world file gives the lines. */
    statement_plan: string | null;
    inquiry_pin: string;
    pin_state: InquiryPinState;
    pin_pending_at: number | null;
    pin_failures: number;
    pin_locked: number;
  };
  /** The devices of a company; the secret is hex. */
  camera_tokens: { bank: string; code: string; company_id: string; secret: string };
  /** `token` is a `SoftwareToken` as JSON. */
  software_tokens: { bank: string; login_id: string; user_id: string | null; token: string };
  /** `state` is an `InternetBankingSession` as JSON, `id_hash` the SHA-256 of the session's id. */
  internet_banking_sessions: { bank: string; id_hash: string; number: number; state: string; touched_at: number };
  mails: {
    id: string;
    number: number;
    bank: string;
    login_id: string;
    at: number;
    sender: string;
    recipient: string;
    subject: string;
    body: string;
    status: MailStatus;
    error: string | null;
  };
  inquiry_exclusions: { bank: string; login_id: string; account_id: string };
  /** A certificate has its files once somebody needed one of them. */
  certificates: {
    id: string;
    bank: string;
    login_id: string;
    subject: string;
    not_before: number;
    not_after: number;
    is_foreign: number;
    is_for_clients: number;
    fingerprint: string | null;
    certificate_pem: string | null;
    private_key_pem: string | null;
  };
  revocations: { certificate_id: string; revoked_at: number };
  /** `session_hash` is the SHA-256 of the session's id; null while nobody has logged in. */
  linkages: {
    id: string;
    number: number;
    bank: string;
    client_id: string;
    state: string;
    touched_at: number;
    session_hash: string | null;
  };
  consents: {
    grant_id: string;
    number: number;
    bank: string;
    client_id: string;
    login_id: string;
    services: string;
    granted_at: number;
    expires_at: number;
    ended_at: number | null;
    end_reason: ConsentEndReason | null;
  };
  oauth_records: {
    bank: string;
    model: string;
    /** SHA-256 of the id: the id of a token is the token. */
    id_hash: string;
    number: number;
    payload: string;
    grant_id: string | null;
    expires_at: number | null;
    consumed_at: number | null;
  };
  /** Assertions and DPoP proofs that were used; `forget_at` is real time. */
  seen_proofs: { id_hash: string; forget_at: number };
  statement_lines: {
    bank: string;
    account_id: string;
    sequence: number;
    book_date: string;
    value_date: string;
    direction: string;
    category: string;
    amount: number;
    balance: number;
    description: string;
    payer_name: string | null;
    remitting_bank: string | null;
    remitting_branch: string | null;
    edi_information: string | null;
  };
}

/** The tables that hold what happens in a world; besides them are its settings, its certificates and the proofs seen. */
export const worldTables = [
  'clients',
  'companies',
  'customers',
  'accounts',
  'inquiry_exclusions',
  'camera_tokens',
  'software_tokens',
  'internet_banking_sessions',
  'mails',
  'revocations',
  'linkages',
  'consents',
  'oauth_records',
  'statement_lines',
] as const satisfies readonly (keyof Schema)[];

/** One of them. */
export type WorldTable = (typeof worldTables)[number];
