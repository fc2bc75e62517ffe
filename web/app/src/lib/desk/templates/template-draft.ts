/** An application that is filled in, as a template, and a template put into one. */
import type { ApplicationTemplate, TemplateTerms } from '@liangma/shared/tasks/application-template';
import type { Draft } from '#lib/desk/application/draft.ts';

const DAY_MINUTES = 24 * 60;

const minutesAt = (clock: string): number | undefined => {
  const [, hours, minutes] = /^(\d{1,2}):(\d\d)$/.exec(clock) ?? [];
  return hours === undefined ? undefined : Number(hours) * 60 + Number(minutes);
};
const clockAt = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

/** Leaves out the enterprise, the day, the clue and the reasons: they belong to one inspection. */
export function termsOf(draft: Draft, name: string): TemplateTerms {
  const { type, source, matters, officers, assistants, offSite, whyOnSite } = draft;
  const [from, to] = [minutesAt(draft.from), minutesAt(draft.to)];
  const length = from === undefined || to === undefined ? 0 : to - from + (draft.endsNextDay ? DAY_MINUTES : 0);
  return {
    name: name.trim(),
    type,
    source,
    matters,
    officers,
    assistants,
    from: from === undefined ? '' : clockAt(from),
    minutes: length >= 5 ? length : null,
    offSite: offSite === '' ? null : offSite,
    whyOnSite,
  };
}

interface Known {
  readonly officers: readonly { readonly id: string }[];
  readonly matters: readonly { readonly id: string }[];
}

export interface Used {
  readonly draft: Draft;
  /** Matters and officers of the template that are no longer to be chosen. */
  readonly dropped: number;
}

/** Puts a template into a draft; what a template never names stays as it is. */
export function withTemplate(draft: Draft, template: ApplicationTemplate, known: Known): Used {
  const { type, source, assistants, offSite, whyOnSite, from, minutes } = template;
  const matters = template.matters.filter((id) => known.matters.some((matter) => matter.id === id));
  const officers = template.officers.filter((id) => known.officers.some((officer) => officer.id === id));
  const start = minutesAt(from);
  const end = start === undefined || minutes === null ? undefined : start + minutes;
  const fits = end !== undefined && end < 2 * DAY_MINUTES;
  return {
    draft: {
      ...draft,
      type,
      source,
      matters,
      officers,
      assistants,
      offSite: offSite ?? '',
      whyOnSite,
      ...(start !== undefined && { from: clockAt(start) }),
      ...(fits && { to: clockAt(end % DAY_MINUTES), endsNextDay: end >= DAY_MINUTES }),
    },
    dropped: template.matters.length - matters.length + template.officers.length - officers.length,
  };
}
