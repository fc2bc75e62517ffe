import type { Agency, AgencyRef } from '@liangma/shared/registry/agency';
import type { Reads } from '../ports/store.ts';

/** [QUAL-2] Returns the agency as tasks and grants keep it, with the entrusting agency of an entrusted organisation. */
export async function agencyRefOf(
  tx: Reads<'registry'>,
  { id, name, kind, entrustment }: Pick<Agency, 'id' | 'name' | 'kind' | 'entrustment'>,
): Promise<AgencyRef> {
  const principal = kind === 'entrusted' && entrustment ? await tx.registry.agency(entrustment.agency) : undefined;
  return principal ? { id, name, principal: { id: principal.id, name: principal.name } } : { id, name };
}
