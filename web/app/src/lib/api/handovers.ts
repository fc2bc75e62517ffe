import { toBase64Url } from '@liangma/shared/kernel/bytes';
import { err, type Result } from '@liangma/shared/kernel/result';
import { type Imported, importedSchema, MAX_HANDOVER_BYTES } from '@liangma/shared/protocol/handover';
import { type Problem, problem } from './problem.ts';
import { request } from './request.ts';

/** Sends a device's file. Returns the outcome of each record in it. */
export async function importHandover(file: Blob): Promise<Result<Imported, Problem>> {
  // No device makes a file of this size.
  if (file.size > MAX_HANDOVER_BYTES) return err(problem('file-unreadable'));
  const bytes = new Uint8Array(await file.arrayBuffer());
  return request('POST', '/api/handovers', importedSchema, { file: toBase64Url(bytes) });
}
