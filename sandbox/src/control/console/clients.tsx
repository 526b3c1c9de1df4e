import type { RegisteredClient } from '../../store/clients.ts';
import { usePlace } from './place.ts';
import { Cell, Copyable, NoRows, Table } from './table.tsx';

function ClientRow({ client: { clientId, name, companyName, services, metadata } }: { client: RegisteredClient }) {
  const { clients: words } = usePlace().words;
  const { client_secret: secret, redirect_uris: uris } = metadata as {
    client_secret?: string;
    redirect_uris?: readonly string[];
  };
  return (
    <tr>
      <Cell head="client_id">
        <Copyable text={clientId} name={`client_id ${clientId}`} />
      </Cell>
      <Cell head="client_secret">{secret && <Copyable text={secret} name={`client_secret ${clientId}`} />}</Cell>
      <Cell head={words.name}>
        <span lang="ja">
          {name}（{companyName}）
        </span>
      </Cell>
      <Cell head={words.services}>{services.join(' ')}</Cell>
      <Cell head={words.redirects}>
        {uris?.map((uri) => (
          <div key={uri}>
            <code>{uri}</code>
          </div>
        ))}
      </Cell>
    </tr>
  );
}

/** The apps that are registered, with their credentials. */
export function Clients({ clients }: { clients: readonly RegisteredClient[] }) {
  const { words } = usePlace();
  const { name, services, redirects } = words.clients;
  const heads = ['client_id', 'client_secret', name, services, redirects];
  return (
    <Table id="clients" caption={words.sections.clients.heading} heads={heads} isLive>
      {clients.length === 0 && <NoRows columns={heads.length} />}
      {clients.map((client) => (
        <ClientRow key={client.clientId} client={client} />
      ))}
    </Table>
  );
}
