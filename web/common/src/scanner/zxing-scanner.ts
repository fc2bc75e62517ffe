/** The usual adapter: our own camera loop, frames to the decoder one at a time. */

import { ok } from '@liangma/shared/kernel/result';
import { bestEffort } from '../best-effort.ts';
import { keepFocusing, openCamera, runningOf } from './camera.ts';
import { type Decoder, startDecoder } from './decoder.ts';
import { readFrame, readPicture } from './read-source.ts';
import type { Scanner } from './scanner.ts';

/** ms from one frame to the next: ten a second spare the battery and find a code as fast as a hand can hold it. */
const PACE = 100;
/** ms at least between an answer and the next question, for phones that need longer than that. */
const REST = 30;

export async function createZxingScanner(): Promise<Scanner | undefined> {
  const decoder = await startDecoder();
  if (!decoder) return undefined;
  let end = () => {};
  return {
    async start(container, onText, camera) {
      end();
      const opened = await openCamera(camera);
      if (!opened.ok) return opened;
      const { stream, track, cameras } = opened.value;
      const video = await show(stream, container);
      const stopLoop = readFrames(video, decoder, onText);
      end = () => {
        stopLoop();
        for (const each of stream.getTracks()) each.stop();
        video.remove();
        end = () => {};
      };
      await keepFocusing(track);
      return ok(runningOf(track, cameras));
    },
    stop: () => end(),
    readImage: (picture) => readFile(picture, decoder),
  };
}

/** iOS plays inline and without a tap only what is muted and says so. */
async function show(stream: MediaStream, container: HTMLElement): Promise<HTMLVideoElement> {
  const video = document.createElement('video');
  video.muted = true;
  video.playsInline = true;
  video.setAttribute('aria-hidden', 'true');
  video.srcObject = stream;
  container.append(video);
  await bestEffort(video.play(), 'the page may be hidden just now');
  return video;
}

function readFrames(video: HTMLVideoElement, decoder: Decoder, onText: (text: string) => void): () => void {
  const canvas = document.createElement('canvas');
  let running = true;
  const step = async () => {
    if (!running) return;
    const start = performance.now();
    const source = { image: video, width: video.videoWidth, height: video.videoHeight };
    const text = source.width > 0 ? await readFrame(source, canvas, decoder) : undefined;
    if (running && text) onText(text);
    setTimeout(step, Math.max(REST, PACE - (performance.now() - start)));
  };
  void step();
  return () => {
    running = false;
  };
}

async function readFile(picture: File, decoder: Decoder): Promise<string | undefined> {
  const image = await loadImage(picture);
  if (!image) return undefined;
  const source = { image, width: image.naturalWidth, height: image.naturalHeight };
  return readPicture(source, document.createElement('canvas'), decoder);
}

/** Through an <img>: the browser turns the photo as its EXIF says. */
async function loadImage(picture: File): Promise<HTMLImageElement | undefined> {
  const address = URL.createObjectURL(picture);
  const image = new Image();
  image.src = address;
  try {
    await image.decode();
    return image;
  } catch {
    return undefined;
  } finally {
    URL.revokeObjectURL(address);
  }
}
