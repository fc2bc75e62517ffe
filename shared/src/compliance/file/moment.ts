/** Moments as people write them in a case. */
import * as v from 'valibot';
import { DAY, HOUR, instantSchema, isRealDay, MINUTE, SECOND, startOfDay } from '../../kernel/instant.ts';

/** The day, then hours, minutes, seconds, fraction and zone. Nothing else is read, because `Date.parse` takes the zone of the machine. */
const WRITTEN = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?\s*(Z|[+-]\d\d:?\d\d)?)?$/i;

/** Milliseconds since 1970, or a time as people write it; without a zone it is China's. 24:00 is the end of the day. */
export const momentSchema = v.pipe(
  v.union([v.number(), v.string()]),
  v.rawTransform<number | string, number>(({ dataset: { value }, addIssue, NEVER }) => {
    const at = typeof value === 'number' ? value : momentOf(value.trim());
    if (v.is(instantSchema, at)) return at;
    addIssue({ message: 'moment' });
    return NEVER;
  }),
);

function momentOf(text: string): number {
  const [, day = '', hours = '0', minutes = '0', seconds = '0', fraction = '0', zone] = WRITTEN.exec(text) ?? [];
  const time = Number(hours) * HOUR + Number(minutes) * MINUTE + Number(seconds) * SECOND;
  if (!isRealDay(day) || Number(minutes) > 59 || Number(seconds) > 59 || time > DAY) return Number.NaN;
  const inChina = startOfDay(day) + time + Math.floor(Number(`0.${fraction}`) * SECOND);
  return inChina + offsetOf('+08:00') - offsetOf(zone ?? '+08:00');
}

/** Milliseconds by which a zone is ahead of UTC. */
function offsetOf(zone: string): number {
  const [, sign, hours = '0', minutes = '0'] = /^([+-])(\d\d):?(\d\d)$/.exec(zone) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours) * HOUR + Number(minutes) * MINUTE);
}
