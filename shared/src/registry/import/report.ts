/** Report of an import or of its dry run. Its form is public: docs/REGISTRY.md. */
import * as v from 'valibot';
import { skippedLineSchema } from './footer.ts';
import { IMPORT_KINDS } from './import-kind.ts';
import { importProblemSchema } from './problem.ts';

export const importReportSchema = v.object({
  kind: v.picklist(IMPORT_KINDS),
  file: v.string(),
  /** SHA-256 of the file in hex. */
  hash: v.string(),
  dryRun: v.boolean(),
  /** True when the file has no problem. */
  ok: v.boolean(),
  /** True when the registry holds the rows now. */
  imported: v.boolean(),
  /** Id of the import in the history; null for a dry run and for a file with problems. */
  id: v.nullable(v.string()),
  /** Rows of data; each is one of the five. */
  rows: v.number(),
  new: v.number(),
  changed: v.number(),
  unchanged: v.number(),
  ended: v.number(),
  failed: v.number(),
  problemCount: v.number(),
  /** At most 500 of them. */
  problems: v.array(importProblemSchema),
  ignoredColumns: v.array(v.string()),
  /** Other visible sheets that have cells; absent in reports of before. */
  ignoredSheets: v.optional(v.array(v.string()), () => []),
  /** Totals and notes among the rows, at most 50; absent in reports of before. */
  skippedLines: v.optional(v.array(skippedLineSchema), () => []),
});
export type ImportReport = v.InferOutput<typeof importReportSchema>;
