import { toBase64Url } from '@liangma/shared/kernel/bytes';
import type { Result } from '@liangma/shared/kernel/result';
import { type StoredFile, storedFileSchema } from '@liangma/shared/tasks/attachments';
import * as v from 'valibot';
import type { Problem } from '#lib/api/problem.ts';
import { addressed, request } from '#lib/api/request.ts';

const reply = v.pipe(
  v.object({ file: storedFileSchema }),
  v.transform(({ file }) => file),
);

export const sendFile = async (file: Blob): Promise<Result<StoredFile, Problem>> =>
  request('POST', '/api/attachments', reply, { bytes: toBase64Url(new Uint8Array(await file.arrayBuffer())) });

export const addressOfFile = (task: string, hash: string): string => addressed(`/api/attachments/${task}/${hash}`);
