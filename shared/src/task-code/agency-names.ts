/** Agencies that a code names. */
import type { Claims } from './claims.ts';

/** The lead agency first, then each partner of a joint inspection; one name of any other code. */
export const agencyNamesOf = ({ agencyName, officers }: Pick<Claims, 'agencyName' | 'officers'>): string[] => [
  ...new Set([agencyName, ...officers.flatMap(({ partner }) => partner ?? [])]),
];
