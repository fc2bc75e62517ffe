/** Days and times of the clock on the wall in China, as the forms take them. */
const china = (at: number): string => new Date(at + 8 * 3_600_000).toISOString();

/** `2026-11-24`, so many days from today. */
export const day = (fromToday: number): string => china(Date.now() + fromToday * 86_400_000).slice(0, 10);

/** A window that holds now: from a little ago until three hours on, or the end of the day. */
export function windowNow(): { day: string; from: string; to: string } {
  const now = Date.now();
  const clock = (at: number) => china(at).slice(11, 16);
  const today = day(0);
  const from = china(now - 10 * 60_000).startsWith(today) ? clock(now - 10 * 60_000) : '00:00';
  const to = china(now + 3 * 3_600_000).startsWith(today) ? clock(now + 3 * 3_600_000) : '23:59';
  return { day: today, from, to };
}
