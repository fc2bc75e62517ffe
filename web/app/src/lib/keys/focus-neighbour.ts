/** Moves the focus to a neighbour when the focused element is about to leave the page: WCAG 2.4.3. */

/** To the row after that of `element`, or the one before it, or the page's heading. */
export function focusNeighbour(element: Element | undefined): void {
  const row = element?.closest<HTMLElement>('[data-row]');
  const rows = [...(row?.parentElement?.querySelectorAll<HTMLElement>('[data-row]') ?? [])];
  const at = row ? rows.indexOf(row) : -1;
  const next = rows[at + 1] ?? rows[at - 1];
  if (at >= 0 && next) next.focus();
  else focusHeading();
}

export function focusHeading(): void {
  const heading = document.querySelector<HTMLElement>('#main h1');
  if (!heading) return;
  heading.tabIndex = -1;
  heading.focus();
}
