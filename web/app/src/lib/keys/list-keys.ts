/**
 * Keys of a list of rows, marked `data-row`.
 * j and k (or the arrows) move through them; Enter opens a row. A letter presses the button of the focused row that is marked
 * `data-key` with it. One row of each list can be reached by Tab (roving focus, WAI-ARIA practices). Of several lists on a
 * page j and k belong to the one that has, or had last, the focus.
 */
import { mayAct } from './may-act.ts';

const STEPS: Readonly<Record<string, -1 | 1>> = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 };

/** In the order of the page. */
const lists: HTMLElement[] = [];
let lastUsed: HTMLElement | undefined;

export function listKeys(list: HTMLElement): () => void {
  if (lists.length === 0) document.addEventListener('keydown', onkeydown);
  lists.push(list);
  const onfocusin = ({ target }: FocusEvent): void => {
    lastUsed = list;
    rove(list, rowOf(target));
  };
  list.addEventListener('focusin', onfocusin);
  rove(list);
  const rows = new MutationObserver(() => rove(list));
  rows.observe(list, { childList: true, subtree: true, attributes: true, attributeFilter: ['aria-current'] });
  return () => {
    rows.disconnect();
    list.removeEventListener('focusin', onfocusin);
    lists.splice(lists.indexOf(list), 1);
    if (lastUsed === list) lastUsed = undefined;
    if (lists.length === 0) document.removeEventListener('keydown', onkeydown);
  };
}

function onkeydown(event: KeyboardEvent): void {
  if (!mayAct(event)) return;
  const by = STEPS[event.key];
  if (by === undefined) press(event);
  else move(event, by);
}

/** In a row that is no link itself Enter follows its first link. */
function press(event: KeyboardEvent): void {
  const row = rowOf(event.target);
  if (!row || event.repeat || !lists.some((list) => list.contains(row))) return;
  const isOwn = event.key === 'Enter' && event.target === row && row.localName === 'li';
  const wanted = isOwn ? 'a' : `[data-key="${CSS.escape(event.key)}"]`;
  const found = event.key === 'Enter' && !isOwn ? null : row.querySelector<HTMLElement>(wanted);
  if (!found) return;
  event.preventDefault();
  found.click();
}

function move(event: KeyboardEvent, by: -1 | 1): void {
  const focused = lists.find((list) => event.target instanceof Node && list.contains(event.target));
  // The arrows also scroll: they are the list's only from inside it.
  const list = focused ?? (event.key.startsWith('Arrow') ? undefined : ownerOf(lists, lastUsed));
  const rows = list ? rowsOf(list) : [];
  const at = rows.findIndex((row) => (focused ? row.contains(document.activeElement) : isOpen(row)));
  const next = rows[nextIndex(at, by, rows.length)];
  if (!next) return;
  event.preventDefault();
  next.focus();
}

/** The list that had the focus last, or the first of the page. */
export const ownerOf = <T>(all: readonly T[], last: T | undefined): T | undefined =>
  last !== undefined && all.includes(last) ? last : all[0];

export function nextIndex(at: number, by: -1 | 1, length: number): number {
  if (at < 0) return by > 0 ? 0 : length - 1;
  return Math.min(Math.max(at + by, 0), length - 1);
}

const rowsOf = (list: HTMLElement): HTMLElement[] => [...list.querySelectorAll<HTMLElement>('[data-row]')];
const rowOf = (target: EventTarget | null): HTMLElement | null =>
  target instanceof Element ? target.closest<HTMLElement>('[data-row]') : null;

const isOpen = (row: HTMLElement): boolean => row.getAttribute('aria-current') === 'true';

/** Makes one row the stop of Tab: that one, or the one that is open, or the one before, or the first. */
function rove(list: HTMLElement, to?: HTMLElement | null): void {
  const rows = rowsOf(list);
  const stop = to ?? rows.find(isOpen) ?? rows.find((row) => row.tabIndex === 0) ?? rows[0];
  for (const row of rows) row.tabIndex = row === stop ? 0 : -1;
}
