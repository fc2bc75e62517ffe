/** Single keys that do something on the page that is open. Of two owners of one key the page goes before the frame. */
import { mayAct } from './may-act.ts';

type Deeds = Readonly<Record<string, (() => void) | undefined>>;

/** The frame registers first, what it shows after it: the last registered is asked first. */
const owners: (() => Deeds)[] = [];

/** `deeds` is read at every key, so that it may change with the page. Returns the end. */
export function pageKeys(deeds: () => Deeds): () => void {
  if (owners.length === 0) document.addEventListener('keydown', onkeydown);
  owners.push(deeds);
  return () => {
    owners.splice(owners.indexOf(deeds), 1);
    if (owners.length === 0) document.removeEventListener('keydown', onkeydown);
  };
}

/** Dialogs that ask for words register here before they are drawn: a key that follows at once is meant for them. */
const askers: (() => boolean)[] = [];

/** No single key does anything while `isAsking`. Returns the end. */
export function holdKeys(isAsking: () => boolean): () => void {
  askers.push(isAsking);
  return () => {
    askers.splice(askers.indexOf(isAsking), 1);
  };
}

/** Milliseconds. Who has just written, or closed what was written in, means no deed by the next letter. */
const BURST = 300;
let writtenAt = Number.NEGATIVE_INFINITY;
export const isSameBurst = (at: number, before: number): boolean => at - before < BURST;

function onkeydown(event: KeyboardEvent): void {
  if (isHeld() || !mayAct(event)) {
    writtenAt = event.timeStamp;
    return;
  }
  if (isSameBurst(event.timeStamp, writtenAt)) return;
  // A key that is held down decides one thing, not a queue of them.
  if (event.repeat) return;
  const deed = deedOf(event.key, owners);
  if (!deed) return;
  event.preventDefault();
  deed();
}

export const isHeld = (): boolean => askers.some((isAsking) => isAsking());

export function deedOf(key: string, from: readonly (() => Deeds)[]): (() => void) | undefined {
  for (const deeds of [...from].reverse()) {
    const deed = deeds()[key];
    if (deed) return deed;
  }
  return undefined;
}
