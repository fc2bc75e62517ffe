/** State of an installation for county IT and the operator. */
import * as v from 'valibot';
import { IMPORT_KINDS } from '../registry/import/import-kind.ts';
import { PRINTER_STATES } from '../tasks/papers/archived-paper.ts';

/** Days before the end of a key from which somebody should act. */
export const KEY_NOTICE_DAYS = 90;
/** Free bytes below which photos soon have no room. */
export const LOW_DISK_BYTES = 5 * 1024 ** 3;
/** Days after which a backup is old. */
export const OLD_BACKUP_DAYS = 2;
/** Days for which a message that was not delivered is counted. */
export const UNDELIVERED_DAYS = 7;
/** A message that waits for longer than this is late, milliseconds: a job looks at it every minute. */
export const LATE_AFTER = 600_000;
/** A job that is due for longer than this is overdue, milliseconds. */
export const OVERDUE_AFTER = 3_600_000;

export const operationSchema = v.object({
  now: v.number(),
  server: v.string(),
  protocol: v.number(),
  /** Migrations that the store has. */
  schema: v.number(),
  store: v.picklist(['sqlite', 'postgres']),
  /** Version of the published list of matters. */
  catalog: v.number(),
  /** Agencies with devices that may still hold records, the most first. */
  silent: v.array(v.object({ agency: v.string(), name: v.string(), devices: v.number(), notWhole: v.number() })),
  /** Devices of these agencies that may still hold records, the longest silence first, and the account of each. */
  silentDevices: v.array(
    v.object({
      id: v.string(),
      agency: v.string(),
      officer: v.string(),
      account: v.nullable(v.string()),
      lastContactAt: v.number(),
    }),
  ),
  keys: v.array(v.object({ kid: v.string(), uses: v.array(v.string()), validTo: v.number(), isNearEnd: v.boolean() })),
  /** Officers whose certificate has ended or ends within thirty days. */
  certificates: v.number(),
  freeBytes: v.number(),
  /** Last backup by `liangma backup`; null if none is known. */
  backupAt: v.nullable(v.number()),
  imports: v.array(
    v.object({
      id: v.string(),
      at: v.number(),
      actor: v.string(),
      actorName: v.nullable(v.string()),
      kind: v.picklist(IMPORT_KINDS),
      file: v.string(),
      rows: v.number(),
    }),
  ),
  jobsOverdue: v.number(),
  /** Messages to people of the last days that wait, some of them for long, or were given up. */
  messages: v.object({ waiting: v.number(), late: v.number(), failed: v.number() }),
  /** Archive of documents as PDF: whether this server can print, decisions that are not archived yet, and those of them that failed. */
  archive: v.object({
    printer: v.picklist(PRINTER_STATES),
    waiting: v.number(),
    failing: v.number(),
  }),
});
export type Operation = v.InferOutput<typeof operationSchema>;
