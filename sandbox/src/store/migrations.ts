import { type Kysely, sql } from 'kysely';
import { kept } from './past.ts';
import type { Schema } from './schema.ts';

/** Counts up with each change of the tables. */
export const SCHEMA_VERSION = 6;

/** Makes the tables of an empty database. */
export async function createTables(db: Kysely<Schema>): Promise<void> {
  const table = db.schema.createTable.bind(db.schema);
  await table('settings')
    .addColumn('name', 'text', (c) => c.primaryKey())
    .addColumn('value', 'text', (c) => c.notNull())
    .execute();
  await table('clients')
    .addColumn('client_id', 'text', (c) => c.primaryKey())
    .addColumn('metadata', 'text', (c) => c.notNull())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('company_name', 'text', (c) => c.notNull())
    .addColumn('services', 'text', (c) => c.notNull())
    .addColumn('skip_service_selection', 'integer', (c) => c.notNull())
    .addColumn('profile', 'text', (c) => c.notNull())
    .execute();
  await table('companies')
    .addColumn('bank', 'text', (c) => c.notNull())
    .addColumn('company_id', 'text', (c) => c.notNull())
    .addColumn('name', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('companies_key', ['bank', 'company_id'])
    .execute();
  await table('customers')
    .addColumn('bank', 'text', (c) => c.notNull())
    .addColumn('login_id', 'text', (c) => c.notNull())
    .addColumn('login_password', 'text', (c) => c.notNull())
    .addColumn('company_id', 'text', (c) => c.notNull())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('login_method', 'text', (c) => c.notNull())
    .addColumn('login_failures', 'integer', (c) => c.notNull())
    .addColumn('locked', 'integer', (c) => c.notNull())
    .addColumn('question', 'text')
    .addColumn('answer', 'text')
    .addColumn('answer_failures', 'integer', (c) => c.notNull())
    .addColumn('token_secret', 'text')
    .addColumn('role', 'text', (c) => c.notNull())
    .addColumn('services', 'text', (c) => c.notNull())
    .addColumn('mail_address', 'text', (c) => c.notNull())
    .addColumn('mail_undeliverable', 'integer', (c) => c.notNull())
    .addColumn('camera_token_code', 'text')
    .addColumn('camera_token_state', 'text')
    .addColumn('camera_token_failures', 'integer', (c) => c.notNull())
    .addColumn('purpose_ja', 'text', (c) => c.notNull())
    .addColumn('purpose_en', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('customers_key', ['bank', 'login_id'])
    .execute();
  await table('accounts')
    .addColumn('bank', 'text', (c) => c.notNull())
    .addColumn('account_id', 'text', (c) => c.notNull())
    .addColumn('company_id', 'text', (c) => c.notNull())
    .addColumn('branch_code', 'text', (c) => c.notNull())
    .addColumn('branch_name', 'text', (c) => c.notNull())
    .addColumn('account_type', 'text', (c) => c.notNull())
    .addColumn('account_number', 'text', (c) => c.notNull())
    .addColumn('holder', 'text', (c) => c.notNull())
    .addColumn('memo', 'text')
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('opening_balance', 'bigint', (c) => c.notNull())
    .addColumn('statement_plan', 'text')
    .addColumn('inquiry_pin', 'text', (c) => c.notNull())
    .addColumn('pin_state', 'text', (c) => c.notNull())
    .addColumn('pin_pending_at', 'bigint')
    .addColumn('pin_failures', 'integer', (c) => c.notNull())
    .addColumn('pin_locked', 'integer', (c) => c.notNull())
    .addPrimaryKeyConstraint('accounts_key', ['bank', 'account_id'])
    .execute();
  await table('camera_tokens')
    .addColumn('bank', 'text', (c) => c.notNull())
    .addColumn('code', 'text', (c) => c.notNull())
    .addColumn('company_id', 'text', (c) => c.notNull())
    .addColumn('secret', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('camera_tokens_key', ['bank', 'code'])
    .execute();
  await table('software_tokens')
    .addColumn('bank', 'text', (c) => c.notNull())
    .addColumn('login_id', 'text', (c) => c.notNull())
    .addColumn('user_id', 'text')
    .addColumn('token', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('software_tokens_key', ['bank', 'login_id'])
    .addUniqueConstraint('software_tokens_user', ['bank', 'user_id'])
    .execute();
  await table('internet_banking_sessions')
    .addColumn('bank', 'text', (c) => c.notNull())
    .addColumn('id_hash', 'text', (c) => c.notNull())
    .addColumn('number', 'integer', (c) => c.notNull())
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('touched_at', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('internet_banking_sessions_key', ['bank', 'id_hash'])
    .execute();
  await table('mails')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('number', 'integer', (c) => c.notNull())
    .addColumn('bank', 'text', (c) => c.notNull())
    .addColumn('login_id', 'text', (c) => c.notNull())
    .addColumn('at', 'bigint', (c) => c.notNull())
    .addColumn('sender', 'text', (c) => c.notNull())
    .addColumn('recipient', 'text', (c) => c.notNull())
    .addColumn('subject', 'text', (c) => c.notNull())
    .addColumn('body', 'text', (c) => c.notNull())
    .addColumn('status', 'text', (c) => c.notNull())
    .addColumn('error', 'text')
    .execute();
  await table('inquiry_exclusions')
    .addColumn('bank', 'text', (c) => c.notNull())
    .addColumn('login_id', 'text', (c) => c.notNull())
    .addColumn('account_id', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('inquiry_exclusions_key', ['bank', 'login_id', 'account_id'])
    .execute();
  await table('certificates')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('bank', 'text', (c) => c.notNull())
    .addColumn('login_id', 'text', (c) => c.notNull())
    .addColumn('subject', 'text', (c) => c.notNull())
    .addColumn('not_before', 'bigint', (c) => c.notNull())
    .addColumn('not_after', 'bigint', (c) => c.notNull())
    .addColumn('is_foreign', 'integer', (c) => c.notNull())
    .addColumn('is_for_clients', 'integer', (c) => c.notNull())
    .addColumn('fingerprint', 'text', (c) => c.unique())
    .addColumn('certificate_pem', 'text')
    .addColumn('private_key_pem', 'text')
    .execute();
  await table('revocations')
    .addColumn('certificate_id', 'text', (c) => c.primaryKey())
    .addColumn('revoked_at', 'bigint', (c) => c.notNull())
    .execute();
  await table('linkages')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('number', 'integer', (c) => c.notNull())
    .addColumn('bank', 'text', (c) => c.notNull())
    .addColumn('client_id', 'text', (c) => c.notNull())
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('touched_at', 'bigint', (c) => c.notNull())
    .addColumn('session_hash', 'text')
    .execute();
  await table('consents')
    .addColumn('grant_id', 'text', (c) => c.primaryKey())
    .addColumn('number', 'integer', (c) => c.notNull())
    .addColumn('bank', 'text', (c) => c.notNull())
    .addColumn('client_id', 'text', (c) => c.notNull())
    .addColumn('login_id', 'text', (c) => c.notNull())
    .addColumn('services', 'text', (c) => c.notNull())
    .addColumn('granted_at', 'bigint', (c) => c.notNull())
    .addColumn('expires_at', 'bigint', (c) => c.notNull())
    .addColumn('ended_at', 'bigint')
    .addColumn('end_reason', 'text')
    .execute();
  for (const owned of ['accounts', 'customers']) {
    await db.schema.createIndex(`${owned}_of_company`).on(owned).columns(['bank', 'company_id']).execute();
  }
  await db.schema.createIndex('certificates_of_customer').on('certificates').columns(['bank', 'login_id']).execute();
  await db.schema
    .createIndex('consents_of_customer')
    .on('consents')
    .columns(['bank', 'login_id', 'client_id'])
    .execute();
  await table('oauth_records')
    .addColumn('bank', 'text', (c) => c.notNull())
    .addColumn('model', 'text', (c) => c.notNull())
    .addColumn('id_hash', 'text', (c) => c.notNull())
    .addColumn('number', 'integer', (c) => c.notNull())
    .addColumn('payload', 'text', (c) => c.notNull())
    .addColumn('grant_id', 'text')
    .addColumn('expires_at', 'bigint')
    .addColumn('consumed_at', 'bigint')
    .addPrimaryKeyConstraint('oauth_records_key', ['bank', 'model', 'id_hash'])
    .execute();
  await db.schema.createIndex('oauth_records_of_grant').on('oauth_records').column('grant_id').execute();
  await table('seen_proofs')
    .addColumn('id_hash', 'text', (c) => c.primaryKey())
    .addColumn('forget_at', 'bigint', (c) => c.notNull())
    .execute();
  await db.schema.createIndex('seen_proofs_by_end').on('seen_proofs').column('forget_at').execute();
  await table('statement_lines')
    .addColumn('bank', 'text', (c) => c.notNull())
    .addColumn('account_id', 'text', (c) => c.notNull())
    .addColumn('sequence', 'integer', (c) => c.notNull())
    .addColumn('book_date', 'text', (c) => c.notNull())
    .addColumn('value_date', 'text', (c) => c.notNull())
    .addColumn('direction', 'text', (c) => c.notNull())
    .addColumn('category', 'text', (c) => c.notNull())
    .addColumn('amount', 'bigint', (c) => c.notNull())
    .addColumn('balance', 'bigint', (c) => c.notNull())
    .addColumn('description', 'text', (c) => c.notNull())
    .addColumn('payer_name', 'text')
    .addColumn('remitting_bank', 'text')
    .addColumn('remitting_branch', 'text')
    .addColumn('edi_information', 'text')
    .addPrimaryKeyConstraint('statement_lines_key', ['bank', 'account_id', 'sequence'])
    .execute();
  await db.schema
    .createIndex('statement_lines_by_date')
    .on('statement_lines')
    .columns(['bank', 'account_id', 'book_date'])
    .execute();
  for (const numbered of Object.keys(kept)) {
    await db.schema.createIndex(`${numbered}_by_number`).on(numbered).column('number').execute();
  }
  await sql`insert into settings (name, value) values ('schema_version', ${String(SCHEMA_VERSION)})`.execute(db);
}
