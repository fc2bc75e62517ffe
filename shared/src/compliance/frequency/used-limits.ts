/** Limits of the year as an approval form states them. */
import type { Application, Paper } from '../../tasks/task.ts';
import type { Facts } from '../facts.ts';
import { usesOfLimits } from '../frequency.ts';
import { partsOf } from '../joint/parts.ts';

/**
 * Returns how many inspections of the year count towards each limit of the application (FREQ-1). A limit whose number the facts
 * do not tell is left out. The form keeps these numbers, whatever is inspected later.
 */
export function usedLimits(application: Application, facts: Facts): Pick<Paper, 'limits'> {
  const uses = partsOf(application, facts).flatMap(([part, known]) => usesOfLimits(part, known));
  const limits = uses.flatMap(({ matter, bounds, used }) =>
    bounds.holds && bounds.least === bounds.most && Number.isFinite(bounds.most)
      ? [{ matter: matter.title, used: used.length, cap: bounds.most }]
      : [],
  );
  return limits.length > 0 ? { limits } : {};
}
