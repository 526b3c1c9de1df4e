import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Kysely } from 'kysely';
import { agreedTerms } from '../bank/client-terms.ts';
import { addDays, japanDate } from '../bank/japan-time.ts';
import { movedBy, type StatementLine } from '../bank/statement.ts';
import { termsOf } from '../world/world-client.ts';
import { dayOf } from '../world/world-days.ts';
import type { World, WorldAccount, WorldCompany } from '../world/world-schema.ts';
import { revokeCertificate } from './certificates.ts';
import { saveClient } from './clients.ts';
import { type Schema, worldTables } from './schema.ts';
import { insertLines, type StatementPlan } from './statements.ts';
import { populateTokens } from './token-population.ts';

// Statements reach this far into a future that the clock can be advanced to.
const DAYS_AHEAD = 800;

/** The id of an account in URLs: branch, type and number. */
function accountIdOf(account: Pick<WorldAccount, 'branchCode' | 'type' | 'number'>): string {
  return `${account.branchCode}-${account.type}-${account.number}`;
}

type GivenStatement = Extract<WorldAccount['statement'], { lines: unknown }>;

function* givenLines(openingBalance: number, { lines }: GivenStatement, today: string): Generator<StatementLine> {
  let balance = openingBalance;
  const dated = lines.map((line) => ({ ...line, bookDate: dayOf(line.bookDate, today) }));
  const sorted = dated.toSorted((a, b) => a.bookDate.localeCompare(b.bookDate));
  for (const [index, { deposit, valueDate, ...line }] of sorted.entries()) {
    balance += movedBy(line);
    const known = { ...line, sequence: index + 1, valueDate: valueDate ?? line.bookDate, balance };
    yield deposit ? { ...known, deposit: { ...deposit, ediInformation: deposit.ediInformation ?? null } } : known;
  }
}

/** How the statement of an account is made up when it is read; none where the world file gives the lines. */
function planOf(bank: string, account: WorldAccount, today: string): StatementPlan | undefined {
  const { statement } = account;
  if ('lines' in statement) return undefined;
  return {
    seed: statement.seed ?? `${bank} ${accountIdOf(account)}`,
    from: addDays(today, -statement.daysBack),
    to: addDays(today, DAYS_AHEAD),
    openingBalance: account.openingBalance,
    linesPerMonth: statement.linesPerMonth,
  };
}

async function populateAccount(
  db: Kysely<Schema>,
  bank: string,
  companyId: string,
  account: WorldAccount,
  now: number,
  onKept: (count: number) => void,
): Promise<void> {
  const accountId = accountIdOf(account);
  const today = japanDate(now);
  const plan = planOf(bank, account, today);
  await db
    .insertInto('accounts')
    .values({
      bank,
      account_id: accountId,
      company_id: companyId,
      branch_code: account.branchCode,
      branch_name: account.branchName,
      account_type: account.type,
      account_number: account.number,
      holder: account.holder,
      memo: account.memo ?? null,
      kind: account.kind,
      opening_balance: account.openingBalance,
      statement_plan: plan ? JSON.stringify(plan) : null,
      inquiry_pin: account.inquiryPin,
      pin_state: account.inquiryPinState,
      pin_pending_at: account.inquiryPinState === 'pending' ? now : null,
      pin_failures: 0,
      pin_locked: account.inquiryPinLocked ? 1 : 0,
    })
    .execute();
  const { statement, openingBalance } = account;
  if (!('lines' in statement)) return;
  await insertLines(db, bank, accountId, givenLines(openingBalance, statement, today), onKept);
}

// The world's revoked certificates were so the day before it begins.
const DAY = 24 * 60 * 60 * 1000;

