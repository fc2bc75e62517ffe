/** Client of tus 1.0.0 for our server (sync-server's routes/photos.ts), one request at a time. */
import { utf8 } from '@liangma/shared/kernel/bytes';
import { PHOTO_RECEIPT_HEADER } from '@liangma/shared/photos/photo-receipt';
import { SyncProblem } from '../wire/sync-problem.ts';
import type { Fetch } from '../wire/wire.ts';

export interface UploadStatus {
  readonly offset: number;
  /** Present when the photo is complete. */
  readonly receipt: string | undefined;
}

export interface PhotoWire {
  /** Returns undefined if the server does not take the photo, because it does not know the record. */
  begin(photo: { task: string; hash: string; size: number }): Promise<(UploadStatus & { url: string }) | undefined>;
  /** Returns undefined if the server knows no such upload. */
  find(url: string): Promise<UploadStatus | undefined>;
  /** `elsewhere`: the upload is at another offset, or gone; the caller has to ask. */
  append(url: string, offset: number, bytes: Uint8Array<ArrayBuffer>): Promise<UploadStatus | 'elsewhere'>;
}

/** Long enough for a slice over a poor link, ms. */
const TIMEOUT = 60_000;
const TUS = '1.0.0';
const UPLOADS = '/api/photos/uploads';

export function photoWire(fetch: Fetch): PhotoWire {
  return {
    begin: async ({ task, hash, size }) => {
      const metadata = `task ${base64(task)},hash ${base64(hash)}`;
      const headers = { 'upload-length': String(size), 'upload-metadata': metadata };
      const reply = await exchange(fetch, UPLOADS, { method: 'POST', headers });
      if (reply.status === 403 || reply.status === 404) return undefined;
      const url = reply.headers.get('location') ?? '';
      if (reply.status !== 201 || !url.startsWith(`${UPLOADS}/`)) throw problemOf(reply);
      return { url, ...statusOf(reply) };
    },
    find: async (url) => {
      const reply = await exchange(fetch, url, { method: 'HEAD' });
      if (reply.status === 404 || reply.status === 410 || reply.status === 403) return undefined;
      if (reply.status !== 200) throw problemOf(reply);
      return statusOf(reply);
    },
    append: async (url, offset, bytes) => {
      const headers = { 'content-type': 'application/offset+octet-stream', 'upload-offset': String(offset) };
      const reply = await exchange(fetch, url, { method: 'PATCH', headers, body: bytes });
      if ([403, 404, 409, 410].includes(reply.status)) return 'elsewhere';
      if (reply.status !== 204) throw problemOf(reply);
      return statusOf(reply);
    },
  };
}

const base64 = (ascii: string): string => btoa(String.fromCharCode(...utf8(ascii)));

async function exchange(fetch: Fetch, path: string, init: RequestInit): Promise<Response> {
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), TIMEOUT);
  try {
    const headers = { 'tus-resumable': TUS, ...init.headers };
    return await fetch(path, { ...init, headers, signal: abort.signal, cache: 'no-store' });
  } catch {
    throw new SyncProblem(globalThis.navigator?.onLine === false ? 'offline' : 'unreachable');
  } finally {
    clearTimeout(timer);
  }
}

/** A captive portal answers too, but does not speak tus. */
function statusOf(reply: Response): UploadStatus {
  const offset = reply.headers.get('upload-offset');
  if (reply.headers.get('tus-resumable') !== TUS || offset === null || !/^\d+$/.test(offset)) {
    throw new SyncProblem('not-our-server');
  }
  return { offset: Number(offset), receipt: reply.headers.get(PHOTO_RECEIPT_HEADER) ?? undefined };
}

function problemOf(reply: Response): SyncProblem {
  if (reply.headers.get('tus-resumable') !== TUS) {
    return new SyncProblem(reply.status >= 500 ? 'unreachable' : 'not-our-server');
  }
  if (reply.status === 401) return new SyncProblem('signed-out');
  // 422: the bytes were damaged on their way, and the server has discarded them.
  return new SyncProblem(reply.status === 422 || reply.status >= 500 ? 'unreachable' : 'busy');
}
