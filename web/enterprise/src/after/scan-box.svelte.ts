/** The camera on the page: open, aim, read; and the ways around it. */
import { bytesOfText } from '@liangma/shared/task-code/text';
import { openScanner, type Running, type Scanner, type ScanTrouble } from '@liangma/web-common/scanner/scanner';

/** What can be in the way; the words say what to do. */
export type ScanNotice = ScanTrouble | 'not-loaded' | 'none-found' | 'not-a-code';

export class ScanBox {
  phase = $state<'closed' | 'opening' | 'open'>('closed');
  notice = $state<ScanNotice>();
  running = $state.raw<Running>();
  lit = $state(false);
  reading = $state(false);
  private scanner: Scanner | undefined;
  private container: HTMLElement | undefined;
  private readonly onCode: (text: string) => void;

  constructor(onCode: (text: string) => void) {
    this.onCode = onCode;
  }

  async open(container: HTMLElement, camera?: string): Promise<void> {
    this.container = container;
    this.phase = 'opening';
    this.notice = undefined;
    const scanner = await this.load();
    if (!scanner) return this.close('not-loaded');
    const started = await scanner.start(container, (text) => this.read(text), camera);
    if (!started.ok) return this.close(started.error);
    this.running = started.value;
    this.lit = false;
    if (this.phase === 'opening') this.phase = 'open';
    else scanner.stop();
  }

  close(notice?: ScanNotice): void {
    this.scanner?.stop();
    this.phase = 'closed';
    this.running = undefined;
    this.notice = notice;
  }

  async otherCamera(): Promise<void> {
    const { cameras = [], camera } = this.running ?? {};
    const next = cameras[(cameras.findIndex(({ id }) => id === camera) + 1) % cameras.length];
    if (next && this.container) await this.open(this.container, next.id);
  }

  async switchTorch(): Promise<void> {
    await this.running?.torch?.(!this.lit);
    this.lit = !this.lit;
  }

  async readPicture(picture: File | undefined): Promise<void> {
    if (!picture) return;
    this.close();
    this.reading = true;
    const scanner = await this.load();
    const text = await scanner?.readImage(picture);
    this.reading = false;
    if (!scanner) this.notice = 'not-loaded';
    else if (text === undefined) this.notice = 'none-found';
    else this.read(text);
  }

  private async load(): Promise<Scanner | undefined> {
    try {
      this.scanner ??= await openScanner();
    } catch {
      // the network did not bring it
    }
    return this.scanner;
  }

  private read(text: string): void {
    if (bytesOfText(text) === undefined) {
      this.notice = 'not-a-code';
      return;
    }
    this.close();
    this.onCode(text);
  }
}
