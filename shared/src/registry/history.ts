/** History of an entry of the registry as pages show it. */
import * as v from 'valibot';
import { instantSchema } from '../kernel/instant.ts';

export const historyChangeSchema = v.object({
  id: v.string(),
  at: instantSchema,
  actor: v.string(),
  /** Name of the person; null for the command line, the server itself and an account that is gone. */
  actorName: v.nullable(v.string()),
  /** Null for a change by hand. */
  importId: v.nullable(v.string()),
  /** The entry as it was; null for a new one. */
  before: v.unknown(),
  after: v.unknown(),
});
export type HistoryChange = v.InferOutput<typeof historyChangeSchema>;

/** `entry` is what the registry holds now; `changes` are the newest first. */
export const entryHistorySchema = v.object({ entry: v.unknown(), changes: v.array(historyChangeSchema) });
export type EntryHistory = v.InferOutput<typeof entryHistorySchema>;

export interface FieldChange {
  /** Path in the entry, such as `enterprise.address`. */
  readonly field: string;
  readonly before: string;
  readonly after: string;
}

/** Values of an entry by their paths; those that are null are left out. */
export const fieldsOf = (entry: unknown): ReadonlyMap<string, string> => leavesOf(entry);

/** Fields that differ between two entries, leaf by leaf, in the order of the later one. */
export function fieldChanges(before: unknown, after: unknown): FieldChange[] {
  const [was, is] = [leavesOf(before), leavesOf(after)];
  const fields = [...new Set([...is.keys(), ...was.keys()])];
  return fields.flatMap((field) => {
    const [a, b] = [was.get(field) ?? '', is.get(field) ?? ''];
    return a === b ? [] : [{ field, before: a, after: b }];
  });
}

function leavesOf(value: unknown, path = '', found = new Map<string, string>()): Map<string, string> {
  if (typeof value === 'object' && value !== null) {
    for (const [key, one] of Object.entries(value)) leavesOf(one, path === '' ? key : `${path}.${key}`, found);
  } else if (value !== null && value !== undefined) found.set(path, String(value));
  return found;
}
