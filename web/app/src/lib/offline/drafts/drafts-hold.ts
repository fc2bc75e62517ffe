/**
 * Closes the drafts in bounded time. RxDB closes in order if it can. If it could not write its replication checkpoint,
 * on a full disk, its replication rejects when it is cancelled and its database never closes.
 */

import { deleteDatabase } from '../database/raw-db.ts';
import { databaseName } from '../device/account.ts';
import { withTimeout } from '../lanes/with-timeout.ts';
import type { Connection, Drafts } from './drafts-db.ts';

/** Longest wait for RxDB to close in order, ms. */
const LONGEST_CLOSE = 3_000;

/** After that this page writes no draft. */
export async function letGoOfDrafts(
  drafts: Promise<Drafts> | undefined,
  connections: readonly Connection[],
): Promise<void> {
  const inOrder = async (): Promise<unknown> => (await drafts)?.database.close();
  await withTimeout(inOrder(), LONGEST_CLOSE).catch(console.error);
  for (const connection of connections) connection.close();
}

/** Deletes every RxDB database of an account by name, so that none has to be opened. Only after `letGoOfDrafts`. */
export async function deleteDrafts(account: string): Promise<void> {
  const names = (await indexedDB.databases()).flatMap(({ name }) => name ?? []);
  const mine = names.filter((name) => name.startsWith(`rxdb-dexie-${databaseName(account)}--`));
  await Promise.all(mine.map(deleteDatabase));
}
