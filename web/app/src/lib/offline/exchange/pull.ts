/**
 * Pull by checkpoint. The checkpoint is written with the rows and carries the epoch. A stale epoch (410) makes a full pull:
 * push first, then pull from the start. The rows on the device stay usable meanwhile; tasks that the full pull did not bring
 * are removed at its end. A single divergent shard is pulled again in the same way.
 */
import { PROTOCOL_VERSION } from '@liangma/shared/protocol/version';
import type { LocalCheckpoint, WithDeleted } from '../rows.ts';
import type { Page, RawPage } from '../wire/replies.ts';
import { SyncProblem } from '../wire/sync-problem.ts';

/** The checkpoint that a page was asked for with, and the one after it. */
export interface Stretch {
  readonly from: LocalCheckpoint | undefined;
  readonly to: LocalCheckpoint;
}

export interface PullPorts<Row> {
  confirmSession(): Promise<void>;
  getPage(from: LocalCheckpoint | undefined, limit: number): Promise<RawPage>;
  /** Throws if a document is not of the protocol. */
  read(page: RawPage): Page<Row>;
  /** Resolves when nothing is left to push. */
  pushFirst(): Promise<void>;
  /** A full pull begins; one that was under way is void. */
  freshBegins(epoch: string): Promise<void>;
  /**
   * Begins to write the page and its checkpoint, in the order of the calls. If RxDB writes the page, returns the rows for it.
   */
  arrived(page: Page<Row>, stretch: Stretch): Promise<Arrived<Row>>;
  /** The pull has caught up with this page. */
  caughtUp(page: Page<Row>): Promise<void>;
  /** Shards whose rows on this device differ from the server's; absent if nothing is compared. */
  divergentShards?(): Promise<readonly string[]>;
  /** These shards are pulled from their start. */
  againBegins?(shards: readonly string[], epoch: string): Promise<void>;
}

export interface Arrived<Row> {
  readonly documents?: WithDeleted<Row>[];
  readonly written?: Promise<void>;
}

export interface Pulled<Row> {
  /** Rows still to be written; undefined if they are written. */
  readonly documents: WithDeleted<Row>[] | undefined;
  readonly checkpoint: LocalCheckpoint;
}

/** A page that has arrived and is not read yet. */
interface Asked {
  readonly raw: RawPage;
  readonly stretch: Stretch;
  readonly isLast: boolean;
}

/** Asks for one page and takes it. */
export async function pull<Row>(
  ports: PullPorts<Row>,
  from: LocalCheckpoint | undefined,
  limit: number,
): Promise<Pulled<Row>> {
  const { raw, stretch, isLast } = await ask(ports, await beginning(ports, from), limit, from);
  const page = ports.read(raw);
  const { documents, written } = await ports.arrived(page, stretch);
  await written;
  if (isLast) await ports.caughtUp(page);
  return { documents, checkpoint: stretch.to };
}

/**
 * Pulls page after page to the end: while a page is read and written, the next one is on its way. If a page cannot be written,
 * the next one fails too, because it does not go on from the stored checkpoint (`mustBeAt`). `kept` reads that checkpoint.
 */
export async function pullAll<Row>(
  ports: PullPorts<Row>,
  kept: () => Promise<LocalCheckpoint | undefined>,
  limit: number,
): Promise<void> {
  const from = await kept();
  let next = ask(ports, await beginning(ports, from), limit, from);
  let before: Promise<void> | undefined;
  for (;;) {
    const { raw, stretch, isLast } = await next;
    if (!isLast) next = handledLater(ask(ports, stretch.to, limit));
    const page = ports.read(raw);
    const { written } = await ports.arrived(page, stretch);
    if (written) handledLater(written);
    await before;
    before = written;
    if (!isLast) continue;
    await written;
    return ports.caughtUp(page);
  }
}

/** Marks a promise as handled: it is awaited when its turn comes. */
function handledLater<T>(work: Promise<T>): Promise<T> {
  void Promise.allSettled([work]);
  return work;
}

/**
 * `kept`: the stored checkpoint, if it is not `start`. Reads nothing that the page before writes, because it would wait for
 * that transaction.
 */
async function ask<Row>(
  ports: PullPorts<Row>,
  start: LocalCheckpoint | undefined,
  limit: number,
  kept = start,
): Promise<Asked> {
  await ports.confirmSession();
  const raw = await pageOrFresh(ports, start, limit);
  const isLast = raw.documents.length < limit;
  const goesOn = !isLast && start?.again && start.epoch === raw.epoch;
  const to = {
    shards: raw.checkpoint,
    epoch: raw.epoch,
    version: PROTOCOL_VERSION,
    ...(goesOn ? { again: start.again } : {}),
  };
  return { raw, stretch: { from: kept, to }, isLast };
}

/** [SYNC-17] Only a divergent shard begins anew: the others go on from their checkpoint. */
async function beginning<Row>(
  ports: PullPorts<Row>,
  from: LocalCheckpoint | undefined,
): Promise<LocalCheckpoint | undefined> {
  if (!from || from.version !== PROTOCOL_VERSION) return undefined;
  if (from.again) return from;
  const again = (await ports.divergentShards?.()) ?? [];
  if (again.length === 0) return from;
  await ports.againBegins?.(again, from.epoch);
  const shards = Object.fromEntries(Object.entries(from.shards).filter(([shard]) => !again.includes(shard)));
  return { shards, epoch: from.epoch, version: from.version, again };
}

async function pageOrFresh<Row>(
  ports: PullPorts<Row>,
  from: LocalCheckpoint | undefined,
  limit: number,
): Promise<RawPage> {
  // Without a checkpoint no server can say that its epoch is stale: this is a full pull too.
  if (from === undefined) return freshPage(ports, limit);
  try {
    return await ports.getPage(from, limit);
  } catch (error) {
    if (!(error instanceof SyncProblem) || error.kind !== 'resync') throw error;
    await ports.pushFirst();
    return freshPage(ports, limit);
  }
}

async function freshPage<Row>(ports: PullPorts<Row>, limit: number): Promise<RawPage> {
  const page = await ports.getPage(undefined, limit);
  await ports.freshBegins(page.epoch);
  return page;
}

export const isAt = (kept: LocalCheckpoint | undefined, from: LocalCheckpoint | undefined): boolean =>
  JSON.stringify(kept) === JSON.stringify(from);

/** Throws in the transaction that writes a page if another tab has gone on meanwhile, so that nothing is written. */
export function mustBeAt(kept: LocalCheckpoint | undefined, from: LocalCheckpoint | undefined): void {
  if (!isAt(kept, from)) throw new SyncProblem('busy');
}
