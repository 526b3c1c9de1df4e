import type { Screen, ScreenField } from '../screen.ts';

type Errors = Screen['errors'];

/** The element that holds the errors of a field. */
export const errorId = (name: string): string => `${name}-error`;
/** The element that says what a field expects. */
export const hintId = (name: string): string => `${name}-hint`;

/** The errors of a field, next to it. */
export function FieldErrors({ name, errors }: { name: string; errors: Errors }) {
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
  'one-time-password': { type: 'text', inputmode: 'numeric', autocomplete: 'one-time-code' },
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
