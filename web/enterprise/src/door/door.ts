/** The first screen as it lives: another code, another language, time that passes, a network that comes back. */
import type { Trust } from '@liangma/shared/task-code/trust';
import { pinnedRoot } from '@liangma/web-common/crypto/pinned-root';
import { chooseLocale, type Locale } from '@liangma/web-common/locale';
import type { After, Channel, Host, Panel, ShownCode } from '../halves.ts';
import { remembersTask } from '../memory.ts';
import { codeInAddress } from './address.ts';
import { AfterDoor } from './after-door.ts';
import { h } from './dom.ts';
import { judge, nextBoundary } from './judge.ts';
import { linkRow } from './links.ts';
import { type DoorWords, paint, paintActions } from './paint.ts';
import { loadTrust, type TrustState } from './trust.ts';
import { type DoorAction, type DoorView, viewOf } from './view.ts';
import { wordsOf } from './words.ts';

/** ms after which the trust is asked for again when the page is seen again. */
const TRUST_AGE = 60_000;
/** ms from the verdict to everything that makes the next visit quick: reading comes first. */
const REST = 1500;
/** Longest delay of a browser's timer, ms. */
const LONGEST_TIMER = 2 ** 31 - 1;

/** Whether the network is asked for newer trust, and how long it is waited for. */
type Asking = 'no' | 'ask' | 'insist';

export class Door implements Host {
  readonly root: HTMLElement;
  readonly view: HTMLElement;
  readonly place = h('section', { class: 'place', tabindex: '-1' });
  locale: Locale;
  words: DoorWords;
  private readonly after = new AfterDoor(this);
  private state: TrustState | undefined;
  private loadedAt = 0;
  private current: ShownCode | undefined;
  private scanned = '';
  private painted = '';
  private taken = false;
  private rested = false;
  private boundary: ReturnType<typeof setTimeout> | undefined;

  constructor(root: HTMLElement, view: HTMLElement, locale: Locale, words: DoorWords) {
    this.root = root;
    this.view = view;
    this.locale = locale;
    this.words = words;
  }

  start(): void {
    addEventListener('hashchange', () => {
      this.forget();
      void this.after.tell((after) => after.moved());
      void this.check();
    });
    addEventListener('online', () => {
      if (this.current?.verdict === 'unsure') void this.check('ask');
    });
    document.addEventListener('visibilitychange', () => {
      if (!document.hidden && this.current) void this.check(Date.now() - this.loadedAt > TRUST_AGE ? 'ask' : 'no');
    });
    void this.check();
  }

  /** Verifies the code in the address. */
  async check(ask: Asking = 'no'): Promise<void> {
    const text = codeInAddress(location);
    if (text === undefined) return this.welcome();
    const state = await this.trustState(ask);
    if (text !== codeInAddress(location)) return;
    this.current = await judge(text, text === this.scanned ? 'camera' : 'link', state, Date.now());
    void this.after.tell((after) => after.verified());
    this.draw();
    this.wakeAtBoundary(this.current);
  }

  /** What was good stays in use when the network brings nothing better. */
  private async trustState(ask: Asking): Promise<TrustState> {
    if (this.state && ask === 'no') return this.state;
    this.loadedAt = Date.now();
    const loaded = await loadTrust(pinnedRoot(), ask === 'insist', (late) => void this.arrivedLate(late));
    if (!this.state || 'trust' in loaded || !this.trust()) this.state = loaded;
    return this.state;
  }

  /** The page without a code. */
  private async welcome(): Promise<void> {
    const waiting = this.root.querySelector('.waiting p');
    if (waiting) waiting.textContent = document.title = this.words.door.title;
    await this.open('codes');
    await this.trustState('no');
    this.restOnce();
  }

  shown(): ShownCode | undefined {
    return this.current;
  }

  trust(): Trust | undefined {
    return this.state && 'trust' in this.state ? this.state.trust : undefined;
  }

  takePlace(): HTMLElement {
    this.taken = true;
    this.place.textContent = '';
    this.draw();
    return this.place;
  }

  cover(covered: boolean): void {
    this.root.hidden = covered;
    this.view.hidden = !covered;
  }

  lookAgain(): void {
    if (this.current) void this.check('insist');
  }

  checkCode(text: string, channel: Channel): void {
    const digits = /\d*$/.exec(text.trim())?.[0] ?? '';
    const whole = `${location.origin}/c#${digits}`;
    this.scanned = channel === 'camera' ? whole : '';
    if (codeInAddress(location) === whole) void this.check('ask');
    else location.hash = digits;
  }

