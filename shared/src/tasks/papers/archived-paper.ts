/** 归档文书: official documents of a task that are kept as PDF, each under the hash of its bytes (docs/adr/0034). */
import * as v from 'valibot';
import { instantSchema } from '../../kernel/instant.ts';
import { photoHashSchema } from '../../photos/photo.ts';
import type { IssuedTask, Task } from '../task.ts';

export const PAPER_KINDS = ['approval-form', 'notice'] as const;
export type PaperKind = (typeof PAPER_KINDS)[number];

/** Titles that the documents carry, whatever the language of the screen. */
export const PAPER_TITLES: Readonly<Record<PaperKind, string>> = {
  'approval-form': '行政检查审批表',
  notice: '行政检查通知书',
};

/**
 * Readiness of a server to print its archive. `no-browser`: no Chromium was found. `as-root`: Chromium keeps no sandbox for root, and nobody
 * allowed it to do without. `no-pages`: the web faces are not built.
 */
export const PRINTER_STATES = ['ready', 'no-browser', 'as-root', 'no-pages'] as const;
export type PrinterState = (typeof PRINTER_STATES)[number];

export const archivedPaperSchema = v.object({
  kind: v.picklist(PAPER_KINDS),
  /** SHA-256 of the bytes, as hex. */
  hash: photoHashSchema,
  /** Title and number, as the PDF names itself. */
  title: v.string(),
  size: v.pipe(v.number(), v.integer(), v.minValue(1)),
  pages: v.pipe(v.number(), v.integer(), v.minValue(1)),
  /** Decision that the document states; the PDF has it as its date of creation. */
  decidedAt: instantSchema,
  archivedAt: instantSchema,
});
export type ArchivedPaper = v.InferOutput<typeof archivedPaperSchema>;

/** True if a notice can be handed over: an inspection entered late has no code, and a withdrawn one no enterprise to tell. */
export const hasNotice = (task: Task): task is IssuedTask =>
  'code' in task && task.code !== '' && task.state !== 'withdrawn';

/** Papers of a task that was decided. */
export function papersOf(task: Task): PaperKind[] {
  if (task.state === 'applied') return [];
  return hasNotice(task) ? ['approval-form', 'notice'] : ['approval-form'];
}

/** Name of a paper, such as `行政检查通知书 天市监检〔2026〕12号`. */
export function titleOfPaper(kind: PaperKind, task: Task): string {
  const number = 'documentNumber' in task ? task.documentNumber : undefined;
  return number === undefined ? PAPER_TITLES[kind] : `${PAPER_TITLES[kind]} ${number}`;
}
