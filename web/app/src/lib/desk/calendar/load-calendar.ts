/** Loads the calendar pages of the desk and of supervision. */
import { type Day, dayOf, daySchema } from '@liangma/shared/kernel/instant';
import { regionCodeSchema } from '@liangma/shared/kernel/regions';
import * as v from 'valibot';
import { readRulebook } from '#lib/api/policy.ts';
import { readQuietPeriods } from '#lib/api/quiet-periods.ts';
import { readRegions } from '#lib/api/regions.ts';
import { all } from '#lib/loading/all.ts';
import { Resource } from '#lib/loading/resource.svelte.ts';
import { session } from '#lib/session/session.svelte.ts';
import { calendarWords } from '#lib/words/desk.svelte.ts';
import { CALENDAR_VIEWS, daysOfView } from './calendar-grid.ts';
import { readCalendar } from './requests.ts';

const addressSchema = v.object({
  day: v.fallback(daySchema, () => dayOf(Date.now())),
  view: v.fallback(v.picklist(CALENDAR_VIEWS), 'week'),
  /** Agency whose officers are shown too; empty for none. */
  agency: v.fallback(v.string(), ''),
  region: v.fallback(regionCodeSchema, ''),
});

const COUNTY_DIGITS = 6;
const NONE = { ok: true as const, value: [] };

export type CalendarData = Awaited<ReturnType<typeof loadCalendar>>;

export async function loadCalendar(url: URL) {
  await calendarWords.load();
  const asked = v.parse(
    addressSchema,
    Object.fromEntries(['day', 'view', 'agency', 'region'].map((name) => [name, url.searchParams.get(name)])),
  );
  const days = daysOfView(asked.view, asked.day);
  const [from, to] = [days[0] ?? asked.day, days.at(-1) ?? asked.day] as [Day, Day];
  const read = async () => {
    const found = await all({
      calendar: readCalendar(from, to, asked.region || undefined),
      rulebook: readRulebook(),
      quiet: readQuietPeriods(),
      regions: session.may('calendar.read-region') ? readRegions(session.actor?.region ?? '') : Promise.resolve(NONE),
    });
    if (!found.ok) return found;
    const regions = found.value.regions.filter(({ code }) => code.length === COUNTY_DIGITS);
    return { ok: true as const, value: { ...found.value, regions } };
  };
  return { ...asked, days, book: new Resource(read) };
}
