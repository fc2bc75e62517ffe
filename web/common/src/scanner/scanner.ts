/**
 * Reading QR codes with the camera or from a picture. One port, two adapters, each loaded when it is wanted:
 * `zxing-scanner` (WebAssembly in a worker) and `html5-scanner` for phones without either.
 */
import type { Result } from '@liangma/shared/kernel/result';

export const SCAN_TROUBLES = ['no-camera', 'not-allowed', 'in-use', 'not-secure', 'failed'] as const;
export type ScanTrouble = (typeof SCAN_TROUBLES)[number];

export interface Camera {
  readonly id: string;
  readonly label: string;
}

/** Range of the lens; 1 is as wide as usual on most cameras. */
export interface Zoom {
  readonly least: number;
  readonly most: number;
  readonly step: number;
  readonly now: number;
  set(value: number): Promise<void>;
}

/** A camera that runs. */
export interface Running {
  readonly cameras: readonly Camera[];
  /** Id of the camera in use; empty where the browser does not say. */
  readonly camera: string;
  /** Switches the lamp; absent where the camera has none. */
  readonly torch?: (on: boolean) => Promise<void>;
  /** Absent where the camera cannot. */
  readonly zoom?: Zoom;
  /** Resolves when the camera goes away by itself: pulled out, or taken by another app. */
  readonly lost?: Promise<void>;
}

export interface Scanner {
  /**
   * Shows the camera's picture in the container and gives every text it reads, the same one again and again. Without
   * `camera` the one that was chosen before; what is chosen here is remembered.
   */
  start(container: HTMLElement, onText: (text: string) => void, camera?: string): Promise<Result<Running, ScanTrouble>>;
  /** Ends the camera; starting again is fine. */
  stop(): void;
  /** The text of the code in a picture; undefined where none is found. */
  readImage(picture: File): Promise<string | undefined>;
}

/** Rejects only when the network does not bring the adapter. */
export async function openScanner(): Promise<Scanner> {
  if (typeof Worker === 'function' && typeof WebAssembly === 'object') {
    const { createZxingScanner } = await import('./zxing-scanner.ts');
    const scanner = await createZxingScanner();
    if (scanner) return scanner;
  }
  return (await import('./html5-scanner.ts')).createHtml5Scanner();
}
