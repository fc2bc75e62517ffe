/** The camera on the page: open, aim, read; and the ways around it. */
import { bytesOfText } from '@liangma/shared/task-code/text';
import {
  CameraSession,
  type CameraState,
  type CameraTrouble,
  CLOSED,
} from '@liangma/web-common/scanner/camera-session';

/** Obstacles to a scan; the words say what to do. */
export type ScanNotice = CameraTrouble | 'none-found' | 'not-a-code';

export class ScanBox {
  camera = $state.raw<CameraState>(CLOSED);
  reading = $state(false);
  private problem = $state<'none-found' | 'not-a-code'>();
  readonly notice = $derived.by((): ScanNotice | undefined => this.problem ?? this.camera.trouble);
  private readonly session: CameraSession;
  private readonly onCode: (text: string) => void;

  constructor(onCode: (text: string) => void) {
    this.onCode = onCode;
    this.session = new CameraSession({
      onText: (text) => this.read(text),
      onChange: (camera) => {
        this.camera = camera;
      },
    });
  }

  open(container: HTMLElement, camera?: string): Promise<void> {
    this.problem = undefined;
    return this.session.open(container, camera);
  }

  close(): void {
    this.problem = undefined;
    this.session.close();
  }

  switchTorch(): Promise<void> {
    return this.session.switchTorch();
  }

  setZoom(value: number): Promise<void> {
    return this.session.setZoom(value);
  }

  async readPicture(picture: File | undefined): Promise<void> {
    if (!picture) return;
    this.problem = undefined;
    this.reading = true;
    const text = await this.session.readPicture(picture);
    this.reading = false;
    if (text !== undefined) this.read(text);
    else if (!this.camera.trouble) this.problem = 'none-found';
  }

  private read(text: string): void {
    if (bytesOfText(text) === undefined) {
      this.problem = 'not-a-code';
      return;
    }
    this.close();
    this.onCode(text);
  }
}
