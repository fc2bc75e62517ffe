/** Chooses the key that signs. */
import type { KeyUse } from '@liangma/shared/trust/key-set';
import type { Window } from '../../ports/runtime.ts';
import type { FiledKey } from './key-file.ts';

type Choosable = Pick<FiledKey, 'uses' | 'agencyPrefix' | 'validFrom' | 'validTo' | 'compromisedAt'>;

export interface Wanted {
  readonly use: KeyUse;
  /** Empty for what every agency is to believe: no key of one agency signs that. */
  readonly agency: string;
  /** Seconds since 1970. */
  readonly now: number;
  readonly window: Window | undefined;
}

export const maySign = (key: Choosable, now: number): boolean =>
  key.compromisedAt === null && key.validFrom <= now && now < key.validTo;

/** The longest prefix that fits, of those the newest; the one that lasts longer where two are of the same second. */
export function chooseKey<K extends Choosable>(
  keys: readonly K[],
  { use, agency, now, window }: Wanted,
): K | undefined {
  const [first] = keys
    .filter((key) => (key.uses as readonly string[]).includes(use) && agency.startsWith(key.agencyPrefix))
    .filter((key) => maySign(key, now))
    .filter((key) => !window || (key.validFrom <= window.notBefore && window.expires <= key.validTo))
    .sort(newestFirst);
  return first;
}

export const newestFirst = (a: Choosable, b: Choosable): number =>
  b.agencyPrefix.length - a.agencyPrefix.length || b.validFrom - a.validFrom || b.validTo - a.validTo;

/** Keys of one group replace each other. */
export const groupOf = (key: Pick<Choosable, 'uses' | 'agencyPrefix'>): string =>
  [key.uses.join('+'), key.agencyPrefix].join(' ');

/** The one that signs now, of the group of this key. */
export const signingKey = <K extends Choosable>(keys: readonly K[], of: K, now: number): K | undefined =>
  keys.filter((key) => groupOf(key) === groupOf(of) && maySign(key, now)).sort(newestFirst)[0];
