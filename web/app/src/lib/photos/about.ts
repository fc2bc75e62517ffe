/** Subject of a photo in the words of the record: the finding of its item, or the place that was written. */
import type { Photo } from '@liangma/shared/photos/photo';
import type { Task } from '@liangma/shared/tasks/task';

export function aboutOf({ item, place = '' }: Photo, task: Task): string {
  if (!item || !('record' in task)) return place;
  const answered = task.record.items.find((one) => one.matter === item.matter && one.item === item.item);
  return [place, answered?.finding].filter(Boolean).join(' · ');
}
