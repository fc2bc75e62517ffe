/** Regions of the province by the national statistics, for a store that has none. */
import { type Region, regionSchema } from '@liangma/shared/kernel/regions';
import * as v from 'valibot';
import rows from '../../../data/regions.json' with { type: 'json' };

export const officialRegions = (): Region[] => v.parse(v.array(regionSchema), rows);
