import type { StandingFault } from '../../http/fault-book.ts';
import { operationIds } from '../../world/operations.ts';
import type { Control } from '../control.ts';
import { usePlace } from './language.ts';
import { Action, Actions, Cell, Choice, NoRows, Section, Table } from './table.tsx';

const identity = (names: Iterable<string>) => Object.fromEntries([...names].map((name) => [name, name]));

function FaultRow({ fault }: { fault: StandingFault }) {
  const { words } = usePlace();
  const { id, hits, ofWorld: _, bank, operationId, path, client, customer, ...what } = fault;
  const where = [bank, customer, client, operationId, path].filter((part) => part !== undefined);
  return (
    <tr>
      <Cell head={words.faults.what}>
        <code>{JSON.stringify(what)}</code>
      </Cell>
      <Cell head={words.faults.where}>{where.join(' ') || words.every}</Cell>
      <Cell head={words.faults.hits}>{hits}</Cell>
      <Cell head={words.actions}>
        <Actions topic="faults" label={`${words.faults.remove} ${id}`} fields={{ fault: id }}>
          <Action value="remove" about={id}>
            {words.faults.remove}
          </Action>
        </Actions>
      </Cell>
    </tr>
  );
}

/** The faults that stand, and a form for the common ones. */
export function Faults({ control }: { control: Control }) {
  const { words } = usePlace();
  const faults = control.faults.list();
  const heads = [words.faults.what, words.faults.where, words.faults.hits, words.actions];
  return (
    <Section id="faults" heading={words.faults.heading}>
      <div class="toolbar">
        <Actions topic="faults" label={words.faults.add}>
          <Choice name="kind" label={words.faults.kind} labels={words.faults.kinds} />
          <Choice
            name="bank"
            label={words.bank}
            labels={{ '': words.every, ...identity(control.store.profiles.keys()) }}
          />
          <Choice
            name="operationId"
            label={words.faults.operation}
            labels={{ '': words.every, ...identity(operationIds) }}
          />
          <Action value="add">{words.faults.add}</Action>
          <Action value="clear">{words.faults.clear}</Action>
        </Actions>
      </div>
      <Table id="fault-list" caption={words.faults.heading} heads={heads} isLive>
        {faults.length === 0 && <NoRows columns={heads.length} />}
        {faults.map((fault) => (
          <FaultRow key={fault.id} fault={fault} />
        ))}
      </Table>
    </Section>
  );
}
