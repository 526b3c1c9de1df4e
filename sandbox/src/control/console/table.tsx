import type { ComponentChildren } from 'preact';
import { usePlace } from './place.ts';

/** A part of a page under a heading. */
export function Part({ id, heading, children }: { id: string; heading: string; children: ComponentChildren }) {
  return (
    <section id={id} class="part" aria-labelledby={`${id}-heading`}>
      <h2 id={`${id}-heading`}>{heading}</h2>
      {children}
    </section>
  );
}

/** A table; on a narrow screen its rows become cards. */
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

/** What is read out only, so that a button or a link makes sense by itself. */
export function ReadOut({ children }: { children: ComponentChildren }) {
  return <span class="hidden"> {children}</span>;
}

/** A text that a button copies; without the script there is no button. */
export function Copyable({ text, name }: { text: string; name: string }) {
  const { words } = usePlace();
  return (
    <span class="copyable">
      <code>{text}</code>{' '}
      <button type="button" class="other copy" data-copy={text} data-copied={words.copied}>
        {words.copy}
        <ReadOut>{name}</ReadOut>
      </button>
    </span>
  );
}
