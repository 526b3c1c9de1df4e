import type { Kysely } from 'kysely';
import type { CameraToken } from '../bank/camera-token.ts';
import type { AccountFacts, CustomerFacts, CustomerRole, MailRecipient } from '../bank/facts.ts';
import type { LoginEffect } from '../bank/login.ts';
import type { Service } from '../bank/service.ts';
import { prepared } from './prepared.ts';
import type { Schema } from './schema.ts';
import type { StatementPlan } from './statements.ts';

/** A customer with what only the sandbox knows about him. */
export interface TestCustomer extends CustomerFacts {
  readonly bank: string;
  readonly companyId: string;
  readonly company: string;
  readonly name: string;
  readonly role: CustomerRole;
  /** Base32 secret of the software token; null without one. */
  readonly tokenSecret: string | null;
  readonly purpose: { readonly ja: string; readonly en: string };
}

const selectCustomers = (db: Kysely<Schema>) =>
  db
    .selectFrom('customers')
    .innerJoin('companies', (join) =>
      join.onRef('companies.bank', '=', 'customers.bank').onRef('companies.company_id', '=', 'customers.company_id'),
    )
    .leftJoin('camera_tokens', (join) =>
      join
        .onRef('camera_tokens.bank', '=', 'customers.bank')
        .onRef('camera_tokens.code', '=', 'customers.camera_token_code'),
    )
    .selectAll('customers')
    .select(['companies.name as company', 'camera_tokens.secret as camera_token_secret'])
    .orderBy('customers.bank')
    .orderBy('customers.login_id');

type Row = Schema['customers'] & { company: string; camera_token_secret: string | null };

function cameraTokenOf(row: Row): { cameraToken?: CameraToken } {
  const { camera_token_code: code, camera_token_state: state, camera_token_secret: secret } = row;
  if (code === null || state === null || secret === null) return {};
  return { cameraToken: { code, state, secret, failures: row.camera_token_failures } };
}

function fromRow(row: Row): TestCustomer {
  return {
    bank: row.bank,
    loginId: row.login_id,
    loginPassword: row.login_password,
    loginMethod: row.login_method,
    loginFailures: row.login_failures,
    locked: row.locked === 1,
    ...(row.question === null || row.answer === null
      ? {}
      : {
          additionalAuthentication: { question: row.question, answer: row.answer, failures: row.answer_failures },
        }),
    services: JSON.parse(row.services) as Service[],
    mailAddress: row.mail_address,
    mailUndeliverable: row.mail_undeliverable === 1,
    ...cameraTokenOf(row),
    companyId: row.company_id,
    company: row.company,
    name: row.name,
    role: row.role,
    tokenSecret: row.token_secret,
    purpose: { ja: row.purpose_ja, en: row.purpose_en },
  };
}

const customersByLoginId = prepared((db, { bank, loginId }: { bank: string; loginId: string }) =>
  selectCustomers(db).where('customers.bank', '=', bank).where('customers.login_id', '=', loginId),
);

/** One customer of a bank. */
export async function findCustomer(
  db: Kysely<Schema>,
  bank: string,
  loginId: string,
): Promise<TestCustomer | undefined> {
  const [row] = await customersByLoginId(db, { bank, loginId });
  return row && fromRow(row);
}

/** The customers of one bank or of all, by bank and login ID. */
export async function listCustomers(db: Kysely<Schema>, bank?: string): Promise<TestCustomer[]> {
  const all = selectCustomers(db);
  const rows = await (bank === undefined ? all : all.where('customers.bank', '=', bank)).execute();
  return rows.map(fromRow);
}

const administratorsOf = prepared((db, { bank, companyId }: Pick<TestCustomer, 'bank' | 'companyId'>) =>
  selectCustomers(db)
    .where('customers.bank', '=', bank)
    .where('customers.company_id', '=', companyId)
    .where('customers.role', '=', 'administrator'),
);

/** The administrators of a company (管理者). */
export async function listAdministrators(
  db: Kysely<Schema>,
  { bank, companyId }: Pick<TestCustomer, 'bank' | 'companyId'>,
): Promise<MailRecipient[]> {
  return (await administratorsOf(db, { bank, companyId })).map(fromRow);
}

/** A camera token by its トークンコード. */
export async function findCameraToken(
  db: Kysely<Schema>,
  bank: string,
  code: string,
): Promise<Pick<CameraToken, 'code' | 'secret'> | undefined> {
  return db
    .selectFrom('camera_tokens')
    .select(['code', 'secret'])
    .where('bank', '=', bank)
    .where('code', '=', code)
    .executeTakeFirst();
}

