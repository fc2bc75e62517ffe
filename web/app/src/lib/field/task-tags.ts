/** The tags of a task in a list: is the code good, how often, with whom. */
import { capFor, type Matter } from '@liangma/shared/matters/matter';
import type { Task } from '@liangma/shared/tasks/task';
import type { Locale } from '@liangma/web-common/locale';
import { sayShort } from './say.ts';
import type { words } from './words.svelte.ts';

type Words = typeof words.words;

export interface Tag {
  readonly kind: '' | 'ok' | 'warn' | 'bad';
  readonly text: string;
}

export interface TagContext {
  readonly words: Words;
  readonly locale: Locale;
  readonly now: number;
  readonly matters: ReadonlyMap<string, Matter>;
  /** Who holds this device. */
  readonly officer: string | null;
  /** Unsent events of this task. */
  readonly unsent: boolean;
}

export function tagsOf(task: Task, context: TagContext): Tag[] {
  const { words, matters, officer } = context;
  const others = task.officers.filter(({ id }) => id !== officer).map(({ name }) => name);
  const cap = leastCap(task, matters);
  return [
    stateTag(task, context),
    ...(context.unsent ? [{ kind: 'warn', text: words.center.waiting } as const] : []),
    ...(task.type === 'routine' ? [] : [{ kind: '', text: words.tasks.types[task.type] } as const]),
    ...('grant' in task && task.grant ? [{ kind: '', text: words.tasks.onSite } as const] : []),
    // Which of the year it is, only the server can count.
    ...(task.nth === 0 ? [] : [nthTag(task, cap, words)]),
    ...(others.length > 0 ? [{ kind: '', text: words.today.with(others.join(words.today.and)) } as const] : []),
  ];
}

const nthTag = ({ nth }: Task, cap: number | undefined, words: Words): Tag => ({
  kind: '',
  text: cap === undefined || nth > cap ? words.task.nthOnly(nth) : words.today.nthOfCap(nth, cap),
});

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

/** The lowest of the yearly caps that its matters state for this grade. */
export function leastCap(task: Task, matters: ReadonlyMap<string, Matter>): number | undefined {
  const caps = task.matters.flatMap((id) => {
    const matter = matters.get(id);
    const cap = matter && capFor(matter.cap, task.enterprise.grade);
    return cap === undefined ? [] : [cap];
  });
  return caps.length > 0 ? Math.min(...caps) : undefined;
}
