/** Officers and hours of an account's last application, for the next one. */
import { DAY, type Day, dayOf, startOfDay } from '@liangma/shared/kernel/instant';
import type { Officer } from '@liangma/shared/registry/officer';
import type { FormLists } from './application-form.svelte.ts';
import { isWorkday, windowFields } from './window.ts';

export interface LastTeam {
  readonly officers: readonly Pick<Officer, 'id' | 'name'>[];
  readonly from: string;
  readonly to: string;
  readonly endsNextDay: boolean;
  /** The first workday after today. */
  readonly day: Day;
}

/** Undefined where the account has not applied yet, or the officers have left. */
export function lastTeam({ tasks, officers }: FormLists, account: string, today: Day): LastTeam | undefined {
  const own = tasks.filter(({ applied }) => applied.by === account);
  const last = own.reduce((latest, task) => (task.applied.at > (latest?.applied.at ?? 0) ? task : latest), own[0]);
  if (!last) return undefined;
  const team = last.officers.flatMap(({ id }) => officers.filter((officer) => officer.id === id));
  if (team.length < last.officers.length) return undefined;
  const { from, to, endsNextDay } = windowFields(last.window);
  return { officers: team, from, to, endsNextDay, day: nextWorkday(today) };
}

function nextWorkday(today: Day): Day {
  const next = dayOf(startOfDay(today) + DAY);
  return isWorkday(next) ? next : nextWorkday(next);
}
