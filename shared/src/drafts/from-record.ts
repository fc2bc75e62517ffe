/** Turns a record into entries of a draft, so that a refused record can be filled in again (SYNC-14). */
import type { InspectionRecord } from '../records/record.ts';
import { answerKey, CORRECT_BY, findingKey, OPINION, OUTCOME, PERSON_PRESENT } from './items.ts';
import type { Change } from './merge.ts';

export function entriesOf({ items, outcome, correctBy, personPresent, opinion }: InspectionRecord): Change[] {
  const answers = items.flatMap(({ matter, item, answer, finding }): [string, string][] => [
    [answerKey(`${matter}|${item}`), answer],
    ...(finding === '' ? [] : [[findingKey(`${matter}|${item}`), finding] as [string, string]]),
  ]);
  const fields: [string, string][] = [
    [OUTCOME, outcome],
    [CORRECT_BY, correctBy ?? ''],
    [PERSON_PRESENT, personPresent],
    [OPINION, opinion],
  ];
  const filled = fields.filter(([, value]) => value !== '');
  return [...answers, ...filled].map(([key, value]) => ({ key, value, over: [] }));
}
