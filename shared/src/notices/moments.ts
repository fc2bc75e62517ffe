/** Moments as a short message says them, in China's time. */
import { HOUR, type Instant } from '../kernel/instant.ts';

const inChina = (at: Instant): Date => new Date(at + 8 * HOUR);

/** 11月24日9:00. */
export function sayMoment(at: Instant): string {
  const date = inChina(at);
  const minutes = String(date.getUTCMinutes()).padStart(2, '0');
  return `${date.getUTCMonth() + 1}月${date.getUTCDate()}日${date.getUTCHours()}:${minutes}`;
}

/** The last day of a term that ends at midnight: 12月1日. */
export const sayDeadline = (end: Instant): string => sayDay(end - 1);

/** 11月24日. */
export function sayDay(at: Instant): string {
  const date = inChina(at);
  return `${date.getUTCMonth() + 1}月${date.getUTCDate()}日`;
}
