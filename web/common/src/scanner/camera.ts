/** The camera itself: asking for it, its lamp, and why it does not come. */
import { err, ok, type Result } from '@liangma/shared/kernel/result';
import type { Camera, ScanTrouble } from './scanner.ts';

/** Enough pixels for a version 13 code that fills half the picture. */
const SIZE = { width: { ideal: 1280 }, height: { ideal: 720 } };

export const constraintsFor = (camera: string | undefined): MediaTrackConstraints =>
  camera ? { deviceId: { exact: camera }, ...SIZE } : { facingMode: { ideal: 'environment' }, ...SIZE };

export async function openCamera(camera: string | undefined): Promise<Result<MediaStream, ScanTrouble>> {
  if (!navigator.mediaDevices?.getUserMedia) return err(window.isSecureContext ? 'no-camera' : 'not-secure');
  try {
    return ok(await navigator.mediaDevices.getUserMedia({ video: constraintsFor(camera), audio: false }));
  } catch (failure) {
    return err(troubleOf(failure));
  }
}

/** Names of the errors of getUserMedia (Media Capture and Streams §10.2). */
export function troubleOf(failure: unknown): ScanTrouble {
  const name = failure instanceof Error || failure instanceof DOMException ? failure.name : String(failure);
  if (/NotAllowed|Security|Permission/.test(name)) return 'not-allowed';
  if (/NotFound|Overconstrained|DevicesNotFound/.test(name)) return 'no-camera';
  if (/NotReadable|Abort|TrackStart/.test(name)) return 'in-use';
  return 'failed';
}

/** Labels are known once a camera runs. */
export async function listCameras(): Promise<Camera[]> {
  const devices = await navigator.mediaDevices.enumerateDevices().catch(() => []);
  return devices.filter((d) => d.kind === 'videoinput').map((d) => ({ id: d.deviceId, label: d.label }));
}

export function torchOf(track: MediaStreamTrack): ((on: boolean) => Promise<void>) | undefined {
  const capabilities = (track.getCapabilities?.() ?? {}) as MediaTrackCapabilities & { torch?: boolean };
  if (!capabilities.torch) return undefined;
  return (on) => track.applyConstraints({ advanced: [{ torch: on } as MediaTrackConstraintSet] });
}