/** Saves how an operator uses a camera token. */
export async function saveCameraTokenUse(
  db: Kysely<Schema>,
  bank: string,
  loginId: string,
  { state, failures }: Pick<CameraToken, 'state' | 'failures'>,
): Promise<void> {
  await db
    .updateTable('customers')
    .set({ camera_token_state: state, camera_token_failures: failures })
    .where('bank', '=', bank)
    .where('login_id', '=', loginId)
    .execute();
}

/** Saves whether mails to a customer come back. */
export async function saveMailUndeliverable(
  db: Kysely<Schema>,
  bank: string,
  loginId: string,
  isUndeliverable: boolean,
): Promise<void> {
  await db
    .updateTable('customers')
    .set({ mail_undeliverable: isUndeliverable ? 1 : 0 })
    .where('bank', '=', bank)
    .where('login_id', '=', loginId)
    .execute();
}

/** A count of wrong tries, and whether it locks the login. */
export interface LoginCount {
  readonly failures: number;
  readonly locked: boolean;
}

/** Saves the count of wrong login passwords, or of wrong answers of the additional authentication. */
export async function saveLoginCount(
  db: Kysely<Schema>,
  bank: string,
  loginId: string,
  of: 'login_failures' | 'answer_failures',
  { failures, locked }: LoginCount,
): Promise<void> {
  await db
    .updateTable('customers')
    .set({ [of]: failures, locked: locked ? 1 : 0 })
    .where('bank', '=', bank)
    .where('login_id', '=', loginId)
    .execute();
}

/** Saves what became of a try to log in. Who has no count has nothing saved, by as much work. */
export function saveLoginTry(db: Kysely<Schema>, bank: string, effect: LoginEffect): Promise<void> {
  const of = effect.kind === 'login-counted' ? effect : { loginId: '', failures: 0, locked: false };
  return saveLoginCount(db, bank, of.loginId, 'login_failures', of);
}

/** An account as the data API and the screens show it. */
export interface Account extends AccountFacts {
  /** In half-width kana of the Zengin set. */
  readonly holder: string;
  /** Before the first statement line, whole yen. */
  readonly openingBalance: number;
  /** Up to which day the lines of its statement are made, empty before the first; null where the world file gives them. */
  readonly statementTo: string | null;
}

function statementTo(plan: string | null): string | null {
  return plan === null ? null : ((JSON.parse(plan) as StatementPlan).madeTo ?? '');
}

/** What is known of an account's statement. */
export type StatementHead = Pick<Account, 'accountId' | 'openingBalance' | 'statementTo'>;

/** The statement of an account, whosever it is. */
export async function findStatement(
  db: Kysely<Schema>,
  bank: string,
  accountId: string,
): Promise<StatementHead | undefined> {
  const row = await db
    .selectFrom('accounts')
    .select(['opening_balance', 'statement_plan'])
    .where('bank', '=', bank)
    .where('account_id', '=', accountId)
    .executeTakeFirst();
  return row && { accountId, openingBalance: row.opening_balance, statementTo: statementTo(row.statement_plan) };
}

const accountsOf = prepared((db, customer: Pick<TestCustomer, 'bank' | 'companyId' | 'loginId'>) => {
  const { bank, companyId, loginId } = customer;
  return db
    .selectFrom('accounts')
    .leftJoin('inquiry_exclusions', (join) =>
      join
        .onRef('inquiry_exclusions.bank', '=', 'accounts.bank')
        .onRef('inquiry_exclusions.account_id', '=', 'accounts.account_id')
        .on('inquiry_exclusions.login_id', '=', loginId),
    )
    .selectAll('accounts')
    .select('inquiry_exclusions.login_id as excluded')
    .where('accounts.bank', '=', bank)
    .where('accounts.company_id', '=', companyId)
    .orderBy('accounts.branch_code')
    .orderBy('accounts.account_type')
    .orderBy('accounts.account_number');
});

/** The accounts of a customer's company, by branch, type and number. */
export async function listAccounts(
  db: Kysely<Schema>,
  customer: Pick<TestCustomer, 'bank' | 'companyId' | 'loginId'>,
): Promise<Account[]> {
  return (await accountsOf(db, customer)).map((row) => ({
    accountId: row.account_id,
    branchCode: row.branch_code,
    branchName: row.branch_name,
    accountType: row.account_type,
    accountNumber: row.account_number,
    holder: row.holder,
    memo: row.memo,
    kind: row.kind,
    openingBalance: row.opening_balance,
    statementTo: statementTo(row.statement_plan),
    inquiryPermitted: row.excluded === null,
    inquiryPin: row.inquiry_pin,
    pinState: row.pin_state,
    pinPendingAt: row.pin_pending_at,
    pinFailures: row.pin_failures,
    pinLocked: row.pin_locked === 1,
  }));
}
