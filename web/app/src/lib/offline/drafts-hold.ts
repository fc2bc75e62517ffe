/**
 * Letting go of the drafts, in bounded time and for certain. RxDB ends in order where it can; where it could not write how
 * far its exchange had come, on a full disk, its replication rejects to be cancelled and its database never closes.
 */
import { databaseName } from './account.ts';
import { deleteDatabase } from './as-it-is.ts';
import type { Drafts } from './drafts-db.ts';
import { inTime } from './in-time.ts';

/** How long RxDB has to end in order, ms. */
const LONGEST_CLOSE = 3_000;

/** To a database, whether it is open already or not. */
export interface Connection {
  close(): void;
}

/** From then on this page writes no draft. */
export async function letGoOfDrafts(
  drafts: Promise<Drafts> | undefined,
  connections: readonly Connection[],
): Promise<void> {
  const inOrder = async (): Promise<unknown> => (await drafts)?.database.close();
  await inTime(inOrder(), LONGEST_CLOSE).catch(console.error);
  for (const connection of connections) connection.close();
}

/** When they are let go of: all that RxDB keeps of an account, by the names that it gives. It need not be able to open them. */
export async function deleteDrafts(account: string): Promise<void> {
  const names = (await indexedDB.databases()).flatMap(({ name }) => name ?? []);
  const mine = names.filter((name) => name.startsWith(`rxdb-dexie-${databaseName(account)}--`));
  await Promise.all(mine.map(deleteDatabase));
}
