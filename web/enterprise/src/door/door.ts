/**
 * The first screen as it lives: another code, another language, time that passes, a network that comes back. A page has
 * one door, so its state is this module's: what a class would name in full is a letter in the built page.
 */
import type { Trust } from '@liangma/shared/trust/trust';
import { pinnedRoot } from '@liangma/web-common/crypto/pinned-root';
import { chooseLocale } from '@liangma/web-common/locale';
import type { Locale } from '@liangma/web-common/locales';
import { siteOf } from '@liangma/web-common/site';
import type { After, Host } from '../halves.ts';
import { remembersTask } from '../memory.ts';
import { codeInAddress } from './address.ts';
import { endAfter, loadAfter, tellAfter } from './after-door.ts';
import { h } from './dom.ts';
import { earlyPage } from './early-page.ts';
import { judge, nextBoundary } from './judge.ts';
import { paint, paintActions } from './paint.ts';
import type { Channel, ShownCode } from './shown-code.ts';
import { toolRow } from './tools.ts';
import { type Held, loadTrust, newer, type TrustState } from './trust.ts';
import { TRUST } from './trust-address.ts';
import { type DoorAction, type DoorView, viewOf } from './view.ts';
import { type DoorWords, withDoubt, wordsOf } from './words.ts';

/** ms after which the trust is asked for again when the page is seen again. */
const TRUST_AGE = 60_000;
/**
 * ms from the verdict to all that comes after the door: it is there before the verdict is read, and never before it is
 * seen.
 */
const REST = 200;
/** Longest wait for words beside a verdict that is known, ms. */
const WORDS_PATIENCE = 1000;
/** Longest delay of a browser's timer, ms. */
const LONGEST_TIMER = 2 ** 31 - 1;

/** Network use for newer trust: `no` asks nothing, `insist` waits longer than `ask`. */
type Asking = 'no' | 'ask' | 'insist';

const [root, view] = ['door', 'view'].map((id) => document.getElementById(id)) as [HTMLElement, HTMLElement];
const place = h('section', { tabindex: '-1' });
const more = h('div', {});
const site = siteOf();
let locale: Locale;
let words: DoorWords;
let state: TrustState | undefined;
let loadedAt = 0;
let current: ShownCode | undefined;
let scanned = '';
let painted = '';
let taken = false;
let amend: ((view: DoorView) => DoorView) | undefined;
let rested = false;
let boundary: ReturnType<typeof setTimeout> | undefined;

const host: Host = {
  place,
  more,
  site,
  view,
  locale: () => locale,
  shown: () => current,
  trust,
  held,
  takePlace,
  checkCode,
  changeLanguage,
  amend: (how) => {
    amend = how;
    if (current) draw(current);
  },
  lookAgain: () => current && void check('insist'),
  cover: (covered) => {
    root.hidden = covered;
    view.hidden = !covered;
  },
};

export async function openDoor(first: Locale): Promise<void> {
  locale = first;
  words = await wordsOf(first);
  addEventListener('hashchange', () => {
    forget();
    void tellAfter((after) => after.moved());
    void check();
  });
  addEventListener('online', () => current?.verdict === 'unsure' && void check('ask'));
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden && current) void check(Date.now() - loadedAt > TRUST_AGE ? 'ask' : 'no');
  });
  await check();
}

/** Verifies the code in the address. */
async function check(ask: Asking = 'no'): Promise<void> {
  const text = codeInAddress(location);
  if (text === undefined) return welcome();
  const shown = await judge(text, text === scanned ? 'camera' : 'link', trustState(ask, text));
  if ((shown.reasons[0] ?? 'no-trust') !== 'no-trust') await sayWhy();
  if (text !== codeInAddress(location)) return;
  current = shown;
  void tellAfter((after) => after.verified());
  draw(current);
  clearTimeout(boundary);
  const at = nextBoundary(current, Date.now());
  if (at) boundary = setTimeout(check, Math.min(at - Date.now(), LONGEST_TIMER));
}

/** The words of doubt; on a weak network the verdict is said in short first. */
async function sayWhy(): Promise<void> {
  if (words.doubt) return;
  const asked = words;
  const loading = withDoubt(words).then((more) => {
    if (words === asked) words = more;
    if (current) draw(current);
  });
  await Promise.race([loading, new Promise((resolve) => setTimeout(resolve, WORDS_PATIENCE))]);
}

/** Loads trust. A trust that was good stays in use if the network brings nothing better. */
async function trustState(ask: Asking, text = ''): Promise<TrustState> {
  const address = earlyPage()?.trustAddress(text) ?? TRUST;
  const before = held()?.address === address ? state : undefined;
  if (before && ask === 'no') return before;
  loadedAt = Date.now();
  const loaded = await loadTrust(pinnedRoot(), address, ask === 'insist', arrivedLate);
  state = before && !('trust' in loaded) ? before : loaded;
  return state;
}