async function populateCompany(
  db: Kysely<Schema>,
  bank: string,
  company: WorldCompany,
  now: number,
  onKept: (count: number) => void,
): Promise<void> {
  await db.insertInto('companies').values({ bank, company_id: company.id, name: company.name }).execute();
  for (const account of company.accounts) await populateAccount(db, bank, company.id, account, now, onKept);
  for (const { code, secret } of company.cameraTokens) {
    await db.insertInto('camera_tokens').values({ bank, code, company_id: company.id, secret }).execute();
  }
  for (const customer of company.customers) {
    await db
      .insertInto('customers')
      .values({
        bank,
        login_id: customer.loginId,
        login_password: customer.loginPassword,
        company_id: company.id,
        name: customer.name,
        login_method: customer.login,
        login_failures: 0,
        locked: customer.locked ? 1 : 0,
        question: customer.additionalAuthentication?.question ?? null,
        answer: customer.additionalAuthentication?.answer ?? null,
        answer_failures: 0,
        token_secret: customer.tokenSecret ?? null,
        role: customer.role,
        services: JSON.stringify(customer.services),
        mail_address: customer.mailAddress ?? `${customer.loginId}@customer.example`,
        mail_undeliverable: customer.mailUndeliverable ? 1 : 0,
        camera_token_code: customer.cameraToken?.code ?? null,
        camera_token_state: customer.cameraToken?.state ?? null,
        camera_token_failures: 0,
        purpose_ja: customer.purpose.ja,
        purpose_en: customer.purpose.en,
      })
      .execute();
    for (const { id } of customer.certificates.filter(({ state }) => state === 'revoked')) {
      await revokeCertificate(db, id, now - DAY);
    }
    const excluded = company.accounts.filter((account) => customer.mayNotInquire.includes(account.number));
    for (const account of excluded) {
      await db
        .insertInto('inquiry_exclusions')
        .values({ bank, login_id: customer.loginId, account_id: accountIdOf(account) })
        .execute();
    }
  }
}

/** Told how many companies and given statement lines of a world are kept, of how many. */
export type OnProgress = (done: number, total: number) => void;

function sizeOf(world: World): number {
  const companies = Object.values(world.banks).flatMap((bank) => bank.companies);
  const statements = companies.flatMap(({ accounts }) => accounts.map(({ statement }) => statement));
  return statements.reduce((size, given) => size + ('lines' in given ? given.lines.length : 0), companies.length);
}

/**
 * Makes the database hold a world as its file says, and nothing else. Settings and certificates stay.
 *
 * @param db - call it in a transaction, so that a half-made world is never seen
 * @param world - the world
 * @param now - world time, epoch milliseconds: statements are made around it
 * @param onProgress - told now and then how much of it is kept
 */
export async function populate(
  db: Kysely<Schema>,
  world: World,
  now: number,
  onProgress: OnProgress = () => {},
): Promise<void> {
  for (const table of worldTables) await db.deleteFrom(table).execute();
  const total = sizeOf(world);
  let done = 0;
  const onKept = (count: number) => {
    done += count;
    onProgress(done, total);
  };
  for (const [bank, { companies }] of Object.entries(world.banks)) {
    for (const [index, company] of companies.entries()) {
      await populateCompany(db, bank, company, now, onKept);
      onKept(1);
      if (index % 100 === 99) await nextTurn();
    }
    await populateTokens(db, bank, world);
  }
}

/**
 * Registers the apps of a world file, as they are there.
 *
 * @param redirectUris - allowed to each of them as well
 */
export async function registerWorldClients(
  db: Kysely<Schema>,
  world: World,
  redirectUris: readonly string[] = [],
): Promise<void> {
  for (const client of world.clients) {
    const { clientId, clientSecret, name, companyName, services, skipServiceSelection } = client;
    const { profile, ...terms } = agreedTerms(termsOf(client));
    await saveClient(db, {
      clientId,
      name,
      companyName,
      services,
      skipServiceSelection,
      profile,
      metadata: {
        client_id: clientId,
        ...(clientSecret === undefined ? {} : { client_secret: clientSecret }),
        client_name: name,
        redirect_uris: [...new Set([...client.redirectUris, ...redirectUris])],
        ...terms,
      },
    });
  }
}
