/** Rows of a region by the index of a column that holds region codes. */
import type { RegionCode } from '@liangma/shared/kernel/regions';
import { type RawBuilder, sql } from 'kysely';

/**
 * True for the region and those in it. A range of digits, because `like` uses an index in the C collation alone; digits have the
 * same order in every collation.
 */
export function inRegion(column: RawBuilder<unknown>, region: RegionCode): RawBuilder<boolean> {
  if (region === '') return sql<boolean>`1 = 1`;
  const behind = String(Number(region) + 1).padStart(region.length, '0');
  return sql<boolean>`(${column} >= ${region} and ${column} < ${behind})`;
}
