import type { Officer } from '@liangma/shared/registry/officer';
import type { Reads } from '../ports/store.ts';

/**
 * Officers that an application of the agency names, also those who left it since: the rules look at them. Another agency's
 * people have no department and phone here.
 */
export async function namedOfficers(tx: Reads<'officers'>, agency: string, ids: readonly string[]): Promise<Officer[]> {
  const found = await tx.officers.byIds(ids);
  return found.map((officer) => (officer.agency === agency ? officer : { ...officer, department: '', phone: '' }));
}
