import type { StandingFault } from '../../http/fault-book.ts';
import { operationIds } from '../../world/operations.ts';
import type { Control } from '../control.ts';
import { Choice, ChoiceOfNames, Command, Commands, Labelled } from './form.tsx';
import { usePlace } from './place.ts';
import { Cell, NoRows, Table } from './table.tsx';

function FaultRow({ fault }: { fault: StandingFault }) {
  const { words } = usePlace();
  const { id, hits, ofWorld, bank, operationId, path, client, customer, ...what } = fault;
  const where = [bank, customer, client, operationId, path].filter((part) => part !== undefined);
  return (
    <tr>
      <Cell head={words.faults.what}>
        <code>{JSON.stringify(what)}</code>
      </Cell>
      <Cell head={words.faults.where}>
        {where.join(' ') || words.every}
        {ofWorld && <small>{words.faults.ofWorld}</small>}
      </Cell>
      <Cell head={words.faults.hits}>{hits}</Cell>
      <Cell head={words.actions}>
        <Commands label={`${words.faults.remove} ${id}`} fields={{ fault: id }}>
          <Command name="remove-fault" about={id}>
            {words.faults.remove}
          </Command>
        </Commands>
      </Cell>
    </tr>
  );
}

/** The faults that stand, and a form for the common ones. */
export function Faults({ control }: { control: Control }) {
  const { words } = usePlace();
  const { faults: own } = words;
  const faults = control.faults.list();
  const heads = [own.what, own.where, own.hits, words.actions];
  return (
    <>
      <div class="toolbar">
        <Commands label={own.add}>
          <Choice name="kind" label={own.kind} labels={own.kinds} />
          <ChoiceOfNames name="bank" label={words.bank} names={control.store.profiles.keys()} />
          <ChoiceOfNames name="operationId" label={own.operation} names={operationIds} />
          <Labelled label={own.times}>
            <input type="number" name="times" min={1} />
          </Labelled>
          <Command name="add-fault">{own.add}</Command>
        </Commands>
        <Commands label={own.clear}>
          <Command name="clear-faults">{own.clear}</Command>
        </Commands>
      </div>
      <Table id="faults" caption={own.standing} heads={heads} isLive>
        {faults.length === 0 && <NoRows columns={heads.length} />}
        {faults.map((fault) => (
          <FaultRow key={fault.id} fault={fault} />
        ))}
      </Table>
    </>
  );
}
