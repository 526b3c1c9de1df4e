import type { ComponentChildren } from 'preact';

/** A table of the console; on a narrow screen its rows become cards. */
export function Table({
  id,
  caption,
  heads,
  children,
}: {
  /** Where a link leads. */
  id: string;
  caption: string;
  heads: readonly string[];
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
          <tbody>{children}</tbody>
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
