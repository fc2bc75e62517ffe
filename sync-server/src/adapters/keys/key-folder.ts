/** The folder of the key files: read whole, written one file at a time and never half. */
import {
  chmodSync,
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { err, ok, type Result } from '@liangma/shared/kernel/result';
import { makePrivateFolder } from '../files/folder.ts';
import { type FiledKey, fileName, type OpenedKey, openKey, readKey, writeKey } from './key-file.ts';
import type { KeyTrouble } from './key-trouble.ts';
import type { Sealer } from './sealing.ts';

export const keyFolder = (dataFolder: string): string => join(dataFolder, 'keys');

/** Makes the folder, and narrows its rights and those of its files to the owner. */
export function makeKeyFolder(folder: string): void {
  makePrivateFolder(folder);
  tighten(folder, 0o700);
  for (const name of keyNames(folder)) tighten(join(folder, name), 0o600);
}

const keyNames = (folder: string): string[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort();

/** Changes whenever a key file comes, goes or is written. */
export const stateOf = (folder: string): string =>
  keyNames(folder)
    .map((name) => {
      const { mtimeMs, size, ino } = statSync(join(folder, name));
      return [name, mtimeMs, size, ino].join(' ');
    })
    .join('\n');

/** Reads all files; secrets stay sealed. */
export function readFolder(folder: string): Result<FiledKey[], KeyTrouble> {
  return all(keyNames(folder).map((name) => readKey(name, readFileSync(join(folder, name), 'utf8'))));
}

export function openFolder(folder: string, sealer: Sealer | undefined): Result<OpenedKey[], KeyTrouble> {
  const filed = readFolder(folder);
  return filed.ok ? all(filed.value.map((key) => openKey(key, sealer))) : filed;
}

function all<T>(results: readonly Result<T, KeyTrouble>[]): Result<T[], KeyTrouble> {
  const values: T[] = [];
  for (const result of results) {
    if (!result.ok) return result;
    values.push(result.value);
  }
  return ok(values);
}

/** Saves all keys or none, except after a crash between two renames. Each file is whole either way. */
export function saveKeys(folder: string, keys: readonly OpenedKey[], sealer: Sealer | undefined): void {
  const files = keys.map((key) => ({ path: join(folder, fileName(key)), text: writeKey(key, sealer) }));
  for (const { path, text } of files) writeTemporary(path, text);
  for (const { path } of files) renameSync(`${path}.new`, path);
  syncFolder(folder);
}

/** Writes a file beside its final name and syncs it. */
function writeTemporary(path: string, text: string): void {
  const file = openSync(`${path}.new`, 'w', 0o600);
  try {
    writeFileSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

function syncFolder(folder: string): void {
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** Runs one change at a time. A lock whose process is gone is taken over. */
export function withLock<T>(folder: string, change: () => Result<T, KeyTrouble>): Result<T, KeyTrouble> {
  const file = join(folder, '.lock');
  if (existsSync(file) && isAbandoned(file)) rmSync(file, { force: true });
  if (!takeLock(file)) return err({ code: 'busy', file });
  try {
    return change();
  } finally {
    rmSync(file, { force: true });
  }
}

function takeLock(file: string): boolean {
  try {
    const handle = openSync(file, 'wx', 0o600);
    writeSync(handle, String(process.pid));
    closeSync(handle);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function isAbandoned(file: string): boolean {
  try {
    process.kill(Number(readFileSync(file, 'utf8')), 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'EPERM';
  }
}

/** Narrows rights. Some mounted volumes refuse that: their rights are what the operator gave. */
function tighten(path: string, mode: number): void {
  if ((statSync(path).mode & 0o777 & ~mode) === 0) return;
  try {
    chmodSync(path, mode);
  } catch (error) {
    if (!['EPERM', 'EROFS', 'ENOTSUP'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
  }
}
