/** The colours of every bank's pages; in the stylesheet, custom properties of these names. */
export const colours = {
  ink: '#1d2733',
  soft: '#4a5766',
  line: '#c6d0da',
  paper: '#fff',
  ground: '#f1f4f7',
  tint: '#e9f0f6',
  brand: '#12507b',
  'brand-dark': '#0c3a5a',
  danger: '#a8201a',
  'danger-ground': '#fdf1f0',
  mark: '#7a3d00',
  'mark-ground': '#fff3d6',
} as const;

/** What the texts are set in. */
export const fontFamily = '"Hiragino Sans", "Noto Sans JP", "Noto Sans CJK JP", "Yu Gothic", Meiryo, sans-serif';

const properties = Object.entries(colours).map(([name, colour]) => `--${name}: ${colour};`);

/** The stylesheet of every bank's pages. */
export const stylesheet = `
:root { ${properties.join(' ')} }
* { box-sizing: border-box; }
[hidden] { display: none !important; }
html { font-size: 16px; -webkit-text-size-adjust: 100%; }
body {
  margin: 0; background: var(--ground); color: var(--ink); line-height: 1.75; line-break: strict;
  font-family: ${fontFamily};
}
code { font-family: ui-monospace, Consolas, "Noto Sans Mono CJK JP", monospace; }
a { color: var(--brand); }
:focus-visible { outline: 3px solid #c25700; outline-offset: 2px; }
.hidden { position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.skip { position: absolute; left: -999px; }
.skip:focus { left: 8px; top: 8px; background: var(--paper); padding: 4px 12px; z-index: 1; }

/* The frame */
.mark { margin: 0; padding: 4px 16px; text-align: center; font-weight: 700; font-size: .875rem; background: var(--mark-ground); color: var(--mark); border-bottom: 1px solid #e3c98f; }
.bank { background: var(--brand); color: #fff; border-bottom: 4px solid var(--brand-dark); }
.bank-name { margin: 0 auto; max-width: 60rem; padding: 14px 28px; font-size: 1.125rem; font-weight: 700; letter-spacing: .02em; }
.menu { background: #fff; border-bottom: 1px solid var(--line); }
.menu form { display: flex; flex-wrap: wrap; max-width: 60rem; margin: 0 auto; padding: 0 16px; }
.menu button { min-width: 0; min-height: 44px; padding: 8px 12px; border: 0; border-bottom: 3px solid transparent; border-radius: 0; background: none; color: var(--brand); font-size: .875rem; }
.menu button:hover { background: #eef5fb; }
.menu button[value=logout] { margin-left: auto; font-weight: 400; }
.menu button[aria-current] { border-bottom-color: var(--brand); color: var(--ink); }
main { display: block; max-width: 60rem; margin: 28px auto; padding: 12px 28px 36px; background: var(--paper); border: 1px solid var(--line); border-radius: 4px; outline: none; }
footer { max-width: 60rem; margin: 0 auto 32px; padding: 0 28px; color: var(--soft); font-size: .8125rem; }

/* Text */
p, li, small { text-wrap: pretty; }
/* Short texts break between phrases, where the browser can tell them. */
h2, label, legend, figcaption { word-break: auto-phrase; }
h1, .bank-name { word-break: keep-all; overflow-wrap: anywhere; }
h1 { font-size: 1.375rem; line-height: 1.5; margin: 20px 0 24px; padding: 2px 0 2px 14px; border-left: 6px solid var(--brand); }
h2 { font-size: 1rem; margin: 0; }
.code { margin: -16px 0 8px; text-align: right; color: var(--soft); font-size: .8125rem; }
.lead { margin: 0 0 12px; overflow-wrap: anywhere; }
.notice { display: grid; grid-template-columns: 13.5rem 1fr; margin: 24px 0 0; border: 1px solid var(--line); }
.notice + .notice { margin-top: 0; border-top: 0; }
.notice h2 { grid-row: 1 / span 20; font-size: .9375rem; background: var(--tint); padding: 12px 16px; border-right: 1px solid var(--line); }
.notice p { margin: 0; padding: 4px 16px; overflow-wrap: anywhere; }
.notice h2 + p { padding-top: 12px; }
.notice p:last-child { padding-bottom: 12px; }
.footnote { color: var(--soft); font-size: .875rem; margin-top: 20px; }
.footnote p { margin: 0 0 4px; }

/* Errors */
.errors { border: 2px solid var(--danger); background: var(--danger-ground); border-radius: 4px; padding: 14px 20px; margin: 0 0 20px; outline: none; }
.errors h2 { margin: 0 0 4px; }
.errors h2, .errors a, .field-error { color: var(--danger); }
.errors ul { margin: 0; padding-left: 1.25em; }
.errors p { margin: 0; }
.errors p + p { margin-top: 8px; }
.errors .lead:first-child:not(:last-child) { font-weight: 700; color: var(--danger); }
.field-error { font-weight: 700; }
.field-error p { margin: 6px 0; }

/* Ways to log in, side by side */
.ways { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 20rem), 1fr)); gap: 24px; margin-top: 24px; }
.way { display: flex; flex-direction: column; border: 1px solid var(--line); border-radius: 4px; }
.way h2 { background: var(--tint); padding: 10px 20px; border-bottom: 1px solid var(--line); }
.way form { flex: 1; display: flex; flex-direction: column; justify-content: center; padding: 20px; }
.way .field { margin: 0 0 20px; }
.way .actions { justify-content: center; margin: 4px 0 0; }

/* Fields */
.field { margin: 24px 0; border: 0; padding: 0; min-width: 0; }
.field > label:not(.choice), legend { display: block; font-weight: 700; padding: 0; margin-bottom: 4px; }
.hint { margin: -4px 0 4px; color: var(--soft); font-size: .875rem; }
input[type=text], input[type=password] { width: 100%; max-width: 24rem; min-height: 46px; font: inherit; padding: 6px 12px; border: 1px solid #66758a; border-radius: 4px; background: #fff; color: inherit; }
input[inputmode=numeric] { max-width: 10rem; letter-spacing: .3em; }
input:is([type=text], [type=password])[aria-invalid=true] { border-color: var(--danger); box-shadow: inset 0 0 0 1px var(--danger); background: var(--danger-ground); }
input[type=checkbox], input[type=radio] { width: 24px; height: 24px; margin: 0; flex: none; accent-color: var(--brand); vertical-align: middle; }
.choices .choice { border-radius: 0; }
.choices .choice:first-of-type { border-radius: 4px 4px 0 0; }
.choices .choice:last-of-type { border-radius: 0 0 4px 4px; }
.choices .choice:only-of-type { border-radius: 4px; }
.choices .choice + .choice { margin-top: -1px; }
.choices .choice:has(input:checked) { position: relative; }
.choice { display: flex; gap: 12px; align-items: center; padding: 10px 16px; border: 1px solid var(--line); border-radius: 4px; min-height: 48px; cursor: pointer; }
.choice:hover { background: #f6f9fb; }
.choice:has(input:checked) { border-color: var(--brand); background: #eef5fb; }
.choice span { overflow-wrap: anywhere; min-width: 0; }
.choice:has(input[aria-invalid=true]) { border: 2px solid var(--danger); }
small { display: block; color: var(--soft); font-size: .8125rem; line-height: 1.6; }

/* Tables */
.table { position: relative; overflow-x: auto; border: 1px solid var(--line); border-radius: 4px; }
table { border-collapse: collapse; width: 100%; }
caption { text-align: left; font-weight: 700; padding: 10px 12px; background: var(--tint); border-bottom: 1px solid var(--line); }
th, td { text-align: left; padding: 11px 12px; border-bottom: 1px solid var(--line); vertical-align: middle; }
th { background: #f6f9fb; font-size: .875rem; white-space: nowrap; }
td { word-break: keep-all; text-wrap: balance; }
td code, td div:has(code) { white-space: nowrap; }
td .field-error { width: 16rem; max-width: 100%; font-size: .875rem; word-break: normal; }
tbody tr:last-child td { border-bottom: 0; }
tbody tr:has(input:checked) { background: #eef5fb; }
@media (min-width: 641px) { .cards:not(.console) td:nth-child(-n+2) { white-space: nowrap; } }
.tick { width: 64px; }
.all { display: inline-flex; align-items: center; gap: 8px; cursor: pointer; }

/* Buttons */
.actions { display: flex; flex-wrap: wrap; gap: 16px; margin-top: 28px; }
button { font: inherit; font-weight: 700; min-height: 48px; min-width: 11rem; padding: 8px 28px; border-radius: 4px; cursor: pointer; }
button.main { background: var(--brand); color: #fff; border: 1px solid var(--brand-dark); }
button.main:hover { background: var(--brand-dark); }
button:disabled { opacity: .55; cursor: not-allowed; }
button.other { background: #fff; color: var(--brand); border: 1px solid var(--brand); }
button.other:hover { background: #eef5fb; }
button:is([value=deny], [value=allow])::before { content: ""; display: inline-block; margin-right: .6em; }
button[value=deny] { color: var(--ink); border-color: #66758a; }
button[value=deny]::before {
  width: .8em; height: .8em; vertical-align: -.05em;
  background: linear-gradient(45deg, transparent 44%, currentColor 44% 56%, transparent 56%), linear-gradient(-45deg, transparent 44%, currentColor 44% 56%, transparent 56%);
}
button[value=allow]::before { order: 1; width: .5em; height: .5em; margin: 0 0 0 .6em; border: solid currentColor; border-width: 2px 2px 0 0; rotate: 45deg; }
button[value=allow] { display: inline-flex; align-items: center; justify-content: center; }

/* The 2-D code for a camera token */
.code-to-read { margin: 24px 0; padding: 20px 16px 14px; border: 1px solid var(--line); border-radius: 4px; text-align: center; }
.code-to-read figcaption { margin-top: 12px; color: var(--soft); font-size: .875rem; }

/* The phone of the token app, and the camera token */
.phone { max-width: 24rem; margin: 0 auto; padding: 24px; border: 1px solid var(--line); border-radius: 20px; box-shadow: 0 2px 8px rgb(29 39 51 / .08); }
.phone > .lead:has(+ .one-time-password) { margin: 0; padding: 12px 16px 0; border-radius: 8px 8px 0 0; background: var(--tint); text-align: center; font-size: .875rem; }
.phone button { width: 100%; }
.phone .notice { display: block; }
.phone .notice h2 { border-right: 0; border-bottom: 1px solid var(--line); }
.phone .notice code { overflow-wrap: anywhere; font-size: .8125rem; }
.one-time-password { margin: 0 0 16px; padding: 4px 16px 12px; border-radius: 0 0 8px 8px; background: var(--tint); text-align: center; font-size: 2.25rem; font-weight: 700; letter-spacing: .15em; font-variant-numeric: tabular-nums; }
.picture { display: block; width: 12rem; max-width: 100%; margin: 0 auto; }
.go { margin: 20px 0; }
.go:last-child { margin-bottom: 0; }
a.button { display: block; padding: 10px 20px; border-radius: 4px; background: var(--brand); color: #fff; font-weight: 700; text-align: center; text-decoration: none; }
a.button:hover { background: var(--brand-dark); }

@media (max-width: 640px) {
  .bank-name, footer { padding-left: 16px; padding-right: 16px; }
  .bank-name { font-size: 1rem; line-height: 1.5; padding-top: 10px; padding-bottom: 10px; }
  main { margin: 0 0 20px; border-width: 0 0 1px; border-radius: 0; padding: 4px 16px 28px; }
  h1 { font-size: 1.125rem; margin: 16px 0; }
  button { width: 100%; padding: 8px 12px; }
  .menu form { display: grid; grid-template-columns: 1fr 1fr; padding: 0; }
  .menu button[value=logout] { grid-column: 1 / -1; margin: 0; border-top: 1px solid var(--line); }
  .notice { display: block; }
  .notice h2 { padding: 8px 16px; border-right: 0; border-bottom: 1px solid var(--line); }
  /* A row of few words becomes a card: its cells one below the other, each with the head of its column. */
  .cards :is(table, caption, tbody, tr, td) { display: block; width: auto; }
  .cards thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  /* The heads are read out only, but for the tick-box that ticks all. */
  .cards thead:has(.all) { display: block; position: static; width: auto; height: auto; clip-path: none; }
  .cards thead:has(.all) :is(tr, th:has(.all)) { display: block; }
  .cards th:not(:has(.all)) { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  .cards td input[inputmode] { grid-column: 2; }
  .cards td .field-error { grid-column: 1 / -1; width: auto; }
  .cards tr { padding: 8px 0; border-bottom: 1px solid var(--line); }
  .cards tr:last-child { border-bottom: 0; }
  .cards td { display: grid; grid-template-columns: 8.5rem 1fr; gap: 12px; border: 0; padding: 3px 12px; white-space: normal; word-break: normal; overflow-wrap: anywhere; }
  .cards td:empty { display: none; }
  .cards td::before { content: attr(data-label); color: var(--soft); font-size: .75rem; line-height: 1.75rem; }
}
`;
