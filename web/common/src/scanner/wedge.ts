/** Hears a USB scanner on a page, and leaves the keys of people alone. */
import { bytesOfText } from '@liangma/shared/task-code/text';
import { type Burst, hear, SILENCE, type Stroke } from './wedge-burst.ts';

type Field = HTMLInputElement | HTMLTextAreaElement;

/** A field as it was before a burst. */
interface Before {
  readonly field: Field;
  readonly value: string;
}

/** Digits; a task code has hundreds. A short number printed as bars belongs into the field that has the focus. */
const FEWEST = 60;

/**
 * `onText` gets each scan. While a field has the focus only a task code is one: it is taken out of the field again,
 * and its Enter does not send the form. Returns what ends it.
 */
export function listenToWedge(target: EventTarget, onText: (text: string) => void): () => void {
  let burst: Burst = SILENCE;
  let before: Before | undefined;
  const onKeydown = (event: Event) => {
    if (!(event instanceof KeyboardEvent)) return;
    const field = fieldOf(event);
    const heard = hear(burst, strokeOf(event));
    const isFirst = heard.burst.typed.length <= 1;
    burst = heard.burst;
    if (heard.text === undefined) {
      if (isFirst) before = field && { field, value: field.value };
      return;
    }
    if (isEditable(event) && !isCode(heard.text)) return;
    event.preventDefault();
    event.stopPropagation();
    if (before) putBack(before);
    before = undefined;
    onText(heard.text);
  };
  target.addEventListener('keydown', onKeydown, { capture: true });
  return () => target.removeEventListener('keydown', onKeydown, { capture: true });
}

const isCode = (text: string): boolean => text.length >= FEWEST && bytesOfText(text) !== undefined;

/** UI Events: an input method that works says `isComposing`, or the key code 229. AltGr makes characters, not commands. */
const strokeOf = (event: KeyboardEvent): Stroke => ({
  key: event.key,
  code: event.code,
  shift: event.shiftKey,
  repeat: event.repeat,
  at: event.timeStamp,
  command: (event.ctrlKey || event.metaKey || event.altKey) && !event.getModifierState('AltGraph'),
  hidden: event.isComposing || event.keyCode === 229,
});

function fieldOf({ target }: Event): Field | undefined {
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement ? target : undefined;
}

/** A button or a box to tick takes no text. */
function isEditable(event: Event): boolean {
  const field = fieldOf(event);
  if (field instanceof HTMLInputElement) return !/^(button|checkbox|radio|submit|reset|range|file)$/.test(field.type);
  return field !== undefined || (event.target instanceof HTMLElement && event.target.isContentEditable);
}

function putBack({ field, value }: Before): void {
  if (field.value === value) return;
  field.value = value;
  field.dispatchEvent(new Event('input', { bubbles: true }));
}
