import type { NoticeContact } from '@liangma/shared/tasks/papers/notice-contact';
import type { Task } from '@liangma/shared/tasks/task';
import type { Reads } from '../ports/store.ts';

/** Returns whom the notice of a task names for questions; null where the register knows no telephone of the agency. */
export async function noticeContactOf(
  tx: Reads<'registry'>,
  { agency, applied }: Pick<Task, 'agency' | 'applied'>,
): Promise<NoticeContact | null> {
  const phone = (await tx.registry.agency(agency.id))?.phone.trim();
  return phone ? { name: applied.name, phone } : null;
}
