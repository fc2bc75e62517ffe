/** The number of a published limit for one enterprise, as far as the facts tell it (FREQ-1). */
import type { Amount, Limit } from '../../matters/cap.ts';
import type { AgencyLevel } from '../../registry/agency.ts';
import { RISK_GRADES, type RiskGrade } from '../../registry/enterprise.ts';

/** Facts on which a number can depend. */
export interface LimitSubject {
  /** Grade on the day of the inspection. */
  readonly grade: RiskGrade;
  /** Marks of the enterprise on other scales, by the name of the scale. */
  readonly marks: Readonly<Record<string, string>>;
  /** A penalty in the year before; undefined where nobody said. */
  readonly penalised: boolean | undefined;
  readonly level: AgencyLevel;
}

/** Lowest and highest number that the limit may have. */
export interface Bounds {
  readonly least: number;
  readonly most: number;
  /** False where it is not known whether the list limits such an enterprise at all. */
  readonly holds: boolean;
  /** Facts that are missing. */
  readonly unknown: readonly string[];
}

/** The list sets no number for such an enterprise or agency. */
export const isNoLimit = ({ exceptGrades, condition, amount, agencies }: Limit, who: LimitSubject): boolean =>
  exceptGrades.includes(gradeOn(amount, who)) ||
  (condition === 'no-penalty-before' && who.penalised === true) ||
  (amount.by === 'level' && amount.perYear[who.level] === undefined) ||
  (Array.isArray(agencies) && !agencies.includes(who.level));

/** Returns every number of the scale as possible where a fact is missing: the limit is passed for sure only above the highest. */
export function boundsOf({ amount, condition }: Limit, who: LimitSubject): Bounds {
  const numbers = numbersOf(amount, who);
  const [least, most] = [Math.min(...numbers), Math.max(...numbers)];
  const holds = condition === null || who.penalised !== undefined;
  const isOpen = least !== most;
  return { least, most, holds, unknown: [...(isOpen ? [amount.by] : []), ...(holds ? [] : ['penalty'])] };
}

/** The grade by which a list numbers: the mark on its own scale where the enterprise has one, else the risk grade. */
export function gradeOn(amount: Amount, { grade, marks }: Pick<LimitSubject, 'grade' | 'marks'>): RiskGrade {
  const own = amount.by === 'grade' ? marks[amount.scale] : undefined;
  return RISK_GRADES.find((one) => one === own?.replace(/[级类等]$/u, '')) ?? grade;
}

function numbersOf(amount: Amount, { grade, marks, level }: LimitSubject): number[] {
  switch (amount.by) {
    case 'flat':
      return [amount.perYear];
    case 'grade': {
      const own = amount.perYear[gradeOn(amount, { grade, marks })];
      return own === undefined ? [...Object.values(amount.perYear), Number.POSITIVE_INFINITY] : [own];
    }
    case 'mark': {
      const own = amount.perYear.find(({ value }) => value === marks[amount.scale]);
      return own ? [own.perYear] : amount.perYear.map(({ perYear }) => perYear);
    }
    case 'level':
      return [amount.perYear[level] ?? Number.POSITIVE_INFINITY];
  }
}
