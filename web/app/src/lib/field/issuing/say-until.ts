/** Until when a grant runs: its last day, or the hour where that is today. */
import { dayOf } from '@liangma/shared/kernel/instant';
import { clockTime } from '@liangma/web-common/dates';
import { sayDay } from '@liangma/web-common/format';
import type { Locale } from '@liangma/web-common/locales';

/** `to` is the first moment after it. */
export const sayUntil = (to: number, now: number, locale: Locale): string =>
  dayOf(to - 1) === dayOf(now) ? clockTime(to - 1) : sayDay(to - 1, now, locale);
