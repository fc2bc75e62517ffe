/** The camera session of a page, as a rune. */
import {
  CameraSession,
  type CameraState,
  type CameraTrouble,
  CLOSED,
} from '@liangma/web-common/scanner/camera-session';

export type { CameraTrouble };

export class CameraView {
  state = $state.raw<CameraState>(CLOSED);
  #container: HTMLElement | undefined;
  readonly #session: CameraSession;

  /** Gives every text that is read, the same one again and again. */
  constructor(onText: (text: string) => void) {
    this.#session = new CameraSession({
      onText,
      onChange: (state) => {
        this.state = state;
      },
    });
  }

  open(container: HTMLElement): Promise<void> {
    this.#container = container;
    return this.#session.open(container);
  }

  /** Opens the camera in the same place again after a trouble, or another camera by its id. */
  async reopen(camera?: string): Promise<void> {
    if (this.#container) await this.#session.open(this.#container, camera);
  }

  close(): void {
    this.#session.close();
  }

  switchTorch(): Promise<void> {
    return this.#session.switchTorch();
  }

  setZoom(value: number): Promise<void> {
    return this.#session.setZoom(value);
  }

  readPicture(picture: File): Promise<string | undefined> {
    return this.#session.readPicture(picture);
  }
}
