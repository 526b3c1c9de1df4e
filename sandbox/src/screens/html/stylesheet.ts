/** The stylesheet of every bank's pages. */
export const stylesheet = `
:root {
  --ink: #1d2733; --soft: #4a5766; --line: #c6d0da; --paper: #fff; --ground: #f1f4f7;
  --brand: #12507b; --brand-dark: #0c3a5a; --danger: #a8201a; --danger-ground: #fdf1f0; --mark: #7a3d00; --mark-ground: #fff3d6;
}
* { box-sizing: border-box; }
html { font-size: 16px; }
body {
  margin: 0; background: var(--ground); color: var(--ink); line-height: 1.75;
  font-family: "Hiragino Sans", "Noto Sans JP", "Noto Sans CJK JP", "Yu Gothic", Meiryo, sans-serif;
}
.skip { position: absolute; left: -999px; }
.skip:focus { left: 8px; top: 8px; background: var(--paper); padding: 4px 12px; z-index: 1; }
.mark { margin: 0; padding: 4px 16px; text-align: center; font-weight: 700; font-size: .875rem; background: var(--mark-ground); color: var(--mark); border-bottom: 1px solid #e3c98f; }
.bank { background: var(--brand); color: #fff; }
.bank-name { margin: 0 auto; max-width: 60rem; padding: 14px 20px; font-size: 1.125rem; font-weight: 700; letter-spacing: .02em; }
main { display: block; max-width: 60rem; margin: 24px auto; padding: 8px 28px 32px; background: var(--paper); border: 1px solid var(--line); border-radius: 4px; outline: none; }
h1 { font-size: 1.375rem; line-height: 1.5; margin: 20px 0; padding: 2px 0 2px 14px; border-left: 6px solid var(--brand); }
h2 { font-size: 1rem; margin: 0 0 8px; }
.lead { margin: 0 0 12px; }
.ways { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 20rem), 1fr)); gap: 20px; margin-top: 20px; align-items: start; }
.way { border: 1px solid var(--line); border-radius: 4px; }
.way h2 { background: #e6eef5; padding: 8px 16px; border-bottom: 1px solid var(--line); }
.way form { padding: 8px 16px 16px; }
.field { margin: 16px 0; border: 0; padding: 0; min-width: 0; }
.field > label:not(.choice), legend { display: block; font-weight: 700; padding: 0; }
.hint { margin: 0; color: var(--soft); font-size: .875rem; }
input[type=text], input[type=password] { width: 100%; max-width: 24rem; min-height: 44px; font: inherit; padding: 6px 12px; border: 1px solid #66758a; border-radius: 4px; background: #fff; color: inherit; }
input[aria-invalid=true] { border: 2px solid var(--danger); background: var(--danger-ground); }
input[type=checkbox], input[type=radio] { width: 22px; height: 22px; margin: 0; flex: none; accent-color: var(--brand); }
.choices { display: grid; gap: 8px; }
.choice { display: flex; gap: 12px; align-items: center; padding: 10px 14px; border: 1px solid var(--line); border-radius: 4px; min-height: 44px; cursor: pointer; }
.choice:has(input:checked) { border-color: var(--brand); background: #eef5fb; }
.choice span { overflow-wrap: anywhere; }
.choice small { display: block; color: var(--soft); }
.table { overflow-x: auto; border: 1px solid var(--line); border-radius: 4px; }
table { border-collapse: collapse; width: 100%; min-width: 34rem; }
caption { text-align: left; font-weight: 700; padding: 8px 12px; background: #e6eef5; border-bottom: 1px solid var(--line); }
th, td { text-align: left; padding: 10px 12px; border-bottom: 1px solid var(--line); }
tbody tr:last-child td { border-bottom: 0; }
th { background: #f6f9fb; font-size: .875rem; white-space: nowrap; }
.tick { width: 56px; }
.notice { margin: 16px 0; border: 1px solid var(--line); border-radius: 4px; }
.notice h2 { background: #e6eef5; padding: 6px 16px; border-bottom: 1px solid var(--line); margin: 0; }
.notice p { margin: 10px 16px; }
.footnote { color: var(--soft); font-size: .875rem; margin-top: 16px; }
.footnote p { margin: 0 0 4px; }
.actions { display: flex; flex-wrap: wrap; gap: 12px; margin-top: 24px; }
button { font: inherit; font-weight: 700; min-height: 48px; min-width: 10rem; padding: 8px 24px; border-radius: 4px; cursor: pointer; }
button.main { background: var(--brand); color: #fff; border: 1px solid var(--brand-dark); }
button.main:hover { background: var(--brand-dark); }
button.other { background: #fff; color: var(--brand); border: 1px solid var(--brand); }
button.other:hover { background: #eef5fb; }
a { color: var(--brand); }
:focus-visible { outline: 3px solid #c25700; outline-offset: 2px; }
.errors { border: 2px solid var(--danger); background: var(--danger-ground); border-radius: 4px; padding: 12px 20px; margin: 0 0 20px; }
.errors h2, .errors a, .field-error { color: var(--danger); }
.errors ul { margin: 0; padding-left: 1.25em; }
.field-error { font-weight: 700; }
.field-error p { margin: 4px 0; }
footer { max-width: 60rem; margin: 0 auto 32px; padding: 0 20px; color: var(--soft); font-size: .8125rem; }
@media (max-width: 480px) {
  main { margin: 0; border-width: 0 0 1px; border-radius: 0; padding: 4px 16px 24px; }
  h1 { font-size: 1.125rem; }
  button { width: 100%; }
}
`;
