/**
 * Versions of a task, where two people work on it at once. [SYNC-12] Whoever changes or decides a task says which version
 * they had before their eyes; what was overtaken changes nothing, and they see both versions field by field.
 */
import { particularsOf } from './particulars.ts';
import { type Application, type Content, contentSchema, type Task } from './task.ts';

/** [SYNC-12] `assumedRev`: of the version that the person looked at. */
export const isOvertaken = ({ rev }: Pick<Task, 'rev'>, assumedRev: number): boolean => rev !== assumedRev;

export type Field = keyof Content;
export const FIELDS = Object.keys(contentSchema.entries) as Field[];

/** Returns the fields of a task that may be changed until the decision. */
export const contentOf = ({ officers, partners, ...task }: Task): Content => ({
  type: task.type,
  source: task.source,
  matters: task.matters,
  officers: officers.map(({ id }) => id),
  assistants: task.assistants,
  window: task.window,
  reference: task.reference,
  whyOnSite: task.whyOnSite,
  reasons: task.reasons,
  ...particularsOf(task),
  ...(partners && { partners: partners.map(({ agency }) => agency.id) }),
});

/** Returns the application that a task came from, as far as the rules look at it again when it is decided. */
export const applicationOf = (task: Task): Application => ({ enterprise: task.enterprise.id, ...contentOf(task) });

/** Fields in which two versions differ. Matters and officers are sets: their order says nothing. */
export const differing = (a: Content, b: Content): Field[] =>
  FIELDS.filter((field) => canonical(a[field]) !== canonical(b[field]));

function canonical(value: unknown): string {
  if (Array.isArray(value)) return JSON.stringify([...value].sort());
  if (value && typeof value === 'object') return JSON.stringify(Object.entries(value).sort());
  return JSON.stringify(value);
}

/** A field in which my version and theirs differ. */
export interface Choice {
  readonly field: Field;
  /** The only side that changed it since the common version; `undefined` if both did, so that a person has to choose. */
  readonly changedBy: 'mine' | 'theirs' | undefined;
}

/** [SYNC-12] Returns the choices between two versions of a task; `base` is the version that both began from. */
export const choicesBetween = (base: Content, mine: Content, theirs: Content): Choice[] =>
  differing(mine, theirs).map((field) => {
    const [byMe, byThem] = [mine, theirs].map((version) => differing(base, version).includes(field));
    return { field, changedBy: byMe && byThem ? undefined : byMe ? 'mine' : 'theirs' };
  });

/** Their version, with the fields of mine that were chosen. */
export const chosenOf = (mine: Content, theirs: Content, fromMine: readonly Field[]): Content => ({
  ...theirs,
  ...Object.fromEntries(fromMine.map((field) => [field, mine[field]])),
});
