/** An application that is filled in, as a template, and a template put into one. */
import type {
  ApplicationTemplate,
  TemplateParts,
  TemplateTerms,
} from '@liangma/shared/tasks/templates/application-template';
import type { Draft } from '#lib/desk/application/draft.ts';

const DAY_MINUTES = 24 * 60;

const minutesAt = (clock: string): number | undefined => {
  const [, hours, minutes] = /^(\d{1,2}):(\d\d)$/.exec(clock) ?? [];
  return hours === undefined ? undefined : Number(hours) * 60 + Number(minutes);
};
const clockAt = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

export type Hours = Pick<TemplateTerms, 'from' | 'minutes'>;

/** Leaves out the enterprise, the day, the clue and the reasons: they belong to one inspection. */
export function termsOf(draft: Draft, name: string, hours: Hours = hoursOf(draft)): TemplateTerms {
  const { type, source, matters, officers, assistants, offSite, whyOnSite } = draft;
  return {
    name: name.trim(),
    type,
    source,
    matters,
    officers,
    assistants,
    ...hours,
    offSite: offSite === '' ? null : offSite,
    whyOnSite,
  };
}

function hoursOf(draft: Draft): Hours {
  const [from, to] = [minutesAt(draft.from), minutesAt(draft.to)];
  const length = from === undefined || to === undefined ? 0 : to - from + (draft.endsNextDay ? DAY_MINUTES : 0);
  return { from: from === undefined ? '' : clockAt(from), minutes: length >= 5 ? length : null };
}

/** Puts what a template still offers into a draft; what a template never names stays as it is. */
export function withTemplate(draft: Draft, template: ApplicationTemplate, parts: TemplateParts): Draft {
  const { type, source, assistants, offSite, whyOnSite, from, minutes } = template;
  const start = minutesAt(from);
  const end = start === undefined || minutes === null ? undefined : start + minutes;
  const fits = end !== undefined && end < 2 * DAY_MINUTES;
  return {
    ...draft,
    type,
    source,
    matters: [...parts.matters],
    officers: [...parts.officers],
    assistants,
    offSite: offSite ?? '',
    whyOnSite,
    ...(start !== undefined && { from: clockAt(start) }),
    ...(fits && { to: clockAt(end % DAY_MINUTES), endsNextDay: end >= DAY_MINUTES }),
  };
}
