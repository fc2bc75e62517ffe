/** Registers that a county fills before its first inspection, in the order in which rows name each other. */
import type { Result } from '@liangma/shared/kernel/result';
import { agencySource, enterpriseSource, matterSource, officerSource, peopleSource } from '#lib/api/lists.ts';
import type { Problem } from '#lib/api/problem.ts';
import { all } from '#lib/loading/all.ts';

export const FIRST_STEPS = ['agencies', 'officers', 'matters', 'enterprises', 'people'] as const;
export type FirstStep = (typeof FIRST_STEPS)[number];

/** Rows of each register. */
export type FirstCounts = Readonly<Record<FirstStep, number>>;

export async function readFirstCounts(): Promise<Result<FirstCounts, Problem>> {
  const one = { limit: 1 } as const;
  const read = await all({
    agencies: agencySource.read(one),
    officers: officerSource.read(one),
    matters: matterSource.read(one),
    enterprises: enterpriseSource.read(one),
    people: peopleSource.read(one),
  });
  if (!read.ok) return read;
  const { agencies, officers, matters, enterprises, people } = read.value;
  const value = {
    agencies: agencies.total,
    officers: officers.total,
    matters: matters.total,
    enterprises: enterprises.total,
    people: people.total,
  };
  return { ok: true, value };
}

/** The first administrator is a person from the set-up on. */
export const isDone = (counts: FirstCounts, step: FirstStep): boolean => counts[step] > (step === 'people' ? 1 : 0);
