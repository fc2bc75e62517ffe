/** Approved beforehand: APR-1. Who may approve is in `tasks/transition.ts` and `access/authorise.ts`. */
import type { Instant } from '../kernel/instant.ts';
import type { Application } from '../tasks/task.ts';
import { type Finding, finding } from './finding.ts';

/** [APR-1] Approval comes before the inspection, so a window that has ended cannot be applied for. */
export function windowAhead({ window }: Pick<Application, 'window'>, now: Instant): Finding[] {
  return window.to <= now ? [finding('window-past', { to: window.to }, [{ kind: 'change-window' }])] : [];
}
