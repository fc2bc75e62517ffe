/** A field of an application in words. */
import type { Window } from '@liangma/shared/kernel/instant';
import type { Content, Reference } from '@liangma/shared/tasks/task';
import type { Field } from '@liangma/shared/tasks/versions';
import type { tasks } from '@liangma/web-common/words/tasks/zh-CN';
import type { editing } from '#lib/words/desk/editing.zh-CN.ts';

export interface FieldWords {
  readonly editing: typeof editing;
  readonly tasks: typeof tasks;
  /** Between names. */
  readonly and: string;
  readonly window: (window: Window) => string;
  /** Name of an officer or matter; an unknown one is named by its id. */
  readonly nameOf: (id: string) => string | undefined;
}

/** Empty for a field that an earlier version does not name. */
export function sayField(field: Field, content: Partial<Content>, words: FieldWords): string {
  const names = (ids: readonly string[]): string => ids.map((id) => words.nameOf(id) ?? id).join(words.and);
  switch (field) {
    case 'type':
      return content.type ? words.tasks.types[content.type] : '';
    case 'source':
      return content.source ? words.tasks.sources[content.source] : '';
    case 'matters':
    case 'officers':
    case 'partners':
      return names(content[field] ?? []) || words.editing.none;
    case 'assistants':
      return words.editing.people(content.assistants ?? 0);
    case 'window':
      return content.window ? words.window(content.window) : '';
    case 'reference':
      return content.reference ? sayReference(content.reference, words.tasks) : words.editing.none;
    case 'whyOnSite':
      return content.whyOnSite || words.editing.none;
    case 'offSite':
      return content.offSite ? words.tasks.offSiteAnswer(content.offSite) : words.editing.none;
    case 'assistance':
      return content.assistance ? sayAssistance(content.assistance) : words.editing.none;
    case 'surprise':
      return content.surprise ? words.editing.yes : words.editing.none;
    case 'late':
      return content.late ? words.tasks.lateGrounds[content.late.ground] : words.editing.none;
    case 'quietExemption':
    case 'document':
    case 'premises':
      return content[field] || words.editing.none;
    case 'attachments':
      return names((content.attachments ?? []).map(({ name }) => name)) || words.editing.none;
    case 'reasons':
      return sayReasons(content.reasons ?? {}) || words.editing.none;
  }
}

/** Number, day and channel of the document behind an exempt source. */
export const sayReference = ({ channel, number, date }: Reference, words: FieldWords['tasks']): string =>
  words.reference.say(channel, number, date);

const sayAssistance = ({ number, date, authority }: NonNullable<Content['assistance']>): string =>
  [authority, number, date].join(' ');

const sayReasons = (reasons: Readonly<Record<string, string>>): string =>
  Object.entries(reasons)
    .map(([rule, reason]) => `${rule} ${reason}`)
    .join('\n');
