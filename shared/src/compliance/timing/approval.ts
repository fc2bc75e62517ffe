/** Approved beforehand, for a short time: APR-1, APR-3. Who may approve is in `tasks/transition.ts`. */
import { DAY, type Instant } from '../../kernel/instant.ts';
import type { Application } from '../../tasks/task.ts';
import type { Facts } from '../facts.ts';
import { type Finding, finding } from '../finding.ts';

/** [APR-1] Approval comes before the inspection, so a window that has ended is applied for as a late entry alone. */
export function windowAhead({ window, late }: Pick<Application, 'window' | 'late'>, now: Instant): Finding[] {
  return window.to <= now && !late ? [finding('window-past', { to: window.to }, [{ kind: 'change-window' }])] : [];
}

/** [APR-3] An inspection period is short: a code that stands for months would admit anybody at any time. */
export function windowShort({ window }: Pick<Application, 'window'>, { policy }: Pick<Facts, 'policy'>): Finding[] {
  const { longestWindow } = policy;
  if (window.to - window.from <= longestWindow) return [];
  return [finding('window-too-long', { days: longestWindow / DAY }, [{ kind: 'change-window' }])];
}
