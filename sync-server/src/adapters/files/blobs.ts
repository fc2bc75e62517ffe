/**
 * Blobs as files: `AB/HASH` for a whole one, `parts/HASH` for one that is still coming. Several servers may share the
 * folder: each byte of a part has one place and one right value, and the hash is checked before a part becomes a blob.
 */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileHandle, open, readdir, readFile, rename, rm, stat, statfs } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { err, ok } from '@liangma/shared/kernel/result';
import type { Blobs } from '../../photos/blobs.ts';
import type { Clock } from '../../ports/runtime.ts';
import { makePrivateFolder } from './folder.ts';

const HASH = /^[0-9a-f]{64}$/;
const PRIVATE = 0o600;
/** First bytes of a part that are looked at. */
const HEAD = 64;

export function fileBlobs(folder: string, clock: Clock): Blobs {
  const parts = join(folder, 'parts');
  makePrivateFolder(parts);
  const partOf = (hash: string): string => join(parts, checked(hash));
  const blobOf = (hash: string): string => join(folder, checked(hash).slice(0, 2), hash);
  const take = turns();
  return {
    async freeBytes() {
      const { bavail, bsize } = await statfs(folder);
      return bavail * bsize;
    },
    has: async (hash) => (await found(stat(blobOf(hash)))) !== undefined,
    read: async (hash) => {
      const bytes = await found(readFile(blobOf(hash)));
      return bytes && Uint8Array.from(bytes);
    },
    part: async (hash) => {
      const entry = await found(stat(partOf(hash)));
      return entry && { size: entry.size, touchedAt: Math.round(entry.mtimeMs) };
    },
    begin: async (hash) => {
      const file = await open(partOf(hash), 'a', PRIVATE);
      if ((await file.stat()).size === 0) await touch(file, clock);
      await file.close();
    },
    append: async (hash, at, bytes) => {
      // A client at another offset does not end the turn of the one that writes.
      if ((await found(stat(partOf(hash))))?.size !== at.offset) return err('offset');
      return take(hash, async (over) => {
        const file = await found(open(partOf(hash), 'r+'));
        if (!file) return err('offset');
        try {
          return await writeAt(file, at, untilOver(bytes, over));
        } finally {
          await touch(file, clock);
          await file.close();
        }
      });
    },
    finish: (hash, isWanted) =>
      take(hash, async () => {
        const [part, blob] = [partOf(hash), blobOf(hash)];
        if (!(await found(stat(part)))) return (await found(stat(blob))) ? ok(undefined) : err('hash-mismatch');
        await synced(part);
        if ((await hashOf(part)) !== hash) {
          await rm(part, { force: true });
          return err('hash-mismatch');
        }
        if (!isWanted(await headOf(part))) {
          await rm(part, { force: true });
          return err('not-a-photo');
        }
        makePrivateFolder(dirname(blob));
        await rename(part, blob);
        await synced(dirname(blob));
        return ok(undefined);
      }),
    dropPart: (hash) => take(hash, () => rm(partOf(hash), { force: true })),
    sweep: async (before) => {
      let swept = 0;
      for (const name of (await readdir(parts)).filter((one) => HASH.test(one))) {
        const entry = await found(stat(join(parts, name)));
        if (!entry || entry.mtimeMs >= before) continue;
        await take(name, () => rm(join(parts, name), { force: true }));
        swept++;
      }
      return swept;
    },
  };
}

/** A hash becomes a path, so nothing else may. */
function checked(hash: string): string {
  if (!HASH.test(hash)) throw new Error('not a hash');
  return hash;
}

async function writeAt(
  file: FileHandle,
  { offset, end }: { offset: number; end: number },
  bytes: AsyncIterable<Uint8Array>,
) {
  if ((await file.stat()).size !== offset) return err('offset' as const);
  let position = offset;
  for await (const chunk of bytes) {
    if (position + chunk.length > end) return err('too-large' as const);
    await file.write(chunk, 0, chunk.length, position);
    position += chunk.length;
  }
  return ok(position);
}

const touch = (file: FileHandle, clock: Clock): Promise<void> => file.utimes(clock.now() / 1000, clock.now() / 1000);

async function synced(path: string): Promise<void> {
  const file = await open(path, 'r');
  await file.sync();
  await file.close();
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}

async function headOf(path: string): Promise<Uint8Array> {
  const file = await open(path, 'r');
  const { buffer, bytesRead } = await file.read(new Uint8Array(HEAD), 0, HEAD, 0);
  await file.close();
  return buffer.subarray(0, bytesRead);
}

/** Undefined for a file that is not there. */
const found = <T>(asked: Promise<T>): Promise<T | undefined> =>
  asked.catch((error: { code?: string }) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });

/**
 * Lets one client at a time write a hash. The next one ends the turn before it, because a link that broke silently would
 * otherwise hold the part until the connection is given up.
 */
function turns() {
  const last = new Map<string, { readonly end: () => void; readonly done: Promise<unknown> }>();
  return <T>(hash: string, work: (over: AbortSignal) => Promise<T>): Promise<T> => {
    const before = last.get(hash);
    const turn = new AbortController();
    before?.end();
    const run = Promise.resolve(before?.done).then(() => work(turn.signal));
    const entry = { end: () => turn.abort(), done: Promise.allSettled([run]) };
    last.set(hash, entry);
    void entry.done.then(() => {
      if (last.get(hash) === entry) last.delete(hash);
    });
    return run;
  };
}

/** Yields bytes until the turn is over. */
async function* untilOver(bytes: AsyncIterable<Uint8Array>, over: AbortSignal): AsyncGenerator<Uint8Array> {
  const reader = bytes[Symbol.asyncIterator]();
  const ended = new Promise<undefined>((resolve) => over.addEventListener('abort', () => resolve(undefined)));
  for (;;) {
    const next = over.aborted ? undefined : await Promise.race([reader.next(), ended]);
    if (!next || next.done) return;
    yield next.value;
  }
}
