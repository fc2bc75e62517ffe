/** The steps of a script, and how they are printed. */
import { HOUR, MINUTE, SECOND } from '@liangma/shared/kernel/instant';
import type { WeatherName } from '../network/weather.ts';

export interface Shape {
  readonly seed: number;
  /** Officers' phones. */
  readonly devices: number;
  readonly replicas: number;
  readonly hours: number;
}

export const OFFICER_ACTS = [
  'show',
  'assist',
  'refuse',
  'start',
  'record',
  'photo',
  'draft',
  'carry',
  'odd',
  'retry',
  'sync',
] as const;
export type OfficerAct = (typeof OFFICER_ACTS)[number];
/** `-live`: before the officers' screen, which shows the code anew every half minute; the others have it from paper. */
export const SHOP_ACTS = ['scan', 'scan-live', 'refuse', 'refuse-live', 'evaluate', 'evaluate-unseen', 'look'] as const;
export type ShopAct = (typeof SHOP_ACTS)[number];

/** The person takes the new version, it comes with the next start, or it opens in another tab beside those of before. */
export type Update = 'taken' | 'at-start' | 'beside';

/** Brings the latest file of a phone to the desk: at once, or at the moment its phone's next push arrives. */
export interface Import {
  readonly file: 'whole' | 'cut' | 'changed';
  readonly when: 'now' | 'beside-a-push';
}

/** Phones are numbered: officers' from 0, then the enterprises'. */
export type Deed =
  | {
      readonly do: 'open' | 'tab' | 'close' | 'evict' | 'sign-out' | 'sign-in' | 'leave' | 'walk-out';
      readonly phone: number;
    }
  | {
      readonly do: 'suspend' | 'reinstate' | 'demote' | 'promote' | 'revoke';
      readonly phone: number;
    }
  | { readonly do: 'act'; readonly phone: number; readonly act: OfficerAct }
  | { readonly do: 'shop'; readonly phone: number; readonly act: ShopAct }
  | { readonly do: 'weather'; readonly phone: number; readonly weather: WeatherName }
  | { readonly do: 'kill'; readonly phone: number; readonly after: number }
  | { readonly do: 'clock'; readonly phone: number; readonly by: number }
  | { readonly do: 'full'; readonly phone: number; readonly writes: number }
  | { readonly do: 'protocol'; readonly phone: number; readonly version: number }
  | { readonly do: 'update'; readonly phone: number; readonly how: Update }
  | { readonly do: 'start'; readonly phone: number; readonly dies: number }
  | { readonly do: 'older-page'; readonly phone: number }
  | { readonly do: 'export'; readonly phone: number }
  | ({ readonly do: 'import'; readonly phone: number } & Import)
  | { readonly do: 'apply'; readonly officers: readonly [number, number]; readonly minutes: number }
  | { readonly do: 'withdraw' | 'reassign' | 'decide' | 'rotate-keys' }
  | { readonly do: 'compromise-keys'; readonly minutes: number }
  | { readonly do: 'end-server'; readonly replica: number; readonly after: number; readonly away: number }
  | { readonly do: 'roll'; readonly replica: number; readonly to: number }
  | { readonly do: 'server-clock'; readonly replica: number; readonly by: number }
  | { readonly do: 'fail-statement'; readonly replica: number; readonly after: number }
  | { readonly do: 'lapse'; readonly replica: number }
  | { readonly do: 'back-up' | 'restore' | 'fail-over' };

export type Step = Deed & { readonly at: number };

/** Officers' phones for each phone of an enterprise. */
const OFFICERS_A_SHOP = 2;
export const shopsOf = ({ devices }: Shape): number => Math.max(1, Math.round(devices / OFFICERS_A_SHOP));

export function sayStep({ at, ...deed }: Step): string {
  const { do: what, ...rest } = deed;
  const details = Object.entries(rest).map(
    ([name, value]) => `${name} ${Array.isArray(value) ? value.join('+') : value}`,
  );
  return [sayTime(at), what, ...details].join('  ');
}

export function sayTime(ms: number): string {
  const pad = (n: number, digits = 2): string => String(Math.floor(n)).padStart(digits, '0');
  return `${pad(ms / HOUR)}:${pad((ms / MINUTE) % 60)}:${pad((ms / SECOND) % 60)}.${pad(ms % SECOND, 3)}`;
}
