import { loadCalendar } from '#lib/desk/calendar/load-calendar.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = ({ url }) => loadCalendar(url);
