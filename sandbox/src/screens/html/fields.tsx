import type { Screen, ScreenField, ScreenTable } from '../screen.ts';

type Errors = Screen['errors'];

const errorId = (name: string): string => `${name}-error`;
const hintId = (name: string): string => `${name}-hint`;

function FieldErrors({ name, errors }: { name: string; errors: Errors }) {
  const own = errors.filter((error) => error.field === name);
  if (own.length === 0) return null;
  return (
    <div class="field-error" id={errorId(name)}>
      {own.map((error) => (
        <p key={error.message}>{error.message}</p>
      ))}
    </div>
  );
}

function describedBy(field: ScreenField, errors: Errors): string | undefined {
  const ids = [
    ...(field.hint ? [hintId(field.name)] : []),
    ...(errors.some((error) => error.field === field.name) ? [errorId(field.name)] : []),
  ];
  return ids.length > 0 ? ids.join(' ') : undefined;
}

const inputs = {
  text: { type: 'text', autocomplete: 'username', spellcheck: false, autocapitalize: 'none' },
  password: { type: 'password', autocomplete: 'current-password' },
  pin: { type: 'password', inputmode: 'numeric', autocomplete: 'off' },
} as const;

function TextField({ field, errors }: { field: ScreenField; errors: Errors }) {
  const isInvalid = errors.some((error) => error.field === field.name);
  return (
    <div class="field">
      <label for={field.name}>{field.label}</label>
      {field.hint && (
        <p class="hint" id={hintId(field.name)}>
          {field.hint}
        </p>
      )}
      <input
        {...inputs[field.type as keyof typeof inputs]}
        id={field.name}
        name={field.name}
        value={typeof field.value === 'string' ? field.value : undefined}
        aria-required={field.required}
        aria-invalid={isInvalid}
        aria-describedby={describedBy(field, errors)}
      />
      <FieldErrors name={field.name} errors={errors} />
    </div>
  );
}

function Choices({ field, errors }: { field: ScreenField; errors: Errors }) {
  const chosen = Array.isArray(field.value) ? field.value : [field.value];
  return (
    <fieldset class="field choices" aria-describedby={describedBy(field, errors)}>
      <legend>{field.label}</legend>
      {field.options?.map((option, index) => (
        <label class="choice" key={option.value}>
          <input
            type={field.type === 'radio' ? 'radio' : 'checkbox'}
            // The summary of the errors leads here.
            id={index === 0 ? field.name : undefined}
            name={field.name}
            value={option.value}
            checked={chosen.includes(option.value)}
          />
          <span>
            {option.label}
            {option.hint && <small>{option.hint}</small>}
          </span>
        </label>
      ))}
      <FieldErrors name={field.name} errors={errors} />
    </fieldset>
  );
}

function Checkbox({ field, errors }: { field: ScreenField; errors: Errors }) {
  return (
    <div class="field">
      <label class="choice" for={field.name}>
        <input
          type="checkbox"
          id={field.name}
          name={field.name}
          value="true"
          checked={field.value === true}
          aria-required={field.required}
          aria-invalid={errors.some((error) => error.field === field.name)}
          aria-describedby={describedBy(field, errors)}
        />
        <span>{field.label}</span>
      </label>
      <FieldErrors name={field.name} errors={errors} />
    </div>
  );
}

/** One input of a screen, with its label, its hint and its errors. */
export function Field(props: { field: ScreenField; errors: Errors }) {
  const { type } = props.field;
  if (type === 'checkbox') return <Checkbox {...props} />;
  return type === 'checkboxes' || type === 'radio' ? <Choices {...props} /> : <TextField {...props} />;
}

/**
 * A table of a screen; rows that can be ticked have a tick-box in front. On a narrow screen the stylesheet makes cards
 * of its rows.
 */
export function Table({ table, errors }: { table: ScreenTable; errors: Errors }) {
  const { select } = table;
  const error = select !== undefined && errors.some(({ field }) => field === select) ? errorId(select) : undefined;
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
              {select && <th scope="col">選択</th>}
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
                {select && (
                  <td class="tick" data-label={row.selectable ? '選択' : undefined}>
                    {row.selectable && (
                      <input
                        type="checkbox"
                        id={row.id === firstTick ? select : undefined}
                        name={select}
                        value={row.id}
                        checked={row.selected ?? false}
                        aria-label={`${row.cells[1]} を選択`}
                        aria-describedby={error}
                      />
                    )}
                  </td>
                )}
                {row.cells.map((cell, index) => (
                  <td key={table.columns[index]} data-label={table.columns[index]}>
                    {cell}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </div>
  );
}
