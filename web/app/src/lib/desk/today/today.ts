/** Content of the desk's front page for a day: pending work, and visits on site. */
import { DAY, type Day, dayOf, startOfDay } from '@liangma/shared/kernel/instant';
import type { Officer } from '@liangma/shared/registry/officer';
import type { TaskRow } from '@liangma/shared/tasks/task-list';
import { waitsForPartner } from '#lib/desk/deciding/queue.ts';
import { needsRenewal } from '#lib/officers/certificate.ts';

interface Lists {
  readonly applied: readonly TaskRow[];
  readonly rejected: readonly TaskRow[];
  /** Issued or being carried out. */
  readonly open: readonly TaskRow[];
  readonly officers: readonly Officer[];
}

export interface Today {
  readonly waiting: readonly TaskRow[];
  /** QUAL-4: joint inspections of other agencies that wait for the own agreement. */
  readonly toJoin: number;
  /** Decided in the last week, so that the clerk hears of it. */
  readonly rejected: readonly TaskRow[];
  readonly onSite: readonly TaskRow[];
  readonly renewals: number;
}

const HEARD_OF = 7 * DAY;

/** `agency`: the own one; of the applications of others, those that wait for its agreement are counted apart. */
export function today({ applied, rejected, open, officers }: Lists, day: Day, agency: string | undefined): Today {
  const since = startOfDay(day) - HEARD_OF;
  /** Returned or refused applications that were made again. */
  const again = new Set([...applied, ...open].map(({ replaces }) => replaces));
  return {
    waiting: applied.filter((task) => task.agency.id === agency),
    toJoin: applied.filter((task) => waitsForPartner(task, agency)).length,
    rejected: rejected.filter(({ id, rejectedAt }) => (rejectedAt ?? 0) >= since && !again.has(id)),
    onSite: open
      .filter(({ window }) => dayOf(window.from) <= day && day <= dayOf(window.to - 1))
      .sort((a, b) => a.window.from - b.window.from),
    renewals: officers.filter((officer) => needsRenewal(officer, day)).length,
  };
}
