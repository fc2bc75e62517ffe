/** Words the outcome of a decision: a released record may still be refused for the state of its task by now. */
import type { DecidedList } from '@liangma/shared/quarantine/quarantine-list';
import type { Decision } from '#lib/api/quarantine.ts';
import type { quarantine } from '#lib/words/supervision/quarantine.zh-CN.ts';

export function sayDecided(decision: Decision, { events }: DecidedList, words: typeof quarantine): string {
  if (decision === 'dismissed') return words.dismissed(events.length);
  const refused = events.flatMap(({ code }) => code ?? []);
  const why = [...new Set(refused)].map((code) => words.sync.rejects[code].title).join(words.and);
  return [
    ...(events.length > refused.length ? [words.released(events.length - refused.length)] : []),
    ...(refused.length > 0 ? [words.refused(refused.length, why)] : []),
  ].join(words.space);
}
