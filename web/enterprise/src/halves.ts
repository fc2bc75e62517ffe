/** Interface between the two halves of the page: the door (first screen, no framework) and everything after it. */
import type { Trust } from '@liangma/shared/trust/trust';
import type { Locale } from '@liangma/web-common/locales';
import type { Site } from '@liangma/web-common/site';
import type { Channel, ShownCode } from './door/shown-code.ts';
import type { Held } from './door/trust.ts';
import type { DoorView } from './door/view.ts';

export const PANELS = [
  'refuse',
  'evaluate',
  'bans',
  'rights',
  'report',
  'codes',
  'mine',
  'about',
  'no-code',
  'told',
] as const;
/** Panels that can cover the door. */
export type Panel = (typeof PANELS)[number];

/** Functions of the door for the second half. */
export interface Host {
  locale(): Locale;
  /** Element that panels are drawn in. */
  readonly view: HTMLElement;
  /** Element that holds the two buttons. */
  readonly place: HTMLElement;
  /** The end of the page: links, and who runs it. */
  readonly more: HTMLElement;
  /** Operator of this page; undefined if none is configured. */
  readonly site: Site | undefined;
  /** The code in the address now. */
  shown(): ShownCode | undefined;
  /** The trust in use now; undefined while there is none. */
  trust(): Trust | undefined;
  /** The same with the bytes it came in, to be kept. */
  held(): Held | undefined;
  /** Empties the place; from now on it belongs to the caller. */
  takePlace(): HTMLElement;
  /** Changes the door's view after an answer, until another code is in the address. */
  amend(how: ((view: DoorView) => DoorView) | undefined): void;
  /** Verifies again with newer files, because the server can be reached. */
  lookAgain(): void;
  /** A code was scanned, typed or chosen on this page. */
  checkCode(text: string, channel: Channel): void;
  /** Chinese to English and back. */
  changeLanguage(): Promise<void>;
  /** The door is covered by a panel, or seen again. */
  cover(covered: boolean): void;
}

/** The second half, loaded on demand. */
export interface After {
  /** Records that the person lets the officers in. */
  confirm(): Promise<void>;
  /** Shows this browser's earlier answer to the code in the address, if any. Resolves to true if it replaced the buttons. */
  recall(): Promise<boolean>;
  open(panel: Panel): void;
  /** Reads the door aloud; a second press stops it. The button names the next of the two. */
  speak(button: HTMLElement, door: HTMLElement): void;
  /** Keeps the trust in use, for codes that this phone will meet without network. */
  keepTrust(): void;
  /** The code in the address was verified again. */
  verified(): void;
  /** Another code is in the address. */
  moved(): void;
  /** Another language: everything is taken down. */
  end(): void;
}
