/** The tags of a task in a list: is the code good, how often, with whom. */
import type { Task } from '@liangma/shared/tasks/task';
import type { Locale } from '@liangma/web-common/locales';
import type { fieldWords } from '#lib/words/field.svelte.ts';
import { sayShort } from '../say.ts';

type Words = typeof fieldWords.words;

export interface Tag {
  readonly kind: '' | 'ok' | 'warn' | 'bad';
  readonly text: string;
}

export interface TagContext {
  readonly words: Words;
  readonly locale: Locale;
  readonly now: number;
  /** Officer who holds this device. */
  readonly officer: string | null;
  /** Unsent events of this task. */
  readonly unsent: boolean;
}

export function tagsOf(task: Task, context: TagContext): Tag[] {
  const { words, officer } = context;
  const others = task.officers.filter(({ id }) => id !== officer).map(({ name }) => name);
  return [
    stateTag(task, context),
    ...(context.unsent ? [{ kind: 'warn', text: words.center.waiting } as const] : []),
    ...(task.type === 'routine' ? [] : [{ kind: '', text: words.tasks.types[task.type] } as const]),
    ...(task.partners ? [{ kind: '', text: words.tasks.joint } as const] : []),
    ...('grant' in task && task.grant ? [{ kind: '', text: words.tasks.onSite } as const] : []),
    // Only the server can count. No cap stands beside it: that limits one matter, and `nth` counts all.
    ...(task.nth === 0 ? [] : [{ kind: '', text: words.tasks.nth(task.nth) } as const]),
    ...(others.length > 0 ? [{ kind: '', text: words.today.with(others.join(words.today.and)) } as const] : []),
  ];
}

function stateTag(task: Task, { words, locale, now }: TagContext): Tag {
  const { from, to } = task.window;
  switch (task.state) {
    case 'issued':
      if (now < from) return { kind: '', text: words.today.validFrom(sayShort(from, now, locale)) };
      if (now >= to) return { kind: 'bad', text: words.today.expired };
      return { kind: 'ok', text: words.today.validUntil(sayShort(to, now, locale)) };
    case 'inspecting':
      return { kind: 'warn', text: words.tasks.states.inspecting };
    case 'recorded':
      return { kind: 'ok', text: words.today.recorded };
    case 'applied':
      return { kind: '', text: words.tasks.states.applied };
    default:
      return { kind: 'bad', text: words.tasks.states[task.state] };
  }
}
