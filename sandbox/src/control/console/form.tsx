import type { ComponentChildren } from 'preact';
import type { CommandName } from './commands.ts';
import { addressOf, usePlace } from './place.ts';
import { ReadOut } from './table.tsx';

/** A form whose buttons do something to the world. It is posted to its own page, which is drawn again. */
export function Commands({
  label,
  fields = {},
  row = '',
  children,
}: {
  label: string;
  /** What is sent along. */
  fields?: Readonly<Record<string, string>>;
  /** The id to go on at; the redirect after the post keeps the fragment (Fetch §4.4, HTTP-redirect fetch). */
  row?: string;
  children: ComponentChildren;
}) {
  const place = usePlace();
  const address = addressOf(place, place.section, place.part);
  return (
    <form
      method="post"
      action={row ? `${address}#${encodeURIComponent(row)}` : address}
      class="clerk"
      aria-label={label}
    >
      {Object.entries(fields).map(([name, value]) => (
        <input type="hidden" key={name} name={name} value={value} />
      ))}
      {children}
    </form>
  );
}

/** A button of such a form. */
export function Command({
  name,
  about,
  disabled = false,
  children,
}: {
  name: CommandName;
  /** What it is about; read out only. */
  about?: string;
  disabled?: boolean;
  children: ComponentChildren;
}) {
  return (
    <button type="submit" name="command" value={name} class="other" disabled={disabled}>
      {children}
      {about && <ReadOut>{about}</ReadOut>}
    </button>
  );
}

/** An input with its label. */
export function Labelled({ label, children }: { label: string; children: ComponentChildren }) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the control is its child
    <label>
      <span>{label}</span>
      {children}
    </label>
  );
}

/** A choice of few; `labels` by value. */
export function Choice({
  name,
  label,
  labels,
  chosen = Object.keys(labels)[0],
}: {
  name: string;
  label: string;
  labels: Readonly<Record<string, string>>;
  chosen?: string | undefined;
}) {
  return (
    <Labelled label={label}>
      <select name={name}>
        {Object.entries(labels).map(([value, text]) => (
          <option key={value} value={value} selected={value === chosen}>
            {text}
          </option>
        ))}
      </select>
    </Labelled>
  );
}

/** A choice of names that need no words, or of all. */
export function ChoiceOfNames({
  names,
  ...rest
}: {
  name: string;
  label: string;
  names: Iterable<string>;
  chosen?: string | undefined;
}) {
  const { words } = usePlace();
  const labels = Object.fromEntries([...names].map((name) => [name, name]));
  return <Choice labels={{ '': words.every, ...labels }} {...rest} />;
}
