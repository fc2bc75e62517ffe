/** A quiet period while it is typed, and the state of one that is arranged (QUIET-1). */
import type { Day } from '@liangma/shared/kernel/instant';
import { err, ok, type Result } from '@liangma/shared/kernel/result';
import { type QuietPeriod, type QuietTerms, quietTermsSchema } from '@liangma/shared/quiet-periods/quiet-period';
import * as v from 'valibot';

export const QUIET_STATES = ['in-force', 'planned', 'ended'] as const;
export type QuietState = (typeof QUIET_STATES)[number];

type Dated = Pick<QuietPeriod, 'from' | 'until' | 'days'>;

/** A span that has passed is over, also where the arrangement names no last day. */
export function quietStateOn({ from, until, days }: Dated, today: Day): QuietState {
  if ((until !== null && until < today) || (days.kind === 'span' && days.to < today)) return 'ended';
  return from > today ? 'planned' : 'in-force';
}

/** Returns true for a last day that the server accepts: not before the first day, and no later than the one arranged. */
export const mayEndOn = ({ from, until }: Dated, day: Day): boolean =>
  day !== '' && from <= day && (until === null || day <= until);

export interface QuietDraft {
  name: string;
  region: string;
  /** Codes of GB/T 4754, with spaces or commas between them; empty for all industries. */
  classes: string;
  kind: 'monthly' | 'span';
  /** Days of the month as typed. */
  monthFrom: string;
  monthTo: string;
  spanFrom: string;
  spanTo: string;
  from: string;
  until: string;
  exemptions: { code: string; text: string }[];
  document: string;
}

export const emptyQuietDraft = (region: string, today: Day): QuietDraft => ({
  name: '',
  region,
  classes: '',
  kind: 'monthly',
  monthFrom: '1',
  monthTo: '25',
  spanFrom: '',
  spanTo: '',
  from: today,
  until: '',
  exemptions: [],
  document: '',
});

/** A free code for one more exemption. */
export function nextCode(exemptions: QuietDraft['exemptions']): string {
  const taken = new Set(exemptions.map(({ code }) => code));
  let n = exemptions.length + 1;
  while (taken.has(`ground-${n}`)) n++;
  return `ground-${n}`;
}

export const QUIET_FIELDS = ['name', 'region', 'classes', 'days', 'from', 'exemptions', 'document'] as const;
export type QuietField = (typeof QUIET_FIELDS)[number];

/** Returns the terms, or the fields that are not filled in as the schema asks. */
export function toTerms(draft: QuietDraft): Result<QuietTerms, readonly QuietField[]> {
  const terms = {
    name: draft.name,
    region: draft.region,
    classes: draft.classes.split(/[\s,，、;；]+/).filter(Boolean),
    days:
      draft.kind === 'span'
        ? { kind: 'span', from: draft.spanFrom, to: draft.spanTo }
        : { kind: 'monthly', from: Number(draft.monthFrom), to: Number(draft.monthTo) },
    from: draft.from,
    until: draft.until === '' ? null : draft.until,
    exemptions: draft.exemptions.map(({ code, text }) => ({ code: code.trim(), text })),
    document: draft.document,
  };
  const parsed = v.safeParse(quietTermsSchema, terms);
  const wrong = new Set<QuietField>(parsed.issues?.flatMap((issue) => fieldOf(issue) ?? []));
  if (terms.days.from > terms.days.to) wrong.add('days');
  if (terms.until !== null && terms.until < terms.from) wrong.add('from');
  if (new Set(terms.exemptions.map(({ code }) => code)).size < terms.exemptions.length) wrong.add('exemptions');
  if (parsed.success && wrong.size === 0) return ok(parsed.output);
  return err(QUIET_FIELDS.filter((field) => wrong.has(field)));
}

function fieldOf({ path }: v.BaseIssue<unknown>): QuietField | undefined {
  const key = path?.[0]?.key;
  return key === 'until' ? 'from' : QUIET_FIELDS.find((field) => field === key);
}
