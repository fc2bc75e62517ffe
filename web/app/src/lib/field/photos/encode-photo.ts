/**
 * A picture from the camera or the gallery, drawn anew: smaller, turned upright, and without anything but its pixels.
 * Positions, serial numbers and thumbnails of the original file (EXIF) do not survive that.
 */

import { toHex } from '@liangma/shared/kernel/bytes';
import { err, ok, type Result } from '@liangma/shared/kernel/result';
import type { Photo } from '@liangma/shared/photos/photo';
import { bestEffort } from '@liangma/web-common/best-effort';
import { sha256 } from '@liangma/web-common/crypto/signatures';

/** Pixels of the longer side: writing on a label can be read, and a photo is a few hundred kilobytes. */
const LONG_EDGE = 1600;
const THUMBNAIL = 160;

export interface EncodedPhoto extends Pick<Photo, 'hash' | 'size' | 'type'> {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** A data: address. */
  readonly thumbnail: string;
}

export async function encodePhoto(file: Blob): Promise<Result<EncodedPhoto, 'not-a-picture'>> {
  const decoding = createImageBitmap(file, { imageOrientation: 'from-image' });
  const picture = await bestEffort(decoding, 'the file may be no picture');
  if (!picture) return err('not-a-picture');
  try {
    const blob = await jpegOf(drawn(picture, LONG_EDGE));
    if (!blob) return err('not-a-picture');
    const bytes = new Uint8Array(await blob.arrayBuffer());
    const hash = toHex(await sha256(bytes));
    const thumbnail = drawn(picture, THUMBNAIL).toDataURL('image/jpeg', 0.7);
    return ok({ bytes, hash, size: bytes.length, type: 'image/jpeg', thumbnail });
  } finally {
    picture.close();
  }
}

function drawn(picture: ImageBitmap, longEdge: number): HTMLCanvasElement {
  const scale = Math.min(1, longEdge / Math.max(picture.width, picture.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  const context = canvas.getContext('2d');
  // A picture with transparent parts would turn black.
  if (context) context.fillStyle = 'white';
  context?.fillRect(0, 0, canvas.width, canvas.height);
  context?.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return canvas;
}

const jpegOf = (canvas: HTMLCanvasElement): Promise<Blob | null> =>
  new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.8));
