import { closeSync, openSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';

/** The app's database, with its tables made where they are missing. */
export function openDatabase(file: string): DatabaseSync {
  // It holds tokens: nobody else on this machine shall read it.
  if (file !== ':memory:') closeSync(openSync(file, 'a', 0o600));
  const database = new DatabaseSync(file);
  database.exec('PRAGMA journal_mode = WAL; PRAGMA foreign_keys = ON;');
  database.exec(tables);
  return database;
}

/** All of it is written, or none. */
export function inOneTransaction<Result>(database: DatabaseSync, work: () => Result): Result {
  database.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    database.exec('COMMIT');
    return result;
  } catch (error) {
    database.exec('ROLLBACK');
    throw error;
  }
}

const tables = `
  CREATE TABLE IF NOT EXISTS tokens (linkage_id TEXT PRIMARY KEY, tokens TEXT NOT NULL);
  CREATE TABLE IF NOT EXISTS linkages (
    id TEXT PRIMARY KEY,
    bank TEXT NOT NULL,
    bankName TEXT NOT NULL,
    issuer TEXT NOT NULL,
    services TEXT NOT NULL,
    expiresAt TEXT,
    daysLeft INTEGER,
    endReason TEXT,
    replaces TEXT,
    lastImportAt TEXT
  );
  CREATE TABLE IF NOT EXISTS accounts (
    key TEXT PRIMARY KEY,
    linkageId TEXT REFERENCES linkages (id) ON DELETE SET NULL,
    bankAccountId TEXT NOT NULL,
    bankName TEXT NOT NULL,
    branchCode TEXT NOT NULL,
    branchName TEXT NOT NULL,
    accountTypeName TEXT NOT NULL,
    accountNumber TEXT NOT NULL,
    accountHolder TEXT NOT NULL,
    memo TEXT,
    balance INTEGER,
    balanceAsOf TEXT,
    lastImportAt TEXT
  );
  CREATE TABLE IF NOT EXISTS lines (
    account TEXT NOT NULL REFERENCES accounts (key) ON DELETE CASCADE,
    transactionId TEXT NOT NULL,
    position INTEGER NOT NULL,
    bookDate TEXT NOT NULL,
    valueDate TEXT NOT NULL,
    direction TEXT NOT NULL,
    category TEXT,
    amount INTEGER NOT NULL,
    balance INTEGER,
    description TEXT NOT NULL,
    payerName TEXT,
    remittingBank TEXT,
    remittingBranch TEXT,
    ediInformation TEXT,
    search TEXT NOT NULL,
    PRIMARY KEY (account, transactionId)
  );
  CREATE INDEX IF NOT EXISTS lines_by_date ON lines (account, bookDate, position);
`;
