import type { DatabaseSync } from 'node:sqlite';
import type { EndReason, LinkageRecord, Service } from './records.ts';

type NewLinkage = Pick<LinkageRecord, 'id' | 'bank' | 'bankName' | 'issuer' | 'replaces'> & {
  services: readonly Service[];
};
type Consent = { services: LinkageRecord['services']; expiresAt: string; daysLeft: number };

/** The linkages in our books. */
export class LinkageBook {
  readonly #database: DatabaseSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  all(): LinkageRecord[] {
    return this.#database.prepare('SELECT * FROM linkages ORDER BY rowid').all().map(linkageRecord);
  }

  find(id: string): LinkageRecord | undefined {
    const row = this.#database.prepare('SELECT * FROM linkages WHERE id = ?').get(id);
    return row && linkageRecord(row);
  }

  add({ id, bank, bankName, issuer, services, replaces }: NewLinkage): void {
    this.#database
      .prepare('INSERT INTO linkages (id, bank, bankName, issuer, services, replaces) VALUES (?, ?, ?, ?, ?, ?)')
      .run(id, bank, bankName, issuer, JSON.stringify(services), replaces);
  }

  /** What the bank said about the consent just now. */
  confirm(id: string, { services, expiresAt, daysLeft }: Consent): void {
    this.#database
      .prepare('UPDATE linkages SET services = ?, expiresAt = ?, daysLeft = ?, endReason = NULL WHERE id = ?')
      .run(JSON.stringify(services), expiresAt, daysLeft, id);
  }

  /** 連携切れ: it reads no more. What was imported stays, and so does the first reason. */
  markEnded(id: string, reason: EndReason): void {
    this.#database
      .prepare('UPDATE linkages SET endReason = coalesce(endReason, ?), daysLeft = NULL WHERE id = ?')
      .run(reason, id);
  }

  markImported(id: string, at: string): void {
    this.#database.prepare('UPDATE linkages SET lastImportAt = ? WHERE id = ?').run(at, id);
  }

  /** Forgets the linkage; its accounts and their lines stay, without one. */
  remove(id: string): void {
    this.#database.prepare('DELETE FROM linkages WHERE id = ?').run(id);
  }
}

function linkageRecord(row: Record<string, unknown>): LinkageRecord {
  return { ...(row as Omit<LinkageRecord, 'services'>), services: JSON.parse(String(row.services)) };
}
