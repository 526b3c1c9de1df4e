/**
 * The script of the console, which works without it too. What is new is drawn by the sandbox: the script asks for the page
 * again and puts each part that lives (`data-live`) in the place of the old one.
 */
export const consoleScript = `'use strict';
const root = document.documentElement;
root.classList.add('scripted');

// The page again
const focusable = 'a, button, summary';
function replace(old, fresh) {
  if (!fresh || old.outerHTML === fresh.outerHTML) return;
  const { activeElement } = document;
  // Whoever is choosing goes on choosing.
  if (old.contains(activeElement) && activeElement.matches('select, input')) return;
  const place = [...old.querySelectorAll(focusable)].indexOf(activeElement);
  for (const { id } of old.querySelectorAll('details[open][id]')) {
    fresh.querySelector('#' + CSS.escape(id))?.setAttribute('open', '');
  }
  old.replaceWith(fresh);
  if (place >= 0) fresh.querySelectorAll(focusable)[place]?.focus({ preventScroll: true });
}

let drawnAt = Date.now();
let waiting;
async function refresh() {
  waiting = undefined;
  // The answer to a form is a page that a GET cannot bring back: its address is that of the form.
  const answer = await fetch(document.querySelector('[data-page]').dataset.page).catch(() => undefined);
  if (!answer?.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  drawnAt = Date.now();
  for (const old of document.querySelectorAll('[data-live]')) replace(old, page.getElementById(old.id));
}
function refreshSoon() {
  waiting ??= setTimeout(refresh, 300);
}

// The journal tells when
const events = new EventSource(document.querySelector('[data-events]').dataset.events);
for (const kind of ['request', 'screen', 'decision', 'fault', 'clock', 'reset', 'mail']) {
  events.addEventListener(kind, refreshSoon);
}
events.addEventListener('open', () => root.classList.add('connected'));
events.addEventListener('error', () => root.classList.remove('connected'));

// The clock, and what one-time passwords have left
const japan = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Tokyo', dateStyle: 'short', timeStyle: 'medium' });
setInterval(() => {
  const clock = document.querySelector('[data-ticks]');
  if (!clock) return;
  const passed = Date.now() - drawnAt;
  clock.textContent = japan.format(Number(clock.dataset.ticks) + passed);
  for (const left of document.querySelectorAll('[data-left]')) {
    const seconds = Number(left.dataset.left) - Math.floor(passed / 1000);
    left.textContent = Math.max(seconds, 0);
    if (seconds <= 0) refreshSoon();
  }
}, 1000);

// Copying
document.addEventListener('click', async ({ target }) => {
  const button = target.closest('[data-copy]');
  if (!button) return;
  await navigator.clipboard.writeText(button.dataset.copy);
  const label = button.firstChild;
  const before = label.data;
  if (before === button.dataset.copied) return;
  label.data = button.dataset.copied;
  setTimeout(() => (label.data = before), 1500);
});
`;
