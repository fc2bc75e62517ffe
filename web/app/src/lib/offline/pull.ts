/**
 * Getting what the server has. The checkpoint that RxDB keeps for us carries the epoch, so that a stale one (410)
 * is answered here: push first, then pull afresh from the start (sync.md). What is on the device stays usable all
 * the while; tasks that the fresh pull did not bring are removed at its end.
 */
import type { Checkpoint } from '@liangma/shared/protocol/documents';
import type { WithDeleted } from 'rxdb/plugins/core';
import type { Page } from './replies.ts';
import { SyncProblem } from './sync-problem.ts';

export interface LocalCheckpoint {
  readonly shards: Checkpoint;
  readonly epoch: string;
}

export interface PullPorts<Row> {
  confirmSession(): Promise<void>;
  getPage(from: LocalCheckpoint | undefined, limit: number): Promise<Page<Row>>;
  /** Resolves when nothing is left to push. */
  pushFirst(): Promise<void>;
  /** A fresh pull begins; the one that was under way, if any, is void. */
  freshBegins(epoch: string): Promise<void>;
  /** Looks at each page before it is written; may drop documents from it. */
  arrived(page: Page<Row>): Promise<WithDeleted<Row>[]>;
  /** The pull has caught up. */
  caughtUp(): Promise<void>;
}

export interface Pulled<Row> {
  readonly documents: WithDeleted<Row>[];
  readonly checkpoint: LocalCheckpoint;
}

export async function pull<Row>(
  ports: PullPorts<Row>,
  from: LocalCheckpoint | undefined,
  limit: number,
): Promise<Pulled<Row>> {
  await ports.confirmSession();
  const page = await pageOrFresh(ports, from, limit);
  const documents = await ports.arrived(page);
  if (page.documents.length < limit) await ports.caughtUp();
  return { documents, checkpoint: { shards: page.checkpoint, epoch: page.epoch } };
}

async function pageOrFresh<Row>(
  ports: PullPorts<Row>,
  from: LocalCheckpoint | undefined,
  limit: number,
): Promise<Page<Row>> {
  // Without a checkpoint no server can say that its epoch is stale: this too is a pull of everything.
  if (from === undefined) return freshPage(ports, limit);
  try {
    return await ports.getPage(from, limit);
  } catch (error) {
    if (!(error instanceof SyncProblem) || error.kind !== 'resync') throw error;
    await ports.pushFirst();
    return freshPage(ports, limit);
  }
}

async function freshPage<Row>(ports: PullPorts<Row>, limit: number): Promise<Page<Row>> {
  const page = await ports.getPage(undefined, limit);
  await ports.freshBegins(page.epoch);
  return page;
}
