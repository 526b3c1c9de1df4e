import type { WorldMaker } from '../worlds.ts';
import { usePlace } from './language.ts';
import { Action, Actions, Cell, NoRows, Section, Table } from './table.tsx';

/** The worlds besides the main one. */
export function Worlds({ maker }: { maker: WorldMaker }) {
  const { words, path, query } = usePlace();
  const ids = maker.ids();
  return (
    <Section id="worlds" heading={words.worlds.heading}>
      <div class="toolbar">
        <Actions topic="worlds" label={words.worlds.create}>
          <Action value="create">{words.worlds.create}</Action>
          <small>{words.worlds.hint}</small>
        </Actions>
      </div>
      <Table id="world-list" caption={words.worlds.heading} heads={['ID', words.actions]}>
        {ids.length === 0 && <NoRows columns={2} />}
        {ids.map((id) => (
          <tr key={id}>
            <Cell head="ID">
              <a href={`${path}/w/${id}/${query}`}>
                <code>{id}</code>
                <span class="hidden"> {words.worlds.open}</span>
              </a>
            </Cell>
            <Cell head={words.actions}>
              <Actions topic="worlds" label={`${words.worlds.end} ${id}`} fields={{ world: id }}>
                <Action value="end" about={id}>
                  {words.worlds.end}
                </Action>
              </Actions>
            </Cell>
          </tr>
        ))}
      </Table>
    </Section>
  );
}
