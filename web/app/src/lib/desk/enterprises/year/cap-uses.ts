/** Yearly limits of the own matters, and the part of each that is used at an enterprise (FREQ-1). */
import { type EnterpriseFacts, factsOf } from '@liangma/shared/compliance/facts';
import { usesOfLimits } from '@liangma/shared/compliance/frequency';
import { DAY, dayOf, startOfYear, yearOf } from '@liangma/shared/kernel/instant';
import type { Matter } from '@liangma/shared/matters/matter';

export interface CapUse {
  readonly matter: string;
  readonly title: string;
  readonly used: number;
  /** Highest number that may hold; infinite where the facts do not tell the number. */
  readonly cap: number;
  /** True where the number rests on facts that are missing. */
  readonly isUnsure: boolean;
  readonly waiting: number;
}

export interface CapUses {
  /** Limits of which something is used or asked for; the most used come first. */
  readonly touched: readonly CapUse[];
  /** Number of limits of which nothing is used. */
  readonly untouched: number;
}

/** Counts as for a routine inspection: of today in the current year, else of the last day of the year. */
export function capUses(facts: EnterpriseFacts, matters: readonly Matter[], year: number): CapUses {
  const from = yearOf(facts.now) === year ? facts.now : startOfYear(year + 1) - DAY;
  const day = dayOf(from);
  const inForce = matters.filter(({ validFrom, validTo }) => validFrom <= day && (validTo === null || day <= validTo));
  const asked = {
    type: 'routine',
    source: 'annual-plan',
    matters: inForce.map(({ id }) => id),
    window: { from, to: from + DAY },
  } as const;
  const uses = usesOfLimits(
    asked,
    factsOf({ officers: [] }, facts, { officers: [], partners: [], matters: inForce }),
  ).map(
    ({ matter, bounds, used, atMost, waiting }): CapUse => ({
      matter: matter.id,
      title: matter.title,
      used: atMost.length,
      cap: bounds.least,
      isUnsure: bounds.unknown.length > 0 || atMost.length > used.length,
      waiting,
    }),
  );
  const touched = uses.filter(({ used, waiting }) => used > 0 || waiting > 0);
  return {
    touched: touched.sort((a, b) => b.used / b.cap - a.used / a.cap),
    untouched: uses.length - touched.length,
  };
}
