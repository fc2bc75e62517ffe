import type { Result } from '@liangma/shared/kernel/result';
import { photosHereSchema } from '@liangma/shared/photos/photo';
import * as v from 'valibot';
import type { Problem } from './problem.ts';
import { addressed, request } from './request.ts';

/** Hashes of those that have come. */
const received = v.pipe(
  photosHereSchema,
  v.transform(({ photos }) => new Set(photos.filter((photo) => photo.received).map(({ hash }) => hash))),
);

export const photosHere = (task: string): Promise<Result<ReadonlySet<string>, Problem>> =>
  request('GET', `/api/photos/${encodeURIComponent(task)}`, received);

export const photoAddress = (task: string, hash: string): string => addressed(`/api/photos/${task}/${hash}`);
