/** Archive of official documents: a job prints what a decision has settled, and nothing changes it afterwards (docs/adr/0034). */
import { toHex } from '@liangma/shared/kernel/bytes';
import type { Instant } from '@liangma/shared/kernel/instant';
import { shardOf } from '@liangma/shared/kernel/regions';
import { err, ok, type Result } from '@liangma/shared/kernel/result';
import {
  type ArchivedPaper,
  type PaperKind,
  type PrinterState,
  papersOf,
  titleOfPaper,
} from '@liangma/shared/tasks/papers/archived-paper';
import type { Task } from '@liangma/shared/tasks/task';
import { keepBlob } from '../attachments/attachments.ts';
import type { Deps } from '../deps.ts';
import type { Job } from '../jobs/repository.ts';
import { findTask } from '../ports/directory.ts';
import { noted, type Reads, type Writes } from '../ports/store.ts';
import { noticeContactOf } from './notice-contact.ts';
import { settlePdf } from './pdf.ts';

/** Kind of the jobs. A replica that cannot print leaves them to one that can. */
export const ARCHIVE_PAPERS = 'archive-papers';

const shardOfTask = (task: Task): string => shardOf(task.enterprise.region);

/** Called in the write of a decision that settles documents. */
export const queueArchiving = (tx: Writes<'jobs'>, task: Task, decidedAt: Instant): Promise<boolean> =>
  tx.jobs.add({
    shard: shardOfTask(task),
    kind: ARCHIVE_PAPERS,
    subject: task.id,
    step: String(decidedAt),
    dueAt: decidedAt,
  });

/** Prints and keeps each paper of the task. Throws if one cannot be had; what was kept before stays. */
export async function archivePapers(deps: Deps, { subject, dueAt }: Pick<Job, 'subject' | 'dueAt'>): Promise<void> {
  const task = await deps.store.read((tx) => findTask(tx, subject));
  if (!task) return;
  for (const kind of papersOf(task)) await archivePaper(deps, task, kind, dueAt);
}

async function archivePaper(deps: Deps, task: Task, kind: PaperKind, decidedAt: Instant): Promise<void> {
  const [title, policy] = [titleOfPaper(kind, task), deps.policies.at(task.enterprise.region, decidedAt)];
  const { listed, contact } = await deps.store.read(async (tx) => ({
    listed: await tx.matters.all(),
    contact: await noticeContactOf(tx, task),
  }));
  const matters = listed.filter(({ id }) => task.matters.includes(id));
  const paper = { kind, title, task, matters, policy, contact };
  const settled = settlePdf(await deps.printer.print(paper), title, decidedAt);
  if (!settled.ok) throw new Error(`${kind}: ${settled.error}`);
  const { bytes, pages } = settled.value;
  const hash = toHex(await deps.signatures.sha256(bytes));
  const kept = await keepBlob(deps, hash, bytes);
  if (!kept.ok) throw new Error(`${kind}: ${kept.error}`);
  const archived = { kind, hash, title, size: bytes.length, pages, decidedAt, archivedAt: deps.clock.now() };
  await deps.store.write(async (tx) => {
    await tx.archive.add(shardOfTask(task), task.id, archived);
    return noted(undefined);
  });
}

export interface ArchiveOfTask {
  readonly papers: readonly ArchivedPaper[];
  readonly printer: PrinterState;
  /** A decision is not archived yet. */
  readonly isWaiting: boolean;
}

export async function archiveOfTask(
  { printer }: Pick<Deps, 'printer'>,
  tx: Reads<'archive' | 'jobs'>,
  task: Task,
): Promise<ArchiveOfTask> {
  const shard = shardOfTask(task);
  return {
    papers: await tx.archive.ofTask(shard, task.id),
    printer: printer.state,
    isWaiting: (await tx.jobs.open([shard], ARCHIVE_PAPERS, task.id)).waiting > 0,
  };
}

/** Reads an archived paper. Bytes that are no longer those of the archive are given to nobody. */
export async function readPaper(
  deps: Deps,
  task: Task,
  hash: string,
): Promise<
  Result<{ readonly paper: ArchivedPaper; readonly bytes: Uint8Array<ArrayBuffer> }, 'not-found' | 'hash-mismatch'>
> {
  const papers = await deps.store.read((tx) => tx.archive.ofTask(shardOfTask(task), task.id));
  const paper = papers.find((one) => one.hash === hash);
  const bytes = paper && (await deps.blobs.read(hash));
  if (!paper || !bytes) return err('not-found');
  return toHex(await deps.signatures.sha256(bytes)) === hash ? ok({ paper, bytes }) : err('hash-mismatch');
}
