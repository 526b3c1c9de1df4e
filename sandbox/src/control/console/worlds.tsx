import type { WorldMaker } from '../worlds.ts';
import { type Form, textIn } from './commands.ts';
import { Command, Commands, Labelled } from './form.tsx';
import { addressOf, usePlace } from './place.ts';
import { Cell, NoRows, ReadOut, Table } from './table.tsx';

/** The worlds besides the main one. */
export function Worlds({ maker, typed }: { maker: WorldMaker; typed: Form }) {
  const text = textIn(typed);
  const place = usePlace();
  const { words } = place;
  const { worlds: own } = words;
  const ids = maker.ids();
  return (
    <>
      <Commands label={own.create}>
        <Labelled label={own.id}>
          <input
            type="text"
            name="id"
            value={text('id')}
            pattern="[a-z0-9][a-z0-9\-]*"
            maxLength={40}
            autocomplete="off"
          />
        </Labelled>
        <Labelled label={own.clock}>
          <input type="datetime-local" name="clock" value={text('clock')} />
        </Labelled>
        <Labelled label={own.file}>
          <textarea name="file" value={text('file')} rows={4} cols={60} spellcheck={false} />
        </Labelled>
        <Command name="make-world">{own.create}</Command>
      </Commands>
      <p class="hint">{own.hint}</p>
      <Table id="worlds" caption={own.list} heads={['ID', words.actions]} isLive>
        {ids.length === 0 && <NoRows columns={2} />}
        {ids.map((id) => (
          <tr key={id}>
            <Cell head="ID">
              <a href={addressOf({ ...place, path: `${place.path}/w/${id}` }, 'overview')}>
                {own.open}
                <ReadOut>{id}</ReadOut>
              </a>{' '}
              <code>{id}</code>
            </Cell>
            <Cell head={words.actions}>
              <Commands label={`${own.end} ${id}`} fields={{ world: id }}>
                <Command name="end-world" about={id}>
                  {own.end}
                </Command>
              </Commands>
            </Cell>
          </tr>
        ))}
      </Table>
    </>
  );
}
