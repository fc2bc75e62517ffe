import type { Result } from '@liangma/shared/kernel/result';
import { archivedPaperSchema, PRINTER_STATES } from '@liangma/shared/tasks/papers/archived-paper';
import * as v from 'valibot';
import type { Problem } from '#lib/api/problem.ts';
import { request } from '#lib/api/request.ts';

const archive = v.object({
  papers: v.array(archivedPaperSchema),
  printer: v.picklist(PRINTER_STATES),
  isWaiting: v.boolean(),
});
type Archive = v.InferOutput<typeof archive>;

/** Archived papers of a task. */
export const readArchive = (task: string): Promise<Result<Archive, Problem>> =>
  request('GET', `/api/papers/${encodeURIComponent(task)}`, archive);

export const addressOfPaper = (task: string, hash: string): string => `/api/papers/${task}/${hash}`;
