/** A camera on a page: opening, closing, its lamp, another one; and why it does not come. */
import { openScanner, type Running, type Scanner, type ScanTrouble } from '@liangma/web-common/scanner/scanner';

/** `not-loaded`: the network did not bring what reading needs. */
export type CameraTrouble = ScanTrouble | 'not-loaded';

export class CameraView {
  phase = $state<'closed' | 'opening' | 'open'>('closed');
  trouble = $state<CameraTrouble>();
  running = $state.raw<Running>();
  lit = $state(false);
  #scanner: Scanner | undefined;
  #container: HTMLElement | undefined;
  /** Opening and closing take turns: a page may be left while the person is still asked for the camera. */
  #turn = 0;
  #starting: Promise<void> = Promise.resolve();
  readonly #onText: (text: string) => void;

  /** Gives every text that is read, the same one again and again. */
  constructor(onText: (text: string) => void) {
    this.#onText = onText;
  }

  open(container: HTMLElement, camera?: string): Promise<void> {
    this.close();
    this.#container = container;
    this.phase = 'opening';
    const turn = this.#turn;
    this.#starting = this.#starting.then(() => this.#start(turn, container, camera));
    return this.#starting;
  }

  close(trouble?: CameraTrouble): void {
    this.#turn++;
    this.#scanner?.stop();
    this.phase = 'closed';
    this.running = undefined;
    this.lit = false;
    this.trouble = trouble;
  }

  /** After a trouble, where it was. */
  async reopen(): Promise<void> {
    if (this.#container) await this.open(this.#container);
  }

  async otherCamera(): Promise<void> {
    const { cameras = [], camera } = this.running ?? {};
    const next = cameras[(cameras.findIndex(({ id }) => id === camera) + 1) % cameras.length];
    if (next && this.#container) await this.open(this.#container, next.id);
  }

  async switchTorch(): Promise<void> {
    const on = !this.lit;
    await this.running?.torch?.(on);
    this.lit = on;
  }

  /** The text in a picture; undefined where there is none. */
  async readPicture(picture: File): Promise<string | undefined> {
    this.close();
    const scanner = await this.#load();
    if (!scanner) this.trouble = 'not-loaded';
    return scanner?.readImage(picture);
  }

  async #start(turn: number, container: HTMLElement, camera: string | undefined): Promise<void> {
    if (turn !== this.#turn) return;
    const scanner = await this.#load();
    if (turn !== this.#turn) return;
    if (!scanner) return this.close('not-loaded');
    const heard = (text: string) => {
      if (turn === this.#turn) this.#onText(text);
    };
    const started = await scanner.start(container, heard, camera);
    if (turn !== this.#turn) return scanner.stop();
    if (!started.ok) return this.close(started.error);
    this.running = started.value;
    this.phase = 'open';
  }

  async #load(): Promise<Scanner | undefined> {
    try {
      this.#scanner ??= await openScanner();
    } catch {
      // The network did not bring it; the next time may.
    }
    return this.#scanner;
  }
}
