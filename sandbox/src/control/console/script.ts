/**
 * The script of the console, which works without it too. What is new is drawn by the sandbox: the script asks for the page
 * again and puts each part that lives (`data-live`) in the place of the old one.
 */
export const consoleScript = `'use strict';
const root = document.documentElement;
root.classList.add('scripted');

// When each part was drawn
const now = () => document.timeline.currentTime;
const openedAt = now();
const drawnAt = new WeakMap();
const sinceDrawn = (element) => now() - (drawnAt.get(element.closest('[data-live]')) ?? openedAt);

// The page again
const focusable = 'a, button, summary';
function isChanged(field) {
  if (field.matches('select')) return [...field.options].some((option) => option.selected !== option.defaultSelected);
  return field.value !== field.defaultValue;
}
// Whoever is pressing, typing, choosing or marking a text goes on.
function isInUse(part) {
  if (part.matches(':active')) return true;
  const { activeElement } = document;
  const selection = getSelection();
  if (part.contains(activeElement) && activeElement.matches('input, select, textarea')) return true;
  if (!selection.isCollapsed && part.contains(selection.anchorNode)) return true;
  return [...part.querySelectorAll('input:not([type=hidden]), select, textarea')].some(isChanged);
}
function replace(old, fresh) {
  if (!fresh || isInUse(old)) return;
  const isTheSame = old.outerHTML === fresh.outerHTML;
  drawnAt.set(isTheSame ? old : fresh, now());
  if (isTheSame) return;
  const place = [...old.querySelectorAll(focusable)].indexOf(document.activeElement);
  for (const { id } of old.querySelectorAll('details[open][id]')) {
    fresh.querySelector('#' + CSS.escape(id))?.setAttribute('open', '');
  }
  old.replaceWith(fresh);
  if (place >= 0) fresh.querySelectorAll(focusable)[place]?.focus({ preventScroll: true });
}

let waiting;
async function refresh() {
  waiting = undefined;
  const answer = await fetch(location.pathname + location.search).catch(() => undefined);
  if (!answer?.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  for (const old of document.querySelectorAll('[data-live]')) replace(old, page.getElementById(old.id));
}
function refreshSoon() {
  waiting ??= setTimeout(refresh, 300);
}

// A part may name the kinds of events that concern it.
function concerns(kind) {
  return [...document.querySelectorAll('[data-live]')].some(({ dataset: { live } }) => !live || live.includes(kind));
}

// The journal tells when. A browser keeps few connections to a host: a page that nobody sees gives its own back.
let events;
function follow() {
  events = new EventSource(document.querySelector('[data-events]').dataset.events);
  for (const kind of ['request', 'screen', 'decision', 'fault', 'clock', 'reset', 'mail']) {
    events.addEventListener(kind, () => concerns(kind) && refreshSoon());
  }
  events.addEventListener('open', () => root.classList.add('connected'));
  events.addEventListener('error', () => root.classList.remove('connected'));
}
follow();
document.addEventListener('visibilitychange', () => {
  events.close();
  root.classList.remove('connected');
  if (document.hidden) return;
  follow();
  refreshSoon();
});

// The clock, and what one-time passwords have left
const japan = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Tokyo', dateStyle: 'short', timeStyle: 'medium' });
setInterval(() => {
  const clock = document.querySelector('[data-ticks]');
  if (!clock) return;
  clock.textContent = japan.format(Number(clock.dataset.ticks) + sinceDrawn(clock));
  for (const left of document.querySelectorAll('[data-left]')) {
    const seconds = Number(left.dataset.left) - Math.floor(sinceDrawn(left) / 1000);
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
