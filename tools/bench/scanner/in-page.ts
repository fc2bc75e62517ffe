/** Runs in the browser: makes the frames, and reads each with our scanner and with two others. */
/// <reference path="../../../web/common/src/scanner/assets.d.ts" />

import { frameOf, type Matrix } from '@liangma/testing/scanner/frame';
import type { Shot } from '@liangma/testing/scanner/shots';
import jsQR from 'jsqr';
import { startDecoder } from '../../../web/common/src/scanner/decoder.ts';
import { decodeAsHtml5Qrcode } from '../../../web/common/src/scanner/html5-decode.ts';
import { readFrame } from '../../../web/common/src/scanner/read-source.ts';
import type { Reader, Reading, Readings } from './readers.ts';

type Read = (frame: ImageBitmap) => Promise<string | undefined>;

/** CSS pixels: html5-qrcode reads a canvas as wide as its container, on a phone that is the screen. */
const PHONE_WIDTH = 390;
/** Compression of a webcam's frames. */
const JPEG = { type: 'image/jpeg', quality: 0.86 };

const canvas = document.createElement('canvas');

const startReaders = async (): Promise<Record<Reader, Read>> => {
  const decoder = await startDecoder();
  if (!decoder) throw new Error('the decoder does not start');
  return {
    ours: (frame) => readFrame({ image: frame, width: frame.width, height: frame.height }, canvas, decoder),
    'html5-qrcode': (frame) => {
      drawAcross(frame, PHONE_WIDTH / frame.width, false);
      return decodeAsHtml5Qrcode(canvas);
    },
    'html5-qrcode, upright': (frame) => {
      drawAcross(frame, PHONE_WIDTH / frame.height, true);
      return decodeAsHtml5Qrcode(canvas);
    },
    jsQR: async (frame) => {
      const context = drawAcross(frame, 1, false);
      const { data, width, height } = context.getImageData(0, 0, canvas.width, canvas.height);
      return jsQR(data, width, height)?.data;
    },
  };
};

function drawAcross(frame: ImageBitmap, scale: number, isUpright: boolean): CanvasRenderingContext2D {
  const [width, height] = [Math.round(frame.width * scale), Math.round(frame.height * scale)];
  [canvas.width, canvas.height] = isUpright ? [height, width] : [width, height];
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('no canvas');
  if (isUpright) context.transform(0, 1, -1, 0, height, 0);
  context.drawImage(frame, 0, 0, width, height);
  return context;
}

const ready = startReaders();

/** Lets each reader read the same frame in turn. */
const bench = async (shot: Shot, code: Matrix, names: readonly Reader[]): Promise<Readings> => {
  const readers = await ready;
  const frame = await createImageBitmap(await photographed(shot, code));
  const readings: Partial<Record<Reader, Reading>> = {};
  for (const name of names) {
    const start = performance.now();
    const text = await readers[name](frame);
    readings[name] = { ms: performance.now() - start, ...(text ? { text } : {}) };
  }
  frame.close();
  return readings;
};

async function photographed(shot: Shot, code: Matrix): Promise<Blob> {
  const grey = frameOf(shot, code);
  const pixels = new ImageData(shot.width, shot.height);
  for (let at = 0; at < grey.length; at++) pixels.data.fill(grey[at] as number, 4 * at, 4 * at + 3);
  for (let at = 3; at < pixels.data.length; at += 4) pixels.data[at] = 255;
  const paper = new OffscreenCanvas(shot.width, shot.height);
  paper.getContext('2d')?.putImageData(pixels, 0, 0);
  return paper.convertToBlob(JPEG);
}

export type ScannerBench = typeof bench;
Object.assign(globalThis, { bench });
