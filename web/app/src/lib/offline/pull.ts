/**
 * Getting what the server has. The checkpoint, which is kept with the rows, carries the epoch, so that a stale one (410)
 * is answered here: push first, then pull afresh from the start (sync.md). What is on the device stays usable all
 * the while; tasks that the fresh pull did not bring are removed at its end. The same for a single shard in doubt.
 */
import type { Checkpoint } from '@liangma/shared/protocol/documents';
import { PROTOCOL_VERSION } from '@liangma/shared/protocol/version';
import type { Page, RawPage } from './replies.ts';
import type { WithDeleted } from './rows.ts';
import { SyncProblem } from './sync-problem.ts';

export interface LocalCheckpoint {
  readonly shards: Checkpoint;
  readonly epoch: string;
  /** The version of the protocol in which it was pulled: an older one is told less under the same revision. */
  readonly version: number;
  /** [SYNC-17] Shards that are being pulled from their start once more: it stands here so that it is kept with the rows. */
  readonly again?: readonly string[];
}

/** From where a page was asked for, and where it ends. */
export interface Stretch {
  readonly from: LocalCheckpoint | undefined;
  readonly to: LocalCheckpoint;
}

export interface PullPorts<Row> {
  confirmSession(): Promise<void>;
  /** Whether all comes once more, whatever is pulled. */
  isAnew?(): Promise<boolean>;
  getPage(from: LocalCheckpoint | undefined, limit: number): Promise<RawPage>;
  /** Throws where a document is none. */
  read(page: RawPage): Page<Row>;
  /** Resolves when nothing is left to push. */
  pushFirst(): Promise<void>;
  /** A fresh pull begins; the one that was under way, if any, is void. */
  freshBegins(epoch: string): Promise<void>;
  /**
   * Writes the page and how far it goes: resolves as soon as that has begun, and what begins later is written later. Or,
   * where RxDB writes it, gives it as it is to be written.
   */
  arrived(page: Page<Row>, stretch: Stretch): Promise<Arrived<Row>>;
  /** The pull has caught up with this page. */
  caughtUp(page: Page<Row>): Promise<void>;
  /** Shards of which this device does not hold what the server says; absent where nothing is compared. */
  inDoubt?(): Promise<readonly string[]>;
  /** These are pulled from their start. */
  againBegins?(shards: readonly string[], epoch: string): Promise<void>;
}

export interface Arrived<Row> {
  readonly documents?: WithDeleted<Row>[];
  readonly written?: Promise<void>;
}

export interface Pulled<Row> {
  /** To be written; undefined where they are. */
  readonly documents: WithDeleted<Row>[] | undefined;
  readonly checkpoint: LocalCheckpoint;
}

/** A page that has come and is not read yet. */
interface Asked {
  readonly raw: RawPage;
  readonly stretch: Stretch;
  readonly isLast: boolean;
}

/** One page: asked for, and taken. */
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
 * Page after page to the end: while one is read and written, the next is on its way. Where one cannot be written, the next finds
 * that it does not go on from there (`mustBeAt`). `kept`: how far it is pulled.
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
    if (!isLast) next = heardOfLater(ask(ports, stretch.to, limit));
    const page = ports.read(raw);
    const { written } = await ports.arrived(page, stretch);
    if (written) heardOfLater(written);
    await before;
    before = written;
    if (!isLast) continue;
    await written;
    return ports.caughtUp(page);
  }
}

/** It is awaited when its turn comes. */
function heardOfLater<T>(work: Promise<T>): Promise<T> {
  work.catch(() => undefined);
  return work;
}

/**
 * `kept`: how far it is pulled, where that is not `start`. Reads nothing that the page before writes: it would wait for that to
 * be written.
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

/** [SYNC-17] A shard in doubt alone: the others go on from where they are. */
async function beginning<Row>(
  ports: PullPorts<Row>,
  from: LocalCheckpoint | undefined,
): Promise<LocalCheckpoint | undefined> {
  if (!from || from.version !== PROTOCOL_VERSION || (await ports.isAnew?.())) return undefined;
  if (from.again) return from;
  const again = (await ports.inDoubt?.()) ?? [];
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

async function freshPage<Row>(ports: PullPorts<Row>, limit: number): Promise<RawPage> {
  const page = await ports.getPage(undefined, limit);
  await ports.freshBegins(page.epoch);
  return page;
}

export const isAt = (kept: LocalCheckpoint | undefined, from: LocalCheckpoint | undefined): boolean =>
  JSON.stringify(kept) === JSON.stringify(from);

/** In the transaction that writes a page. Throws, so that nothing is written, where another tab has gone on meanwhile. */
export function mustBeAt(kept: LocalCheckpoint | undefined, from: LocalCheckpoint | undefined): void {
  if (!isAt(kept, from)) throw new SyncProblem('busy');
}
