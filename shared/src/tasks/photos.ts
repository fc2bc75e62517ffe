/** The photos of a task: those that its record names. */
import { err, ok, type Result } from '../kernel/result.ts';
import type { Photo } from '../photos/photo.ts';
import type { Task } from './task.ts';

export const photosOf = (task: Task): readonly Photo[] => ('record' in task ? (task.record.photos ?? []) : []);

export type PhotoRefusal = 'not-listed' | 'size-differs';

/**
 * [PHOTO-1] The record comes first, the bytes follow: a photo is taken only when the accepted record of the task names
 * its hash, with the size named there. So nothing lies at the server that nobody signed for, and the bounds of the
 * record are those of the uploads. `size` is undefined where an upload goes on.
 */
export function takePhoto(task: Task, hash: string, size?: number): Result<Photo, PhotoRefusal> {
  const photo = photosOf(task).find((one) => one.hash === hash);
  if (!photo) return err('not-listed');
  return size === undefined || size === photo.size ? ok(photo) : err('size-differs');
}
