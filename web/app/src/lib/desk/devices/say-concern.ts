/** Words the concerns about a device (SYNC-13). */

import type { Concern } from '@liangma/shared/devices/device-health';
import { MINUTE } from '@liangma/shared/kernel/instant';
import type { devices } from '#lib/words/desk/devices.zh-CN.ts';

type Words = typeof devices;

export function sayConcern(concern: Concern, words: Words, time: (at: number) => string): string {
  switch (concern.code) {
    case 'cleared':
      return words.cleared(concern.events, time(concern.at));
    case 'missing':
    case 'sending':
    case 'parked':
      return words[concern.code](concern.events);
    case 'may-hold':
      return concern.tasks > 0
        ? words.mayHold(time(concern.since), concern.tasks)
        : words.mayHoldCodes(time(concern.since));
    case 'unknown':
      return words.unknown;
    case 'failing':
      return words.failing(concern.attempts);
    case 'clock-off':
      return words.clockOff(Math.round(concern.skew / MINUTE));
  }
}

/** A build is named by the moment in which it was made, or by its maker; invented devices have none. */
export function sayApp(app: string, words: Words, time: (at: number) => string): string {
  if (app === 'demo') return words.invented;
  return /^\d{13}$/.test(app) ? words.built(time(Number(app))) : app;
}

/** A clock that is less than a minute off is right. */
export function sayClock(skew: number, words: Words): string {
  const minutes = Math.round(skew / MINUTE);
  return minutes === 0 ? words.exact : words.clockOff(minutes);
}
