/**
 * Photos in memory, for all processes of a run: what the file system does to files is tried elsewhere. A process that has
 * ended writes nothing any more.
 */
import { createHash } from 'node:crypto';
import { err, ok } from '@liangma/shared/kernel/result';
import type { Blobs } from '../../../sync-server/src/photos/blobs.ts';

export interface MemoryBlobs {
  holds(hash: string): boolean;
  /** Returns the blobs as one process sees them. */
  for(now: () => number, isOver: () => boolean): Blobs;
}

interface Part {
  bytes: Uint8Array<ArrayBuffer>;
  touchedAt: number;
}

export function memoryBlobs(): MemoryBlobs {
  const whole = new Map<string, Uint8Array<ArrayBuffer>>();
  const parts = new Map<string, Part>();
  return {
    holds: (hash) => whole.has(hash),
    for: (now, isOver) => ({
      has: async (hash) => whole.has(hash),
      read: async (hash) => whole.get(hash),
      part: async (hash) => {
        const part = parts.get(hash);
        return part && { size: part.bytes.length, touchedAt: part.touchedAt };
      },
      begin: async (hash) => {
        if (!isOver() && !parts.has(hash)) parts.set(hash, { bytes: new Uint8Array(), touchedAt: now() });
      },
      append: async (hash, { offset, end }, chunks) => {
        let at = offset;
        for await (const chunk of chunks) {
          const part = parts.get(hash);
          if (part?.bytes.length !== at) return err('offset');
          if (part.bytes.length + chunk.length > end) return err('too-large');
          if (isOver()) continue;
          at += chunk.length;
          parts.set(hash, { bytes: joined(part.bytes, chunk), touchedAt: now() });
        }
        return ok(at);
      },
      finish: async (hash, isWanted) => {
        const part = parts.get(hash);
        if (!part) return whole.has(hash) ? ok(undefined) : err('hash-mismatch');
        if (isOver()) return ok(undefined);
        parts.delete(hash);
        if (createHash('sha256').update(part.bytes).digest('hex') !== hash) return err('hash-mismatch');
        if (!isWanted(part.bytes)) return err('not-a-photo');
        whole.set(hash, part.bytes);
        return ok(undefined);
      },
      dropPart: async (hash) => void (isOver() || parts.delete(hash)),
      sweep: async () => 0,
      freeBytes: async () => Number.MAX_SAFE_INTEGER,
    }),
  };
}

function joined(one: Uint8Array, other: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(one.length + other.length);
  both.set(one);
  both.set(other, one.length);
  return both;
}
