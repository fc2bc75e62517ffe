/** The camera itself: asking for it, its lamp and lens, and why it does not come. */

import { err, ok, type Result } from '@liangma/shared/kernel/result';
import { bestEffort } from '../best-effort.ts';
import { betterThan, rememberCamera, rememberedCamera } from './camera-choice.ts';
import type { Camera, Running, ScanTrouble } from './scanner.ts';

/** Enough pixels for a version 13 code that fills half the picture. */
const SIZE = { width: { ideal: 1280 }, height: { ideal: 720 } };

export const constraintsFor = (camera: string | undefined): MediaTrackConstraints =>
  camera ? { deviceId: { exact: camera }, ...SIZE } : { facingMode: { ideal: 'environment' }, ...SIZE };

export interface OpenCamera {
  readonly stream: MediaStream;
  readonly track: MediaStreamTrack;
  readonly cameras: readonly Camera[];
}

/** `camera` is what a person chose; else the one chosen before, else the best of those that look away from the person. */
export async function openCamera(camera: string | undefined): Promise<Result<OpenCamera, ScanTrouble>> {
  const first = await request(camera);
  if (!first.ok) return first;
  const { track, cameras } = first.value;
  if (camera !== undefined) {
    const chosen = cameras.find(({ id }) => id === camera);
    if (chosen) rememberCamera(chosen);
    return first;
  }
  const better = betterThan(track.getSettings().deviceId ?? '', cameras, rememberedCamera());
  if (better === undefined) return first;
  // The old camera stops first, because some phones cannot run two.
  track.stop();
  const second = await request(better);
  return second.ok ? second : request(undefined);
}

async function request(camera: string | undefined): Promise<Result<OpenCamera, ScanTrouble>> {
  if (!navigator.mediaDevices?.getUserMedia) return err(window.isSecureContext ? 'no-camera' : 'not-secure');
  try {
    const stream = await navigator.mediaDevices.getUserMedia({ video: constraintsFor(camera), audio: false });
    return ok({ stream, track: stream.getVideoTracks()[0] as MediaStreamTrack, cameras: await listCameras() });
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
async function listCameras(): Promise<Camera[]> {
  const devices = (await bestEffort(navigator.mediaDevices.enumerateDevices(), 'the list may be blocked')) ?? [];
  return devices.filter((d) => d.kind === 'videoinput').map((d) => ({ id: d.deviceId, label: d.label }));
}

/** Members that image-capture adds to a track in some browsers; the DOM types lack them. */
interface Capabilities extends MediaTrackCapabilities {
  readonly torch?: boolean;
  readonly zoom?: { readonly min: number; readonly max: number; readonly step?: number };
  readonly focusMode?: readonly string[];
}
type Setting = { readonly torch: boolean } | { readonly zoom: number } | { readonly focusMode: string };

const capabilitiesOf = (track: MediaStreamTrack): Capabilities => track.getCapabilities?.() ?? {};

const set = (track: MediaStreamTrack, setting: Setting): Promise<void> =>
  track.applyConstraints({ advanced: [setting as MediaTrackConstraintSet] });

function torchOf(track: MediaStreamTrack): Running['torch'] {
  if (!capabilitiesOf(track).torch) return undefined;
  return (on) => set(track, { torch: on });
}

/** Beyond five times a hand is too unsteady. */
const MOST_ZOOM = 5;

function zoomOf(track: MediaStreamTrack): Running['zoom'] {
  const { zoom } = capabilitiesOf(track);
  if (!zoom || !(zoom.max > zoom.min)) return undefined;
  const now = (track.getSettings() as { zoom?: number }).zoom ?? zoom.min;
  // Some lenses count from 100.
  const most = Math.min(zoom.max, MOST_ZOOM * Math.max(zoom.min, now));
  return { least: zoom.min, most, step: zoom.step || 0.1, now, set: (value) => set(track, { zoom: value }) };
}

export function runningOf(track: MediaStreamTrack, cameras: readonly Camera[]): Running {
  const [torch, zoom] = [torchOf(track), zoomOf(track)];
  return {
    cameras,
    camera: track.getSettings().deviceId ?? '',
    ...(torch && { torch }),
    ...(zoom && { zoom }),
    // Does not come when we stop the track ourselves (Media Capture and Streams §4.3.1).
    lost: new Promise((resolve) => track.addEventListener('ended', () => resolve(), { once: true })),
  };
}

/** A code comes nearer while it is held before the lens. */
export async function keepFocusing(track: MediaStreamTrack): Promise<void> {
  if (capabilitiesOf(track).focusMode?.includes('continuous'))
    await bestEffort(set(track, { focusMode: 'continuous' }), 'the camera may refuse it');
}
