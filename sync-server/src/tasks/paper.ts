/** Numbers that an approval gives to its papers. */
import { yearOf } from '@liangma/shared/kernel/instant';
import { type AgencyRef, inWhoseName } from '@liangma/shared/registry/agency';
import { documentMarkOf, documentSeries, sayDocumentNumber } from '@liangma/shared/tasks/papers/document-number';
import type { Stamp } from '@liangma/shared/tasks/task';
import type { Writes } from '../ports/store.ts';

interface Approval {
  readonly shard: string;
  readonly agency: AgencyRef;
  readonly by: Stamp;
}

/**
 * Takes the next number of the agency in whose name the inspection is made (QUAL-2). A write that is not committed gives it back,
 * so the row has no gap. The shard must be taken before.
 */
export async function takeDocumentNumber(
  tx: Writes<'registry' | 'tasks'>,
  { shard, agency, by }: Approval,
): Promise<{ documentNumber?: string }> {
  const known = await tx.registry.agency(inWhoseName(agency).id);
  if (!known) return {};
  const [mark, year] = [documentMarkOf(known), yearOf(by.at)];
  const serial = await tx.tasks.takeSerial(shard, documentSeries(mark, year));
  return { documentNumber: sayDocumentNumber({ mark, year, serial, shard, region: known.region }) };
}
