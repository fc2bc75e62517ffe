/**
 * Messages for clients of an older version. A version that adds a word to a message brings a `Downgrade`, which says it in
 * words of the version before. There is none today: version 1 is the first. A client that states no version is taken to
 * know everything.
 */
import type { Task } from '../tasks/task.ts';
import type { SyncState } from './documents.ts';
import { VERSIONS, type Versions } from './version.ts';

/** Puts messages of version n + 1 in words of version n. A part that is absent leaves its messages as they are. */
export interface Downgrade {
  readonly sync?: (sync: SyncState) => SyncState;
  /** Keeps id and revision, so that checksums agree (SYNC-17). */
  readonly task?: (task: Task) => Task;
}

export interface Protocol extends Versions {
  /** By n. */
  readonly downgrades: Readonly<Record<number, Downgrade>>;
}

export const PROTOCOL: Protocol = { ...VERSIONS, downgrades: {} };

export const syncFor = (version: number | undefined, sync: SyncState, protocol: Protocol): SyncState =>
  downgradesTo(version, protocol).reduce((state, downgrade) => downgrade.sync?.(state) ?? state, sync);

export const taskFor = (version: number | undefined, task: Task, protocol: Protocol): Task =>
  downgradesTo(version, protocol).reduce((copy, downgrade) => downgrade.task?.(copy) ?? copy, task);

/** Returns false if tasks go to this client as they are stored. */
export const changesTasksFor = (version: number | undefined, protocol: Protocol): boolean =>
  downgradesTo(version, protocol).some(({ task }) => task !== undefined);

/** From the newest to that of the client. */
function downgradesTo(version: number | undefined, { current, downgrades }: Protocol): Downgrade[] {
  const found: Downgrade[] = [];
  for (let n = current - 1; n >= (version ?? current); n--) {
    const downgrade = downgrades[n];
    if (downgrade) found.push(downgrade);
  }
  return found;
}
