/**
 * Keeps the focus at its place when the focused element leaves the page, as a row that was deleted or a button that its form
 * replaces, and when it is enabled again (WCAG 2.4.3): else a keyboard starts again at the top.
 */

export function keepFocus(): () => void {
  let last: HTMLElement | undefined;
  /** Next place of the focus, found when `last` left: a dialog may still be open then. */
  let near: HTMLElement | undefined;
  let path = location.pathname;
  const onfocusin = ({ target }: FocusEvent): void => {
    // A dialog gives the focus back to what opened it.
    if (!(target instanceof HTMLElement) || target.closest('dialog')) return;
    [last, near, path] = [target, undefined, location.pathname];
  };
  const watch = new MutationObserver((records) => {
    if (!last) return;
    if (!last.isConnected) near ??= besideRemoved(last, records);
    // A new page begins at its top.
    if (document.activeElement !== document.body || location.pathname !== path) return;
    const isEnabled = records.some(({ target }) => target === last) && !last.matches(':disabled');
    const next = last.isConnected ? (isEnabled ? last : undefined) : near;
    if (!next) return;
    if (next.tabIndex < 0) next.tabIndex = -1;
    next.focus();
  });
  document.addEventListener('focusin', onfocusin);
  watch.observe(document.body, { childList: true, subtree: true, attributeFilter: ['disabled', 'open'] });
  return () => {
    watch.disconnect();
    document.removeEventListener('focusin', onfocusin);
  };
}

/** The row beside a removed row as a whole, for its button may delete that row too; else what came in place of the element. */
function besideRemoved(lost: HTMLElement, records: readonly MutationRecord[]): HTMLElement | undefined {
  const holds = (node: Node): boolean => node.contains(lost);
  const removal = [...records]
    .reverse()
    .find(({ target, removedNodes }) => target.isConnected && [...removedNodes].some(holds));
  const parent = removal?.target;
  if (!removal || !(parent instanceof HTMLElement) || !parent.closest('#main')) return undefined;
  const isRow = [...removal.removedNodes].some((node) => /^(LI|TR)$/.test(node.nodeName));
  const near = isRow
    ? rowBeside(parent, removal.previousSibling, removal.nextSibling)
    : fieldAfter(parent, removal.previousSibling);
  return near ?? document.querySelector<HTMLElement>('#main h1') ?? undefined;
}

function rowBeside(parent: HTMLElement, before: Node | null, after: Node | null): HTMLElement | undefined {
  const rows = [...parent.children] as HTMLElement[];
  const next = rows.find((row) => after !== null && isAt(row, after));
  const row = next ?? rows.reverse().find((one) => before !== null && isAt(before, one));
  return row?.querySelector<HTMLElement>('[data-row]') ?? row;
}

const FIELDS = 'a[href], button:not(:disabled), input:not(:disabled), select, textarea, summary, [tabindex="0"]';

function fieldAfter(parent: HTMLElement, before: Node | null): HTMLElement | undefined {
  const fields = [...parent.querySelectorAll<HTMLElement>(FIELDS)].filter(
    (field) => field.tabIndex >= 0 && field.getClientRects().length > 0 && !field.closest('dialog'),
  );
  return (
    fields.find((field) => before === null || (isAt(field, before) && !before.contains(field))) ?? fields.reverse()[0]
  );
}

/** At the place of the other in the document, or after it. */
const isAt = (node: Node, other: Node): boolean =>
  node === other || (other.compareDocumentPosition(node) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
