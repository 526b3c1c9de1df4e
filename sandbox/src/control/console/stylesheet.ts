/** The stylesheet of the console, on top of that of the banks. */
export const consoleStylesheet = `
:is(.bank-name, main, footer) { max-width: 92rem; }

/* The frame: the contents beside the page, the clock above it */
.desk { display: grid; grid-template-columns: 12.5rem minmax(0, 1fr); gap: 36px; }
.contents { position: sticky; top: 16px; align-self: start; max-height: calc(100vh - 32px); overflow-y: auto; font-size: .875rem; }
.contents ul { margin: 0; padding: 0; list-style: none; }
.contents a { display: block; padding: 5px 10px; border-left: 3px solid transparent; border-radius: 2px; text-decoration: none; overflow-wrap: anywhere; }
.contents a:hover { background: var(--tint); text-decoration: underline; }
.contents a[aria-current] { border-left-color: var(--brand); background: var(--tint); color: var(--ink); font-weight: 700; }
.contents ul ul { margin: 2px 0 6px 12px; }
.contents > ul > li:last-child { margin-top: 8px; padding-top: 8px; border-top: 1px solid var(--line); }
.world-clock { display: flex; flex-wrap: wrap; gap: 6px 16px; align-items: center; margin: 0 0 24px; padding: 10px 16px; border: 1px solid var(--line); border-radius: 4px; background: var(--tint); }
.world-clock p { margin: 0; }
.world-clock time { font-size: 1.25rem; font-weight: 700; font-variant-numeric: tabular-nums; white-space: nowrap; }
.world-clock .badge { background: var(--paper); }
.world-clock summary { font-size: .875rem; }
.world-clock details[open] { flex-basis: 100%; }

/* Parts */
.part { scroll-margin-top: 8px; margin: 0 0 36px; }
.part > h2 { margin: 0 0 12px; padding-bottom: 6px; border-bottom: 2px solid var(--brand); font-size: 1.125rem; }
.desk h3 { margin: 0 0 6px; font-size: .9375rem; }
.desk h4 { margin: 20px 0 6px; font-size: .875rem; }
.desk .field { margin: 12px 0 24px; }
.desk .lead a { margin-right: .75em; }
.badge { display: inline-block; padding: 0 8px; border-radius: 10px; background: var(--tint); font-size: .75rem; white-space: nowrap; }
.badge.live { display: none; }
.connected .badge.live { display: inline-block; background: #e2f2e6; color: #14532d; }
.start { margin: 0; padding-left: 1.5em; }
.start li { margin-bottom: 10px; }
.map { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 19rem), 1fr)); gap: 12px; margin: 0; padding: 0; list-style: none; }
.map li { padding: 12px 16px; border: 1px solid var(--line); border-radius: 4px; }
.map li > a { font-weight: 700; }
.map li > span a { display: inline-block; min-height: 24px; margin-right: 12px; font-size: .875rem; }
.facts { display: grid; grid-template-columns: minmax(8rem, max-content) minmax(0, 1fr); gap: 4px 20px; margin: 0 0 12px; font-size: .875rem; }
.facts dt { color: var(--soft); overflow-wrap: anywhere; max-width: 18rem; }
.facts dd { margin: 0; overflow-wrap: anywhere; }
.facts dd a, .desk td a { margin-right: .75em; }
.desk summary { display: list-item; width: fit-content; max-width: 100%; min-height: 28px; color: var(--brand); cursor: pointer; }
.desk summary:hover { text-decoration: underline; }
.desk details img { display: block; max-width: 100%; height: auto; margin-top: 8px; }
.desk pre { margin: 8px 0; padding: 10px 14px; border-radius: 4px; background: var(--ground); font-size: .8125rem; line-height: 1.6; white-space: pre-wrap; overflow-wrap: anywhere; }
.desk code { overflow-wrap: anywhere; }
.errors p { white-space: pre-line; }
.desk .hint { margin: 4px 0 0; }
.ways section { min-width: 0; padding: 12px 16px; border: 1px solid var(--line); border-radius: 4px; font-size: .875rem; }
.desk .ways { grid-template-columns: repeat(auto-fit, minmax(min(100%, 26rem), 1fr)); gap: 12px; margin: 0; }
.ways ol { margin: 0; padding-left: 1.4em; }

/* Forms */
.clerk { display: flex; flex-wrap: wrap; align-items: end; gap: 6px; margin: 4px 0; }
.clerk small { align-self: center; }
.clerk button { width: auto; min-width: 0; min-height: 32px; padding: 3px 10px; font-size: .8125rem; }
.clerk:has(textarea) { flex-direction: column; align-items: start; }
.copy { display: none; width: auto; min-width: 0; min-height: 24px; padding: 0 6px; font-size: .75rem; font-weight: 400; }
.scripted .copy { display: inline-block; }
.copyable { display: inline-block; max-width: 100%; margin-right: 10px; }
.clerk label { min-width: 0; max-width: 100%; }
.clerk label > span { display: block; color: var(--soft); font-size: .75rem; line-height: 1.6; }
.clerk :is(select, textarea, input:not([type=hidden])) { width: auto; min-height: 32px; max-width: 100%; padding: 3px 6px; font: inherit; font-size: .8125rem; border: 1px solid #66758a; border-radius: 4px; background: #fff; color: inherit; }
.clerk input[type=number] { width: 8rem; }
.clerk textarea { font-family: ui-monospace, Consolas, "Noto Sans Mono CJK JP", monospace; }
.toolbar { display: flex; flex-wrap: wrap; gap: 8px 20px; align-items: end; margin-bottom: 12px; }

/* Tables */
.console td { vertical-align: top; font-size: .875rem; word-break: normal; overflow-wrap: break-word; text-wrap: wrap; }
.console td :is(code, div:has(code)) { white-space: normal; overflow-wrap: inherit; }
.console time { white-space: nowrap; }
#customers table { table-layout: fixed; }
#customers th:nth-child(1) { width: 26%; }
#customers th:nth-child(2) { width: 18%; }
#customers th:nth-child(3) { width: 22%; }
.console tr:target { background: var(--mark-ground); }
.console .state { margin: 0; }
.console .clerk + .state, .console .shown-password + .state { margin-top: 10px; }
.shown-password { margin: 0; }
.shown-password code { font-size: 1.125rem; font-weight: 700; letter-spacing: .08em; }
.shown-password small { display: inline; white-space: nowrap; }
.shown-password [data-left] { display: inline-block; min-width: 1.3em; text-align: right; font-variant-numeric: tabular-nums; }
tr.trouble :is(.badge, td:last-child) { color: var(--danger); font-weight: 700; }

/* The reference */
.operation { border: 1px solid var(--line); border-radius: 4px; margin: 0 0 8px; font-size: .875rem; }
.operation > summary { width: auto; padding: 8px 14px; color: var(--ink); }
.operation > div { padding: 0 16px 12px; border-top: 1px solid var(--line); scroll-margin-top: 48px; }
.operation p { margin: 6px 0; }
.operation .facts { padding-left: 10px; border-left: 2px solid var(--line); }
.method { display: inline-block; min-width: 4em; font-weight: 700; color: var(--brand); }

@media (max-width: 640px) {
  .desk { display: block; }
  .contents { position: static; max-height: none; margin: 8px 0 16px; padding-bottom: 12px; border-bottom: 1px solid var(--line); }
  .contents > ul, .contents ul ul { display: flex; flex-wrap: wrap; gap: 2px 4px; }
  .contents li:has(ul) { flex-basis: 100%; }
  .contents ul ul { margin: 0 0 0 8px; }
  .contents a { padding: 4px 8px; border-left: 0; }
  .contents > ul > li:last-child { margin: 0; padding: 0; border: 0; }
  .world-clock { padding: 10px 12px; }
  .clerk textarea { width: 100%; }
  .clerk label:has(textarea) { width: 100%; }
  .facts { grid-template-columns: minmax(0, 1fr); gap: 0; }
  .facts dd { margin-bottom: 8px; }
  .console td { grid-template-columns: 5.5rem minmax(0, 1fr); overflow-wrap: anywhere; }
  .console td div { min-width: 0; }
  .console td[colspan] { display: block; }
}
`;
