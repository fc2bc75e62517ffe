import * as v from 'valibot';
import { instantSchema } from '../../kernel/instant.ts';
import { importReportSchema } from './report.ts';

/** An import that was carried out. */
export const storedImportSchema = v.object({
  id: v.string(),
  at: instantSchema,
  actor: v.string(),
  /** Name of the person; null for the command line and an account that is gone. */
  actorName: v.nullable(v.string()),
  /** Region that was imported into, empty for the operator; the agency for the accounts of one alone. */
  scope: v.object({ region: v.string(), agency: v.nullable(v.string()) }),
  report: importReportSchema,
});
export type StoredImport = v.InferOutput<typeof storedImportSchema>;
