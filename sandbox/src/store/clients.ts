import type { Kysely } from 'kysely';
import type { SecurityProfile } from '../bank/client-terms.ts';
import type { ClientFacts } from '../bank/facts.ts';
import type { Service } from '../bank/service.ts';
import { prepared } from './prepared.ts';
import type { Schema } from './schema.ts';

/** A registered app: what the bank agreed with the vendor, and the OAuth metadata. */
export interface RegisteredClient extends ClientFacts {
  /** RFC 7591 metadata, `client_id` and `client_secret` included. */
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly profile: SecurityProfile;
}

type Row = Schema['clients'];

function fromRow(row: Row): RegisteredClient {
  return {
    clientId: row.client_id,
    name: row.name,
    companyName: row.company_name,
    services: JSON.parse(row.services) as Service[],
    skipServiceSelection: row.skip_service_selection === 1,
    metadata: JSON.parse(row.metadata) as Record<string, unknown>,
    profile: row.profile as SecurityProfile,
  };
}

const clientsById = prepared((db, { clientId }: { clientId: string }) =>
  db.selectFrom('clients').selectAll().where('client_id', '=', clientId),
);

/** One registered app. */
export async function findClient(db: Kysely<Schema>, clientId: string): Promise<RegisteredClient | undefined> {
  const [row] = await clientsById(db, { clientId });
  return row && fromRow(row);
}

/** Every registered app, by id. */
export async function listClients(db: Kysely<Schema>): Promise<RegisteredClient[]> {
  const rows = await db.selectFrom('clients').selectAll().orderBy('client_id').execute();
  return rows.map(fromRow);
}

/** Keeps a registration, in place of an earlier one of the same id. */
export async function saveClient(db: Kysely<Schema>, client: RegisteredClient): Promise<void> {
  const agreed = {
    metadata: JSON.stringify(client.metadata),
    name: client.name,
    company_name: client.companyName,
    services: JSON.stringify(client.services),
    skip_service_selection: client.skipServiceSelection ? 1 : 0,
    profile: client.profile,
  };
  await db
    .insertInto('clients')
    .values({ client_id: client.clientId, ...agreed })
    .onConflict((conflict) => conflict.column('client_id').doUpdateSet(agreed))
    .execute();
}
