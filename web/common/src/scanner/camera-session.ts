/**
 * A camera on a page, without the page: opening, closing, another camera, lamp, lens, and the ways it can fail. A face
 * gives the words and draws the state, which is a new value each time it changes.
 */
import { bestEffort } from '../best-effort.ts';
import { type NamedCamera, named } from './camera-choice.ts';
import { openScanner, type Running, type Scanner, type ScanTrouble, type Zoom } from './scanner.ts';

/** `not-loaded`: the network did not bring what reading needs. `lost`: the camera went away while it ran. */
export type CameraTrouble = ScanTrouble | 'not-loaded' | 'lost';

export interface CameraState {
  readonly phase: 'closed' | 'opening' | 'open';
  /** Why it is closed; absent when nobody opened it, or somebody closed it. */
  readonly trouble?: CameraTrouble;
  readonly cameras: readonly NamedCamera[];
  /** Id of the one that runs. */
  readonly camera: string;
  /** Absent where there is no lamp. */
  readonly torch?: 'on' | 'off';
  /** Absent where the lens cannot. */
  readonly zoom?: Omit<Zoom, 'set'>;
}

export const CLOSED: CameraState = { phase: 'closed', cameras: [], camera: '' };

export interface Face {
  /** Every text that is read, the same one again and again. */
  onText(text: string): void;
  onChange(state: CameraState): void;
}

export class CameraSession {
  private state = CLOSED;
  private scanner: Scanner | undefined;
  private running: Running | undefined;
  private starting: Promise<void> = Promise.resolve();
  /**
   * Opening takes a while, and the page may be left meanwhile. What began in an earlier turn is ended when it comes,
   * and said to nobody.
   */
  private turn = 0;
  private readonly face: Face;
  private readonly load: () => Promise<Scanner>;

  constructor(face: Face, load: () => Promise<Scanner> = openScanner) {
    this.face = face;
    this.load = load;
  }

  /** `camera` by its id; else the one chosen before, or the best there is. */
  open(container: HTMLElement, camera?: string): Promise<void> {
    // Changing from one camera to another, the list of them stays.
    this.end({ ...CLOSED, phase: 'opening', cameras: this.state.cameras, camera: camera ?? this.state.camera });
    const mine = this.turn;
    this.starting = this.starting.then(() => this.start(mine, container, camera));
    return this.starting;
  }

  close(): void {
    this.end(CLOSED);
  }

  async switchTorch(): Promise<void> {
    const { running, turn } = this;
    const torch = this.state.torch === 'on' ? 'off' : 'on';
    if (running?.torch && (await isDone(running.torch(torch === 'on'))) && turn === this.turn)
      this.become({ ...this.state, torch });
  }

  async setZoom(now: number): Promise<void> {
    const { running, turn } = this;
    if (!running?.zoom || !(await isDone(running.zoom.set(now))) || turn !== this.turn || !this.state.zoom) return;
    this.become({ ...this.state, zoom: { ...this.state.zoom, now } });
  }

  /** Closes the camera. The text in a picture; undefined where there is none, or with the trouble `not-loaded`. */
  async readPicture(picture: File): Promise<string | undefined> {
    this.close();
    const scanner = await this.bring();
    if (!scanner) this.end({ ...CLOSED, trouble: 'not-loaded' });
    return scanner?.readImage(picture);
  }

  private async start(mine: number, container: HTMLElement, camera: string | undefined): Promise<void> {
    const isOver = () => mine !== this.turn;
    if (isOver()) return;
    const scanner = await this.bring();
    if (isOver()) return;
    if (!scanner) return this.end({ ...CLOSED, trouble: 'not-loaded' });
    const heard = (text: string) => {
      if (!isOver()) this.face.onText(text);
    };
    const started = await scanner.start(container, heard, camera);
    if (isOver()) return scanner.stop();
    if (!started.ok) return this.end({ ...CLOSED, trouble: started.error });
    this.running = started.value;
    this.become(openState(started.value));
    void started.value.lost?.then(() => {
      if (!isOver()) this.end({ ...CLOSED, trouble: 'lost' });
    });
  }

  /** Once it is here it stays; where the network failed, the next time may do. */
  private async bring(): Promise<Scanner | undefined> {
    this.scanner ??= await bestEffort(this.load(), 'there may be no network');
    return this.scanner;
  }

  private end(state: CameraState): void {
    this.turn++;
    this.scanner?.stop();
    this.running = undefined;
    this.become(state);
  }

  private become(state: CameraState): void {
    this.state = state;
    this.face.onChange(state);
  }
}

function openState({ cameras, camera, torch, zoom }: Running): CameraState {
  const lens = zoom && { least: zoom.least, most: zoom.most, step: zoom.step, now: zoom.now };
  return {
    phase: 'open',
    camera,
    cameras: named(cameras),
    ...(torch && { torch: 'off' as const }),
    ...(lens && { zoom: lens }),
  };
}

/** A lamp that says it is there may refuse all the same, with the battery low. */
const isDone = (doing: Promise<void>): Promise<boolean> =>
  doing.then(
    () => true,
    () => false,
  );
