/**
 * For phones without Worker or WebAssembly. html5-qrcode reads the canvas at the size the container has in CSS
 * pixels, so the container is 1280 wide and scaled down; where there is WebAssembly it is given zxing's detector,
 * unconditionally, because some browsers carry a BarcodeDetector that knows no format.
 */
import { err, ok } from '@liangma/shared/kernel/result';
import './has-own.ts';
import { Html5Qrcode, Html5QrcodeSupportedFormats } from 'html5-qrcode';
import { constraintsFor, openCamera, runningOf, troubleOf } from './camera.ts';
import type { Scanner } from './scanner.ts';

const WIDTH = 1280;
const FRAMES_PER_SECOND = 10;
let counter = 0;

export async function createHtml5Scanner(): Promise<Scanner> {
  const hasDetector = typeof WebAssembly === 'object' && (await useZxingDetector());
  const reader = (parent: HTMLElement) => {
    const box = document.createElement('div');
    box.id = `qr-reader-${++counter}`;
    box.style.width = `${WIDTH}px`;
    parent.append(box);
    const qr = new Html5Qrcode(box.id, {
      verbose: false,
      formatsToSupport: [Html5QrcodeSupportedFormats.QR_CODE],
      useBarCodeDetectorIfSupported: hasDetector,
    });
    return { box, qr };
  };
  let end = () => {};
  return {
    async start(container, onText, camera) {
      end();
      const opened = await openCamera(camera);
      if (!opened.ok) return opened;
      const { track, cameras } = opened.value;
      // Only to learn which one it is; html5-qrcode opens it itself.
      const id = track.getSettings().deviceId;
      track.stop();
      const { box, qr } = reader(container);
      box.style.transformOrigin = '0 0';
      box.style.transform = `scale(${container.clientWidth / WIDTH})`;
      end = () => {
        end = () => {};
        const remove = () => box.remove();
        if (qr.isScanning) void qr.stop().then(remove, remove);
        else remove();
      };
      const settings = { fps: FRAMES_PER_SECOND, disableFlip: true, videoConstraints: constraintsFor(id) };
      try {
        await qr.start(id ?? { facingMode: 'environment' }, settings, onText, undefined);
      } catch (failure) {
        end();
        return err(troubleOf(failure));
      }
      container.style.height = `${(box.clientHeight * container.clientWidth) / WIDTH}px`;
      return ok(runningOf(trackOf(box) ?? track, cameras));
    },
    stop: () => end(),
    async readImage(picture) {
      const corner = document.body.appendChild(document.createElement('div'));
      corner.hidden = true;
      try {
        return await reader(corner).qr.scanFile(picture, false);
      } catch {
        return undefined;
      } finally {
        corner.remove();
      }
    },
  };
}

function trackOf(box: HTMLElement): MediaStreamTrack | undefined {
  const stream = box.querySelector('video')?.srcObject;
  return stream instanceof MediaStream ? stream.getVideoTracks()[0] : undefined;
}

async function useZxingDetector(): Promise<boolean> {
  try {
    const [{ BarcodeDetector, prepareZXingModule }, { default: wasm }] = await Promise.all([
      import('barcode-detector/ponyfill'),
      import('zxing-wasm/reader/zxing_reader.wasm?url'),
    ]);
    await prepareZXingModule({ overrides: { locateFile: () => wasm }, fireImmediately: true });
    Object.assign(globalThis, { BarcodeDetector });
    return true;
  } catch {
    return false;
  }
}