  async changeLanguage(): Promise<void> {
    const locale: Locale = this.locale === 'en' ? 'zh-CN' : 'en';
    this.words = await wordsOf(locale);
    this.locale = locale;
    chooseLocale(locale);
    document.documentElement.lang = locale;
    await this.after.end();
    this.forget();
    await this.check();
  }

  async open(panel: Panel): Promise<void> {
    await this.withAfter((after) => after.open(panel));
  }

  /** Reads aloud what the door says; absent where the browser has no voices. */
  speak(button: HTMLButtonElement): Promise<void> {
    const { read, stopReading } = this.words.door;
    const parts = Array.from(this.root.querySelectorAll('h1, h2, dt, p')).filter((part) => !this.place.contains(part));
    const text = parts.map((part) => part.textContent).join('。');
    const say = (reading: boolean) => {
      button.textContent = reading ? stopReading : read;
    };
    return this.withAfter((after) => say(after.speak(text, () => say(false))));
  }

  private async act(action: DoorAction, button: HTMLButtonElement): Promise<void> {
    if (action === 'retry') return this.retry(button);
    if (action === 'confirm') return this.withAfter((after) => after.confirm());
    return this.open(action === 'reject' ? 'refuse' : action === 'scan' ? 'codes' : action);
  }

  private async retry(button: HTMLButtonElement): Promise<void> {
    const { checking, retry } = this.words.door;
    button.disabled = true;
    button.textContent = checking;
    await this.check('insist');
    button.textContent = retry;
    button.disabled = false;
  }

  /** Until it is loaded the buttons rest; when the network does not bring it, that is said where they stand. */
  private async withAfter(work: (after: After) => unknown): Promise<void> {
    const { place, root, words } = this;
    const buttons = place.querySelectorAll('button');
    for (const button of buttons) button.disabled = true;
    place.querySelector('.alert')?.remove();
    const after = await this.after.load().catch(() => undefined);
    if (after) await work(after);
    for (const button of buttons) button.disabled = false;
    if (after) return;
    place.append(h('p', { class: 'alert', role: 'alert' }, words.door.notLoaded));
    if (!place.isConnected) root.append(place);
  }

  private draw(): void {
    const { current, words, place } = this;
    if (!current) return;
    const view = this.viewOf(current);
    const asText = JSON.stringify([view, this.taken]);
    if (asText === this.painted) return;
    this.painted = asText;
    document.title = view.title;
    paint(this.root, { view, words, place, taken: this.taken, links: linkRow(this, view) });
    if (!this.taken) this.offerActions(view, current);
    performance.mark('liangma-verdict');
    this.restOnce();
  }

  /** What was done here before is shown instead of the two buttons. */
  private offerActions(view: DoorView, { claims }: ShownCode): void {
    const offer = () => paintActions(this.place, view, this.words, (action, button) => void this.act(action, button));
    const remembered = claims !== undefined && remembersTask(claims.task);
    if (remembered) {
      this.place.textContent = this.words.door.reading;
      void this.recall().then((recalled) => recalled || offer());
    } else offer();
  }

  /** False too when what comes after the door cannot be loaded now. */
  private readonly recall = (): Promise<boolean> =>
    this.after.load().then(
      (after) => after.recall(),
      () => false,
    );

  private viewOf(shown: ShownCode): DoorView {
    const trust = this.trust();
    return viewOf({
      shown,
      catalog: trust?.catalog,
      statusIssuedAt: trust?.status.issuedAt,
      remembered: shown.claims !== undefined && remembersTask(shown.claims.task),
      now: Date.now(),
      locale: this.locale,
      words: this.words.verdict,
    });
  }

  /** The network was slow, the answer came from what was kept: now it is checked again with the newer list. */
  private async arrivedLate(late: TrustState): Promise<void> {
    if (!('trust' in late) || late.trust.status.issuedAt < (this.trust()?.status.issuedAt ?? 0)) return;
    this.state = late;
    void late.keep();
    await this.check();
  }

  private forget(): void {
    this.current = undefined;
    this.taken = false;
    this.painted = '';
  }

  private wakeAtBoundary(shown: ShownCode): void {
    clearTimeout(this.boundary);
    const at = nextBoundary(shown, Date.now());
    if (at !== undefined) this.boundary = setTimeout(() => void this.check(), Math.min(at - Date.now(), LONGEST_TIMER));
  }

  private restOnce(): void {
    if (this.rested) return;
    this.rested = true;
    setTimeout(() => {
      if (this.state && 'trust' in this.state) void this.state.keep();
      void this.recall();
    }, REST);
  }
}
