/** Files that an application names, against those that its agency has sent. */
import { shardOf } from '@liangma/shared/kernel/regions';
import type { Attachment } from '@liangma/shared/tasks/attachments';
import type { Reads } from '../ports/store.ts';

/** [APR-6] Tells whether the agency has sent each file, with this size and of this type. */
export async function areFilesHere(
  tx: Reads<'attachments' | 'registry'>,
  agencyId: string,
  files: readonly Attachment[] = [],
): Promise<boolean> {
  if (files.length === 0) return true;
  const agency = await tx.registry.agency(agencyId);
  if (!agency) return false;
  for (const { hash, size, type } of files) {
    const sent = await tx.attachments.byHash(shardOf(agency.region), agencyId, hash);
    if (sent?.size !== size || sent.type !== type) return false;
  }
  return true;
}
