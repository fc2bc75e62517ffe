/**
 * Backup and restore of a store. `vacuum into` copies a consistent state of SQLite while the server writes, and blocks nobody. A
 * restored copy begins a new epoch, so that devices pull afresh and send the events that it lacks.
 */
import {
  chmodSync,
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { err, ok, type Result } from '@liangma/shared/kernel/result';
import { statusDay } from '@liangma/shared/trust/status-list';
import type { Kysely } from 'kysely';
import { makePrivateFolder } from '../../files/folder.ts';
import { migrationsFor } from '../migrations.ts';
import type { Tables } from '../schema.ts';
import { skipStatusBits } from '../status-lists.ts';
import { openSqlite, SQLITE_FILE } from './sqlite.ts';

export type BackupTrouble = 'no-store' | 'exists' | 'not-a-store' | 'damaged' | 'too-new' | 'in-use';

/** Writes a copy, whole or not at all. Returns its size in bytes. */
export function backUpSqlite(dataFolder: string, to: string): Result<number, BackupTrouble> {
  const file = join(dataFolder, SQLITE_FILE);
  if (!existsSync(file)) return err('no-store');
  if (existsSync(to)) return err('exists');
  const part = `${to}.part`;
  rmSync(part, { force: true });
  const database = new DatabaseSync(file, { readOnly: true, timeout: 5000 });
  try {
    database.prepare('vacuum into ?').run(part);
    const trouble = lookAt(part);
    if (trouble) return err(trouble);
    chmodSync(part, 0o600);
    onDisk(part);
    renameSync(part, to);
    onDisk(dirname(to));
    return ok(statSync(to).size);
  } finally {
    database.close();
    rmSync(part, { force: true });
  }
}

/** Puts a copy in place of the store. Returns the new name of the previous store, if there was one. */
export async function restoreSqlite(
  dataFolder: string,
  from: string,
  { epoch, at }: { readonly epoch: string; readonly at: number },
): Promise<Result<string | undefined, BackupTrouble>> {
  const trouble = existsSync(from) ? lookAt(from) : 'not-a-store';
  if (trouble) return err(trouble);
  makePrivateFolder(dataFolder);
  const file = join(dataFolder, SQLITE_FILE);
  if (existsSync(file) && !endsItsLog(file)) return err('in-use');
  // Overwrite the part that an interrupted restore left.
  const part = `${file}.part`;
  for (const rest of ['', '-wal', '-shm']) rmSync(part + rest, { force: true });
  copyFileSync(from, part);
  chmodSync(part, 0o600);
  const copy = openSqlite(part, { readOnly: false });
  await beginEpoch(copy, epoch, at);
  await copy.destroy();
  onDisk(part);
  const before = existsSync(file) ? `${file}.before-${new Date(at).toISOString().replace(/[:.]/g, '-')}` : undefined;
  if (before) renameSync(file, before);
  renameSync(part, file);
  onDisk(dataFolder);
  return ok(before);
}

/** Begins a new epoch. Codes issued since the copy may still be valid, so no other code gets their status bits. */
export async function beginEpoch(db: Kysely<Tables>, epoch: string, at: number): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await tx.updateTable('meta').set({ value: epoch }).where('key', '=', 'epoch').execute();
    await skipStatusBits(tx, statusDay(at / 1000));
  });
}

function lookAt(file: string): BackupTrouble | undefined {
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(file, { readOnly: true });
    const row = database.prepare(`select value from meta where key = 'migrations'`).get();
    if (Number(row?.value) > migrationsFor('sqlite').length) return 'too-new';
    return database.prepare('pragma quick_check(1)').get()?.quick_check === 'ok' ? undefined : 'damaged';
  } catch {
    return 'not-a-store';
  } finally {
    database?.close();
  }
}

/** Moves the write-ahead log into the file. Returns false if another process has it open. */
function endsItsLog(file: string): boolean {
  const database = new DatabaseSync(file, { timeout: 0 });
  try {
    database.exec('pragma locking_mode = exclusive; begin exclusive; commit');
    return database.prepare('pragma journal_mode = delete').get()?.journal_mode === 'delete';
  } catch (error) {
    if ((error as { errcode?: number }).errcode === 5) return false;
    throw error;
  } finally {
    database.close();
  }
}

function onDisk(path: string): void {
  const handle = openSync(path, 'r');
  fsyncSync(handle);
  closeSync(handle);
}
