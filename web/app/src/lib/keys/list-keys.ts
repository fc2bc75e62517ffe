/**
 * j and k (or the arrows) move through the links or rows marked `data-row` inside an element; Enter is the link's own.
 * Nothing happens while someone writes.
 */
const DOWN = ['j', 'ArrowDown'];
const UP = ['k', 'ArrowUp'];

export function listKeys(list: HTMLElement): () => void {
  const onkeydown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isWriting(event.target)) return;
    const by = step(event, list);
    if (by === 0) return;
    const rows = [...list.querySelectorAll<HTMLElement>('[data-row]')];
    const next = rows[nextIndex(rows.indexOf(document.activeElement as HTMLElement), by, rows.length)];
    if (!next) return;
    event.preventDefault();
    next.focus();
  };
  document.addEventListener('keydown', onkeydown);
  return () => document.removeEventListener('keydown', onkeydown);
}

/** The letters work from anywhere on the page; the arrows, which also scroll, only from inside the list. */
function step({ key, target }: KeyboardEvent, list: HTMLElement): -1 | 0 | 1 {
  const arrow = key.startsWith('Arrow');
  if (arrow && !(target instanceof Node && list.contains(target))) return 0;
  if (DOWN.includes(key)) return 1;
  return UP.includes(key) ? -1 : 0;
}

export function nextIndex(at: number, by: -1 | 1, length: number): number {
  if (at < 0) return by > 0 ? 0 : length - 1;
  return Math.min(Math.max(at + by, 0), length - 1);
}

const isWriting = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