/** The network was slow, the answer came from what was kept: now it is checked again with the newer list. */
function arrivedLate(late: TrustState): void {
  const before = held();
  if (!before || !('trust' in late) || late.address !== before.address || newer(before, late) !== late) return;
  state = late;
  void tellAfter((after) => after.keepTrust());
  void check();
}

function held(): Held | undefined {
  return state && 'trust' in state ? state : undefined;
}

function trust(): Trust | undefined {
  return held()?.trust;
}

/** The page without a code. */
async function welcome(): Promise<void> {
  const waiting = root.querySelector('.waiting p');
  if (waiting) waiting.textContent = document.title = words.door.title;
  await withAfter((after) => after.open('codes'));
  await trustState('no');
  restOnce();
}

function takePlace(): HTMLElement {
  taken = true;
  place.className = 'place';
  place.textContent = '';
  if (current) draw(current);
  return place;
}

function checkCode(text: string, channel: Channel): void {
  const digits = /\d*$/.exec(text.trim())?.[0] ?? '';
  const whole = `${location.origin}/c#${digits}`;
  scanned = channel === 'camera' ? whole : '';
  if (codeInAddress(location) === whole) void check('ask');
  else location.hash = digits;
}

async function changeLanguage(): Promise<void> {
  const other = words.door.otherLocale;
  words = await wordsOf(other);
  locale = other;
  chooseLocale(other);
  document.documentElement.lang = other;
  await endAfter();
  forget();
  await check();
  void recall();
}

async function act(action: DoorAction, button: HTMLButtonElement): Promise<void> {
  if (action === 'confirm') return withAfter((after) => after.confirm());
  if (action !== 'retry') return withAfter((after) => after.open(PANEL_OF[action]));
  button.disabled = true;
  button.textContent = words.door.checking;
  await check('insist');
  button.textContent = words.door.retry;
  button.disabled = false;
}

const PANEL_OF = {
  reject: 'refuse',
  refuse: 'refuse',
  late: 'refuse',
  scan: 'codes',
  report: 'report',
  evaluate: 'evaluate',
  done: 'evaluate',
} as const;

/** Until it is loaded the buttons rest; when the network does not bring it, that is said where they stand. */
async function withAfter(work: (after: After) => unknown): Promise<void> {
  const buttons = place.querySelectorAll('button');
  for (const button of buttons) button.disabled = true;
  place.querySelector('.alert')?.remove();
  const after = await loadAfter(host).catch(() => undefined);
  if (after) await work(after);
  for (const button of buttons) button.disabled = false;
  if (after) return;
  place.append(h('p', { class: 'alert', role: 'alert' }, words.door.notLoaded));
  if (!place.isConnected) root.append(place);
}

function draw(shown: ShownCode): void {
  const remembered = !!shown.claims && remembersTask(shown.claims.task);
  const { catalog, status } = trust() ?? {};
  const list = shown.claims && status?.get(shown.claims.statusShard);
  const seen = viewOf({
    shown,
    catalog,
    remembered,
    now: Date.now(),
    words: words.verdict,
    doubt: words.doubt,
    dates: words.dates,
    statusIssuedAt: list?.issuedAt,
  });
  const look = amend ? amend(seen) : seen;
  const asText = JSON.stringify([look, taken]);
  if (asText === painted) return;
  painted = asText;
  document.title = look.title;
  place.setAttribute('aria-label', words.door.answer);
  const tools = toolRow(words, {
    changeLanguage: () => void changeLanguage(),
    speak: (button) => void withAfter((after) => after.speak(button, root)),
  });
  paint(root, { view: look, words, site, place, taken, tools, more });
  if (!taken) offerActions(look, remembered);
  restOnce();
}

/** Offers the two buttons, or shows what this phone already answered here instead. */
function offerActions(look: DoorView, remembered: boolean): void {
  const offer = () => paintActions(place, look, words, (action, button) => void act(action, button));
  if (remembered) {
    place.textContent = words.door.reading;
    void recall().then((recalled) => recalled || offer());
  } else offer();
}

/** False too when what comes after the door cannot be loaded now. */
const recall = (): Promise<boolean> =>
  loadAfter(host).then(
    (after) => after.recall(),
    () => false,
  );

function forget(): void {
  current = undefined;
  taken = false;
  amend = undefined;
  painted = '';
}

function restOnce(): void {
  if (rested) return;
  rested = true;
  setTimeout(() => void recall().then(() => tellAfter((after) => after.keepTrust())), REST);
}
