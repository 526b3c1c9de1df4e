import type { ComponentChildren } from 'preact';
import { usePlace } from './language.ts';

/** A section of the console; the table of contents leads to it. */
export function Section({ id, heading, children }: { id: string; heading: string; children: ComponentChildren }) {
  return (
    <section id={id} class="part" aria-labelledby={`${id}-heading`}>
      <h2 id={`${id}-heading`}>{heading}</h2>
      {children}
    </section>
  );
}

/** A table of the console; on a narrow screen its rows become cards. */
export function Table({
  id,
  caption,
  heads,
  isLive = false,
  children,
}: {
  /** Where a link leads. */
  id: string;
  caption: string;
  heads: readonly string[];
  /** Whether the script renews its rows together; rows may be renewed one by one instead. */
  isLive?: boolean;
  children: ComponentChildren;
}) {
  return (
    <div class="field" id={id}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard (WCAG 2.1.1) */}
      <section class="table cards console" tabIndex={0} aria-label={caption}>
        <table>
          <caption>{caption}</caption>
          <thead>
            <tr>
              {heads.map((head) => (
                <th scope="col" key={head}>
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody {...(isLive ? { id: `${id}-rows`, 'data-live': '' } : {})}>{children}</tbody>
        </table>
      </section>
    </div>
  );
}

/** A cell under one of the heads, which a card names. */
export function Cell({ head, children }: { head: string; children: ComponentChildren }) {
  return (
    <td data-label={head}>
      <div>{children}</div>
    </td>
  );
}

/** The row of a table that has no others. */
export function NoRows({ columns, text }: { columns: number; text?: string }) {
  const { words } = usePlace();
  return (
    <tr>
      <td colSpan={columns}>
        <div>{text ?? words.none}</div>
      </td>
    </tr>
  );
}

/** A text that a button copies; without the script there is no button. */
export function Copyable({ text, name }: { text: string; name: string }) {
  const { words } = usePlace();
  return (
    <>
      <code>{text}</code>{' '}
      <button type="button" class="other copy" data-copy={text} data-copied={words.copied}>
        {words.copy}
        <span class="hidden"> {name}</span>
      </button>
    </>
  );
}

/** A form whose buttons do something to the world; leads back to its section. */
export function Actions({
  topic,
  label,
  fields = {},
  children,
}: {
  topic: string;
  label: string;
  /** What is sent along. */
  fields?: Readonly<Record<string, string>>;
  children: ComponentChildren;
}) {
  const { path, query } = usePlace();
  return (
    <form method="post" action={`${path}/console/${topic}${query}`} class="clerk" aria-label={label}>
      {Object.entries(fields).map(([name, value]) => (
        <input type="hidden" key={name} name={name} value={value} />
      ))}
      {children}
    </form>
  );
}

/** A button of such a form; what it is about is read out only. */
export function Action({ value, about, children }: { value: string; about?: string; children: ComponentChildren }) {
  return (
    <button type="submit" name="action" value={value} class="other">
      {children}
      {about && <span class="hidden"> {about}</span>}
    </button>
  );
}

/** A choice of few; `labels` by value. */
export function Choice({
  name,
  label,
  labels,
}: {
  name: string;
  label: string;
  labels: Readonly<Record<string, string>>;
}) {
  return (
    <label>
      <span>{label}</span>
      <select name={name}>
        {Object.entries(labels).map(([value, text]) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
}
