/** Words of the filters and columns of the list of devices. */

import { LIGHTS } from '@liangma/shared/devices/device-health';
import type { DeviceRow, deviceListSpec } from '@liangma/shared/devices/device-list-spec';
import type { FiltersOf } from '@liangma/shared/lists/list-query';
import type { FilterChip } from '#lib/lists/Chips.svelte';
import { type CsvColumn, csvTime } from '#lib/lists/csv.ts';
import { times } from '#lib/time/times.ts';
import { deviceWords } from '#lib/words/desk.svelte.ts';
import { sayConcern } from './say-concern.ts';

type Spec = typeof deviceListSpec;

/** Enough to tell two phones of one officer apart. */
export const shortId = (id: string): string => id.slice(0, 8).toUpperCase();

export const lightOptions = (): { value: string; text: string }[] =>
  LIGHTS.map((light) => ({ value: light, text: deviceWords.words.lights[light] }));

export const sayConcerns = ({ health }: DeviceRow): string =>
  health.concerns.map((concern) => sayConcern(concern, deviceWords.words, times.time)).join('；');

export function sayDeviceFilters({ light, agency }: FiltersOf<Spec>, rows: readonly DeviceRow[]): FilterChip<Spec>[] {
  return [
    ...(light ? [{ text: deviceWords.words.lights[light], names: ['light'] as const }] : []),
    ...(agency ? [{ text: rows[0]?.agencyName ?? agency, names: ['agency'] as const }] : []),
  ];
}

export function deviceCsv(): CsvColumn<DeviceRow>[] {
  const words = deviceWords.words;
  return [
    { title: words.agency, text: ({ agencyName }) => agencyName },
    { title: words.officer, text: ({ officer }) => officer.name },
    { title: words.title, text: ({ id }) => shortId(id) },
    { title: words.state, text: ({ health }) => words.lights[health.light] },
    { title: words.why, text: sayConcerns },
    { title: words.contact, text: ({ lastContactAt }) => csvTime(lastContactAt) },
    { title: words.pending, text: ({ kept }) => String(kept?.report.pending ?? '') },
  ];
}
