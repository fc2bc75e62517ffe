/** A late entry as it is typed, and the application that it becomes. */
import { MINUTE } from '@liangma/shared/kernel/instant';
import { type Application, applicationSchema, referenceSchema } from '@liangma/shared/tasks/task';
import * as v from 'valibot';
import type { LateContent } from '../rows.ts';

export const emptyContent = (officer: string): LateContent => ({
  enterprise: null,
  ground: '',
  source: 'complaint',
  number: '',
  received: '',
  channel: 'hotline',
  matters: [],
  officers: [officer],
  from: '',
  to: '',
  reason: '',
  whyOnSite: '',
});

/** Local time of a form (2026-11-24T09:30) is time in China, wherever the phone thinks it is. */
export const instantOf = (text: string): number | undefined => {
  const at = /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(text) ? Date.parse(`${text.slice(0, 16)}:00+08:00`) : Number.NaN;
  return Number.isNaN(at) ? undefined : at;
};

/** The form's text for an instant, in whole minutes. */
export const localOf = (at: number): string =>
  new Date(at - (at % MINUTE) + 8 * 60 * MINUTE).toISOString().slice(0, 16);

/** Undefined while something is missing that the rules cannot judge without. */
export function applicationOfEntry(content: LateContent): Application | undefined {
  const { enterprise, ground, source, matters, officers, whyOnSite, reason } = content;
  const [from, to] = [instantOf(content.from), instantOf(content.to)];
  const clue = v.safeParse(referenceSchema, {
    number: content.number,
    date: content.received,
    channel: content.channel,
  });
  const parsed = v.safeParse(applicationSchema, {
    enterprise: enterprise?.id,
    type: 'case',
    source,
    matters,
    officers,
    assistants: 0,
    window: { from, to },
    reference: clue.success ? clue.output : null,
    offSite: 'none',
    whyOnSite,
    reasons: reason.trim() === '' ? {} : { 'LATE-2': reason },
    late: { ground },
  });
  return parsed.success ? parsed.output : undefined;
}
