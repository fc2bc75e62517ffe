/** What each face looks up, and where a result leads. */
import type { Problem } from '#lib/api/problem.ts';
import { findEnterprises, listOfficers } from '#lib/api/registry.ts';
import { taskWords } from '#lib/words/tasks.svelte.ts';
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

/** A small list of the own agency. */
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
      href: resolve('/desk/officers'),
    }));
};

const KINDS = { desk: [enterprises, officers], supervision: [] } as const;

export const kindsOf = (face: keyof typeof KINDS): readonly FindKind[] => KINDS[face];
