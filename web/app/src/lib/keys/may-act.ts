/** Tells whether a single key may act now: never while someone writes, composes characters, or answers a dialog. */
export function mayAct(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return false;
  // Key code 229 is all that some input methods tell while they compose.
  if (event.isComposing || event.keyCode === 229) return false;
  return !isWriting(event.target) && document.querySelector('dialog[open]') === null;
}

const WRITABLE = /^(INPUT|TEXTAREA|SELECT)$/;
const NOT_WRITTEN_IN = /^(checkbox|radio|button|submit)$/;

function isWriting(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement && NOT_WRITTEN_IN.test(target.type)) return false;
  return target.isContentEditable || WRITABLE.test(target.tagName);
}
