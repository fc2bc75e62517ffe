/** Kinds of results that each face searches, and the pages they lead to. */
import type { TaskRow } from '@liangma/shared/tasks/task-list';
import { inspectionSource, taskSource } from '#lib/api/lists.ts';
import type { Problem } from '#lib/api/problem.ts';
import { findEnterprises, listOfficers } from '#lib/api/registry.ts';
import { session } from '#lib/session/session.svelte.ts';
import { sayState } from '#lib/tasks/say-filters.ts';
import { times } from '#lib/time/times.ts';
import { taskWords } from '#lib/words/shell.svelte.ts';
import { resolve } from '$app/paths';
import type { FindKind, Found } from './everything.svelte.ts';

const MOST = 6;

const enterprises: FindKind = async (text) => {
  const read = await findEnterprises(text, MOST);
  if (!read.ok) return read.error;
  return read.value.map(({ id, name, township, grade }) => ({
    kind: 'enterprise',
    id,
    title: name,
    detail: `${id} · ${township} · ${taskWords.words.grades[grade]}`,
    href: resolve('/desk/enterprises/[id]', { id }),
  }));
};

const rowOf =
  (href: (id: TaskRow['id']) => string, withAgency: boolean) =>
  ({ id, enterprise, window, state, isReturned, officers, agency }: TaskRow): Found => ({
    kind: 'inspection',
    id,
    title: enterprise.name,
    detail: [
      sayState(isReturned ? 'returned' : state),
      times.window(window),
      withAgency ? agency.name : officers.map(({ name }) => name).join(' '),
    ].join(' · '),
    href: href(id),
  });

const tasks: FindKind = async (text) => {
  const read = await taskSource.read({ q: text, limit: MOST });
  const href = (id: TaskRow['id']): string => resolve('/desk/inspections/[id]', { id });
  return read.ok ? read.value.rows.map(rowOf(href, false)) : read.error;
};

const inspections: FindKind = async (text) => {
  const read = await inspectionSource.read({ q: text, limit: 2 * MOST });
  const href = (id: TaskRow['id']): string => resolve('/supervision/inspections/[id]', { id });
  return read.ok ? read.value.rows.map(rowOf(href, true)) : read.error;
};

/** A small list of the own agency; an officer leads to what he or she inspects. */
const officers: FindKind = async (text): Promise<readonly Found[] | Problem> => {
  const read = await listOfficers();
  if (!read.ok) return read.error;
  return read.value
    .filter(({ name, certificate }) => name.includes(text) || certificate.number.includes(text))
    .slice(0, MOST)
    .map(({ id, name, certificate }) => ({
      kind: 'officer',
      id,
      title: name,
      detail: certificate.number,
      href: `${resolve('/desk/inspections')}?officer=${id}`,
    }));
};

/** An account that may not read tasks finds enterprises alone: an officer leads to tasks too. */
export function kindsOf(face: 'desk' | 'supervision'): readonly FindKind[] {
  if (face === 'supervision') return [inspections];
  return session.may('task.read') ? [enterprises, tasks, officers] : [enterprises];
}
