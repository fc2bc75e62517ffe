/** What stands between the two halves of the page: the door (first screen, no framework) and all that comes after it. */
import type { Trust } from '@liangma/shared/task-code/trust';
import type { Reason, Verdict } from '@liangma/shared/task-code/verify';
import type { Locale } from '@liangma/web-common/locale';
import type { Site } from '@liangma/web-common/site';
import type { Obstacle } from '@liangma/web-common/words/verdict/reason-words';
import type { DoorView } from './door/view.ts';

export type Channel = 'camera' | 'link';

/** One code at the door, and what this phone says of it. */
export interface ShownCode extends Omit<Verdict, 'reasons'> {
  readonly reasons: readonly (Reason | Obstacle)[];
  /** The whole text of the QR. */
  readonly text: string;
  readonly channel: Channel;
  /** When this browser first saw it, ms. */
  readonly seenAt: number;
  /** Only of a code that a device issued itself: under whose grant. */
  readonly onSite?: string;
}

export const PANELS = ['refuse', 'evaluate', 'bans', 'rights', 'report', 'codes', 'mine', 'about'] as const;
/** What can take the place of the door. */
export type Panel = (typeof PANELS)[number];

/** What the door offers to what comes after it. */
export interface Host {
  locale(): Locale;
  /** Where panels are drawn. */
  readonly view: HTMLElement;
  /** Where the two buttons stand. */
  readonly place: HTMLElement;
  /** The end of the page: links, and who runs it. */
  readonly more: HTMLElement;
  /** Who runs this page; undefined where nobody has said. */
  readonly site: Site | undefined;
  /** The code that stands in the address now. */
  shown(): ShownCode | undefined;
  /** The trust in use now; undefined while there is none. */
  trust(): Trust | undefined;
  /** Empties the place; from now on it belongs to the caller. */
  takePlace(): HTMLElement;
  /** What was answered here changes what the door shows from now on, until another code stands in the address. */
  amend(how: ((view: DoorView) => DoorView) | undefined): void;
  /** The server can be reached: verify again with what it says by now. */
  lookAgain(): void;
  /** A code was scanned, typed or chosen on this page. */
  checkCode(text: string, channel: Channel): void;
  /** Chinese to English and back. */
  changeLanguage(): Promise<void>;
  /** The door is covered by a panel, or seen again. */
  cover(covered: boolean): void;
}

/** What comes after the door, loaded when it is wanted. */
export interface After {
  /** Keeps that the person lets the officers in. */
  confirm(): Promise<void>;
  /** Shows what this browser kept of the code in the address, if anything: true when it took the place of the buttons. */
  recall(): Promise<boolean>;
  open(panel: Panel): void;
  /** Reads aloud what the door says; pressed again it stops. The button says which of the two comes next. */
  speak(button: HTMLElement, door: HTMLElement): void;
  /** The code in the address was verified again. */
  verified(): void;
  /** Another code stands in the address. */
  moved(): void;
  /** Another language: everything is taken down. */
  end(): void;
}
