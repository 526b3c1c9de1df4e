import type { RegisteredClient } from '../../store/clients.ts';
import { usePlace } from './language.ts';
import { Cell, Copyable, Section, Table } from './table.tsx';

/** The apps that are registered, with their credentials. */
export function Clients({ clients }: { clients: readonly RegisteredClient[] }) {
  const { clients: words } = usePlace().words;
  const heads = ['client_id', 'client_secret', words.name, words.services];
  return (
    <Section id="clients" heading={words.heading}>
      <Table id="client-list" caption={words.heading} heads={heads}>
        {clients.map((client) => (
          <tr key={client.clientId}>
            <Cell head="client_id">
              <Copyable text={client.clientId} name="client_id" />
            </Cell>
            <Cell head="client_secret">
              {typeof client.metadata.client_secret === 'string' && (
                <Copyable text={client.metadata.client_secret} name={`client_secret ${client.clientId}`} />
              )}
            </Cell>
            <Cell head={words.name}>
              {client.name}（{client.companyName}）
            </Cell>
            <Cell head={words.services}>{client.services.join(' ')}</Cell>
          </tr>
        ))}
      </Table>
    </Section>
  );
}
