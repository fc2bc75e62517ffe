/** The first screen as it lives: another code, another language, time that passes, a network that comes back. */
import type { Trust } from '@liangma/shared/task-code/trust';
import { chooseLocale, type Locale } from '@liangma/web-common/locale';
import { remembersTask } from '../memory.ts';
import type { After, Channel, Host, Panel, Visit } from '../visit.ts';
import { codeInAddress } from './address.ts';
import { AfterDoor } from './after-door.ts';
import { h } from './dom.ts';
import { whenIdle } from './idle.ts';
import { judge, nextBoundary } from './judge.ts';
import { linkRow } from './links.ts';
import { type DoorWords, paint, paintActions } from './paint.ts';
import { pinnedRoot } from './root.ts';
import { loadTrust, type TrustState } from './trust.ts';
import { type DoorAction, type DoorView, viewOf } from './view.ts';
import { wordsOf } from './words.ts';

/** ms after which the trust is asked for again when the page is seen again. */
const TRUST_AGE = 60_000;
/** Longest delay of a browser's timer, ms. */
const LONGEST_TIMER = 2 ** 31 - 1;

export class Door implements Host {
  readonly root: HTMLElement;
  readonly view: HTMLElement;
  readonly place = h('section', { class: 'place' });
  locale: Locale;
  words: DoorWords;
  private readonly after = new AfterDoor(this);
  private state: TrustState | undefined;
  private loadedAt = 0;
  private current: Visit | undefined;
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
      if (this.current?.verdict === 'unsure') void this.check(true);
    });
    document.addEventListener('visibilitychange', () => {
      if (!document.hidden) void this.check(Date.now() - this.loadedAt > TRUST_AGE);
    });
    void this.check();
  }

  /** Verifies the code in the address; `afresh` asks for the trust again first. */
  async check(afresh = false): Promise<void> {
    const text = codeInAddress(location);
    if (afresh || !this.state) {
      this.loadedAt = Date.now();
      this.state = await loadTrust(pinnedRoot(), (late) => void this.arrivedLate(late));
    }
    if (text !== codeInAddress(location)) return;
    if (text === undefined) return this.welcome();
    this.current = await judge(text, text === this.scanned ? 'camera' : 'link', this.state, Date.now());
    this.draw();
    this.wakeAtBoundary(this.current);
  }

  /** The page without a code. */
  private async welcome(): Promise<void> {
    const waiting = this.root.querySelector('.waiting');
    if (waiting) waiting.textContent = document.title = this.words.door.title;
    await this.open('codes');
  }

  visit(): Visit | undefined {
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

  checkCode(text: string, channel: Channel): void {
    const digits = /\d*$/.exec(text.trim())?.[0] ?? '';
    const whole = `${location.origin}/c#${digits}`;
    this.scanned = channel === 'camera' ? whole : '';
    if (codeInAddress(location) === whole) void this.check(true);
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

  async act(action: DoorAction): Promise<void> {
    if (action === 'retry') return this.check(true);
    if (action === 'confirm') return this.withAfter((after) => after.confirm());
    return this.open(action === 'reject' ? 'refuse' : action === 'scan' ? 'codes' : action);
  }

  /** Until it is loaded the buttons rest; when the network does not bring it, that is said where they stand. */
  private async withAfter(work: (after: After) => unknown): Promise<void> {
    const { place, root, words } = this;
    const buttons = place.querySelectorAll('button');
    for (const button of buttons) button.disabled = true;
    const after = await this.after.load().catch(() => undefined);
    for (const button of buttons) button.disabled = false;
    place.querySelector('.alert')?.remove();
    if (after) return void (await work(after));
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
  private offerActions(view: DoorView, { claims }: Visit): void {
    const offer = () => paintActions(this.place, view, this.words, (action) => void this.act(action));
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

  private viewOf(visit: Visit): DoorView {
    const trust = this.trust();
    return viewOf({
      visit,
      catalog: trust?.catalog,
      statusIssuedAt: trust?.status.issuedAt,
      remembered: visit.claims !== undefined && remembersTask(visit.claims.task),
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

  private wakeAtBoundary(visit: Visit): void {
    clearTimeout(this.boundary);
    const at = nextBoundary(visit, Date.now());
    if (at !== undefined) this.boundary = setTimeout(() => void this.check(), Math.min(at - Date.now(), LONGEST_TIMER));
  }

  private restOnce(): void {
    if (this.rested) return;
    this.rested = true;
    whenIdle(() => {
      if (this.state && 'trust' in this.state) void this.state.keep();
      void this.recall();
    });
  }
}
