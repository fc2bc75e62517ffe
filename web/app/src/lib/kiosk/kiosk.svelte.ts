/**
 * The machine in the hall: what is on its screen, in memory alone. `clear` makes it as it was before anybody came;
 * it runs when a person says so, after a minute without a touch, and whenever the page is left.
 */
import { resolveGranted } from '@liangma/shared/task-code/granted-verify';
import { SHORT_NUMBER_LENGTH } from '@liangma/shared/task-code/short-number';
import { verifyCode } from '@liangma/shared/task-code/verify';
import { sha256, verifySignature } from '@liangma/web-common/crypto/signatures';
import { type TypedProblem, textOfTyped, wrongSoFar } from '@liangma/web-common/typed-code';
import { fetchGrant } from '#lib/evidence/grant.ts';
import type { JudgedCode } from '#lib/scan/verdict-view.ts';
import { KEYS, type Key, press } from './digits.ts';
import { type Idle, idleSince } from './idle.ts';
import { KioskComforts } from './kiosk-comforts.svelte.ts';
import { KioskTrust } from './kiosk-trust.svelte.ts';

export type Screen = 'home' | 'check' | 'result' | 'results' | 'speak' | 'about';

/** A code that somebody holds to the machine. */
interface Shown {
  readonly text: string;
  /** When it was read, ms: a live code is good in that moment. */
  readonly seenAt: number;
}

const granted = resolveGranted(fetchGrant);

export class Kiosk {
  screen = $state<Screen>('home');
  shown = $state.raw<Shown>();
  digits = $state('');
  problem = $state.raw<TypedProblem>();
  /** Something else than a task code was held to the machine. */
  notACode = $state(false);
  searching = $state(false);
  /** The number of the staff is shown. */
  callsStaff = $state(false);
  now = $state(Date.now());
  readonly comforts = new KioskComforts();
  readonly #trust = new KioskTrust();
  #touchedAt = $state(Date.now());
  /** Counts persons: a reply that arrives after the screen was cleared belongs to nobody. */
  #person = 0;
  #lastRead = '';

  readonly trust = $derived.by(() => this.#trust.trust);
  /** Nothing of anybody is on the screen. */
  readonly unused = $derived.by(() => this.screen === 'home' && !this.comforts.changed && !this.callsStaff);
  readonly idle = $derived.by((): Idle => idleSince(this.#touchedAt, this.now));

  keepFresh = (): (() => void) => this.#trust.keepFresh();

  touch(): void {
    this.#touchedAt = Date.now();
    this.now = this.#touchedAt;
  }

  /** Every second. */
  tick(): void {
    this.now = Date.now();
    if (!this.unused && this.idle.phase === 'over') this.clear();
  }

  go(screen: Exclude<Screen, 'result'>): void {
    this.#forget();
    this.screen = screen;
  }

  callStaff(calls: boolean): void {
    this.callsStaff = calls;
    this.touch();
  }

  clear(): void {
    this.go('home');
    this.comforts.restore();
    this.touch();
  }

  press(key: Key): void {
    this.digits = press(this.digits, key);
    this.notACode = false;
    const code = wrongSoFar(this.digits);
    this.problem = code && { code, minutes: 0 };
  }

  /** A key of a keyboard or a tactile pad. */
  typed(key: string): void {
    const digit = KEYS.find((name) => name === (key === 'Backspace' ? 'erase' : key));
    if (key === 'Escape') this.#leave();
    else if (digit && this.screen === 'check') this.press(digit);
    else if (digit && digit !== 'erase' && this.screen === 'home') this.#begin(digit);
    else if (key === 'Enter' && this.screen === 'check' && this.digits.length === SHORT_NUMBER_LENGTH)
      void this.submit();
  }

  #leave(): void {
    if (this.screen !== 'home') this.go('home');
  }

  #begin(digit: Key): void {
    this.go('check');
    this.press(digit);
  }

  /** The number that was typed. */
  async submit(): Promise<void> {
    if (!this.searching) await this.#find(this.digits);
  }

  /**
   * Takes what the camera or the scanner read: a code, or a short number printed as one. A camera gives the same again and
   * again, which is no sign of a person.
   */
  async read(text: string): Promise<void> {
    if (text === this.#lastRead) return;
    this.#lastRead = text;
    this.touch();
    await this.#find(text);
  }

  async #find(typed: string): Promise<void> {
    const person = ++this.#person;
    this.problem = undefined;
    this.notACode = false;
    this.searching = true;
    const found = await textOfTyped(typed, (address, init) => fetch(address, init));
    if (person !== this.#person) return;
    this.searching = false;
    if (found.ok) {
      this.digits = '';
      this.shown = { text: found.value.trim(), seenAt: Date.now() };
      this.screen = 'result';
      return;
    }
    this.shown = undefined;
    this.screen = 'check';
    if (found.error.code === 'unknown') this.notACode = true;
    else this.problem = found.error;
  }

  /** Verified here, with no request; again whenever the trust or the time changes. */
  async judge({ text, seenAt }: Shown, now: number): Promise<JudgedCode | undefined> {
    const { trust, obstacle } = this.#trust;
    if (!trust) return obstacle && { verdict: 'unsure', reasons: [obstacle] };
    return verifyCode(text, { ...trust, now, seenAt, verifySignature, sha256, granted });
  }

  #forget(): void {
    this.#person++;
    this.#lastRead = '';
    this.shown = undefined;
    this.digits = '';
    this.problem = undefined;
    this.notACode = false;
    this.searching = false;
    this.callsStaff = false;
  }
}
