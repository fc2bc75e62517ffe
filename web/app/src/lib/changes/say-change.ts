/** Words a difference between a code and today's register as a row of a table (SYNC-6). */
import type { Window } from '@liangma/shared/kernel/instant';
import type { Difference } from '@liangma/shared/sync/changed-since';
import { sayCap } from '#lib/desk/matters/say-cap.ts';
import type { desk } from '#lib/words/desk/desk.zh-CN.ts';
import type { changes } from '#lib/words/shell/changes.zh-CN.ts';

export interface ChangeRow {
  readonly what: string;
  readonly signed: string;
  readonly now: string;
}

interface Words {
  readonly changes: typeof changes;
  readonly matters: (typeof desk)['matters'];
  readonly window: (window: Window) => string;
}

export function sayChange(change: Difference, { changes: words, matters, window }: Words): ChangeRow {
  switch (change.field) {
    case 'window':
      return { what: words.window, signed: window(change.signed), now: window(change.now) };
    case 'agency':
    case 'enterprise':
      return { what: words[change.field], signed: change.signed, now: change.now };
    case 'agency-gone':
      return { what: words.agency, signed: change.signed, now: words.gone };
    case 'enterprise-gone':
      return { what: words.enterprise, signed: change.signed, now: words.gone };
    case 'officer-gone':
      return { what: words.of(words.qualification, change.signed), signed: words.good, now: words.gone };
    case 'officer-suspended':
      return { what: words.of(words.qualification, change.officer), signed: words.good, now: words.suspended };
    case 'officer-name':
      return { what: words.of(words.officerName, change.officer), signed: change.signed, now: change.now };
    case 'officer-certificate':
      return { what: words.of(words.certificate, change.officer), signed: change.signed, now: change.now };
    case 'matter-gone':
      return { what: words.of(words.listed, change.title), signed: words.onList, now: words.offList };
    case 'matter-title':
      return { what: words.matterTitle, signed: change.signed, now: change.now };
    case 'matter-basis':
      return {
        what: words.of(words.basis, change.title),
        signed: change.signed || words.none,
        now: change.now || words.none,
      };
    case 'matter-cap': {
      const [signed, now] = [sayCap(change.signed, matters), sayCap(change.now, matters)];
      return { what: words.of(words.cap, change.title), signed, now };
    }
    case 'matter-until':
      return {
        what: words.of(words.until, change.title),
        signed: change.signed ?? words.open,
        now: change.now ?? words.open,
      };
  }
}
