/**
 * Arrow keys in a grid of links: to the next in the row, and to the nearest above or below. Tab stops once at a grid (roving
 * focus, WAI-ARIA practices), so that what follows is not behind hundreds of cells.
 */
import { mayAct } from './may-act.ts';

export function gridKeys(grid: HTMLElement): () => void {
  const onkeydown = (event: KeyboardEvent): void => {
    if (event.shiftKey || !mayAct(event)) return;
    const links = linksOf(grid);
    const at = links.indexOf(event.target as HTMLElement);
    const next = at < 0 ? undefined : links[nextCell(links.map(placeOf), at, event.key) ?? -1];
    if (!next) return;
    event.preventDefault();
    next.focus();
  };
  const onfocusin = ({ target }: FocusEvent): void => rove(grid, target);
  grid.addEventListener('keydown', onkeydown);
  grid.addEventListener('focusin', onfocusin);
  rove(grid);
  const cells = new MutationObserver(() => rove(grid));
  cells.observe(grid, { childList: true, subtree: true });
  return () => {
    cells.disconnect();
    grid.removeEventListener('keydown', onkeydown);
    grid.removeEventListener('focusin', onfocusin);
  };
}

/** Middle of a cell, px. */
export interface Place {
  readonly x: number;
  readonly y: number;
}

/** Places that differ by less stand in one row, px. */
const ROW = 8;
/** A column counts more than a row: the way down keeps to its day. */
const ASIDE = 3;

/** Index of the cell that a key leads to, where it leads to one. */
export function nextCell(cells: readonly Place[], at: number, key: string): number | undefined {
  if (key === 'ArrowRight' || key === 'ArrowLeft') {
    const next = at + (key === 'ArrowRight' ? 1 : -1);
    return cells[next] ? next : undefined;
  }
  const from = cells[at];
  if (!from || (key !== 'ArrowDown' && key !== 'ArrowUp')) return undefined;
  const way = key === 'ArrowDown' ? 1 : -1;
  const ahead = cells.flatMap(({ x, y }, index) => {
    const down = (y - from.y) * way;
    return down > ROW ? [{ index, far: down + ASIDE * Math.abs(x - from.x) }] : [];
  });
  return ahead.sort((a, b) => a.far - b.far)[0]?.index;
}

const linksOf = (grid: HTMLElement): HTMLElement[] => [...grid.querySelectorAll<HTMLElement>('a[href]')];

function placeOf(link: HTMLElement): Place {
  const { left, top, width, height } = link.getBoundingClientRect();
  return { x: left + width / 2, y: top + height / 2 };
}

/** Makes one link the stop of Tab: the focused one, or the one before, or the first. */
function rove(grid: HTMLElement, focused?: EventTarget | null): void {
  const links = linksOf(grid);
  const stop =
    links.find((link) => link === focused) ??
    links.find((link) => link.tabIndex === 0 && link.hasAttribute('tabindex')) ??
    links[0];
  // Without a link it still scrolls by keys.
  if (links.length === 0) grid.tabIndex = 0;
  else grid.removeAttribute('tabindex');
  for (const link of links) link.tabIndex = link === stop ? 0 : -1;
}
