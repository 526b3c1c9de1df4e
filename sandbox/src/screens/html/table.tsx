import type { Screen, ScreenTable } from '../screen.ts';
import { errorId, FieldErrors, hintId } from './fields.tsx';

type Errors = Screen['errors'];
type Row = ScreenTable['rows'][number];
type Props = { readonly table: ScreenTable; readonly errors: Errors };

/** The tick-box of a row; the first one is where a link in the error summary leads. */
function Tick({ table, errors, row, isFirst }: Props & { row: Row; isFirst: boolean }) {
  const { select } = table;
  if (select === undefined) return null;
  const hasError = errors.some(({ field }) => field === select);
  return (
    <td class="tick" data-label={row.selectable ? '選択' : undefined}>
      {row.selectable && (
        <input
          type="checkbox"
          id={isFirst ? select : undefined}
          name={select}
          value={row.id}
          checked={row.selected ?? false}
          aria-label={`${row.cells[1]} を選択`}
          aria-describedby={hasError ? errorId(select) : undefined}
        />
      )}
    </td>
  );
}

/** The input of a row, in its last cell. */
function RowInput({ table, errors, row }: Props & { row: Row }) {
  const { inputs } = table;
  if (inputs === undefined) return null;
  const name = `${inputs.prefix}${row.id}`;
  const hasError = errors.some(({ field }) => field === name);
  const describedBy = [...(inputs.hint ? [hintId(name)] : []), ...(hasError ? [errorId(name)] : [])].join(' ');
  return (
    <>
      {inputs.hint && (
        <p class="hint" id={hintId(name)}>
          {inputs.hint}
        </p>
      )}
      <input
        type="password"
        inputmode="numeric"
        autocomplete="off"
        id={name}
        name={name}
        aria-label={`${inputs.label} ${row.cells[1]}`}
        aria-invalid={hasError}
        aria-describedby={describedBy || undefined}
      />
      <FieldErrors name={name} errors={errors} />
    </>
  );
}

function Cells({ table, errors, row }: Props & { row: Row }) {
  const last = row.cells.length - 1;
  const hasInput = table.inputs !== undefined && row.selectable;
  return row.cells.map((cell, index) => (
    <td key={table.columns[index]} data-label={table.columns[index]}>
      {hasInput && index === last ? <RowInput table={table} errors={errors} row={row} /> : cell}
    </td>
  ));
}

function SelectHead({ table }: { table: ScreenTable }) {
  const { select, selectAll } = table;
  if (select === undefined) return null;
  if (selectAll === undefined) return <th scope="col">選択</th>;
  return (
    <th scope="col">
      <label class="all">
        <input type="checkbox" name={selectAll.name} value="true" />
        {selectAll.label}
      </label>
    </th>
  );
}

/**
 * A table of a screen; rows that can be ticked have a tick-box in front. On a narrow screen the stylesheet makes cards
 * of its rows.
 */
export function Table({ table, errors }: Props) {
  const { select } = table;
  const firstTick = table.rows.find((row) => row.selectable)?.id;
  return (
    <div class="field">
      {select && <FieldErrors name={select} errors={errors} />}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard (WCAG 2.1.1) */}
      <section class="table cards" tabIndex={0} aria-label={table.caption} id={firstTick ? undefined : select}>
        <table>
          <caption>{table.caption}</caption>
          <thead>
            <tr>
              <SelectHead table={table} />
              {table.columns.map((column) => (
                <th scope="col" key={column}>
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {table.rows.map((row) => (
              <tr key={row.id}>
                <Tick table={table} errors={errors} row={row} isFirst={row.id === firstTick} />
                <Cells table={table} errors={errors} row={row} />
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </div>
  );
}
