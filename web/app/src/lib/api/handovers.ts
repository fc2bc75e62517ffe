import { toBase64Url } from '@liangma/shared/kernel/bytes';
import { err, type Result } from '@liangma/shared/kernel/result';
import { syncStateSchema } from '@liangma/shared/protocol/documents';
import { MAX_HANDOVER_BYTES } from '@liangma/shared/protocol/handover';
import * as v from 'valibot';
import { type Problem, problem } from './problem.ts';
import { request } from './request.ts';

const importedSchema = v.object({
  ...{ device: v.string(), officer: v.string(), madeAt: v.number() },
  events: v.array(
    v.object({
      event: v.nullable(v.object({ id: v.string(), type: v.string(), task: v.string(), at: v.number() })),
      ...{ enterprise: v.string(), known: v.boolean(), sync: syncStateSchema },
    }),
  ),
});
export type Imported = v.InferOutput<typeof importedSchema>;
export type ImportedEvent = Imported['events'][number];

/** What each record in a device's file came to. */
export async function importHandover(file: Blob): Promise<Result<Imported, Problem>> {
  // Whatever it is, no device made it.
  if (file.size > MAX_HANDOVER_BYTES) return err(problem('file-unreadable'));
  const bytes = new Uint8Array(await file.arrayBuffer());
  return request('POST', '/api/handovers', importedSchema, { file: toBase64Url(bytes) });
}
