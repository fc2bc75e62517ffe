import type { ArchivedPaper } from '@liangma/shared/tasks/papers/archived-paper';

export interface ArchiveReads {
  /** Archived papers of a task, the oldest decision first. */
  ofTask(shard: string, task: string): Promise<ArchivedPaper[]>;
}

export interface ArchiveWrites {
  /** The first of a hash stays: an archived paper never changes. */
  add(shard: string, task: string, paper: ArchivedPaper): Promise<void>;
}
