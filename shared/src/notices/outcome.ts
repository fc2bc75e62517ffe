/**
 * [RES-1] Outcome of an inspection as the enterprise reads it, behind the link of its message. The link is for whoever holds the
 * telephone of the contact: it shows what the enterprise was told on site, and nothing of what supervisors or the agency's desk note.
 */
import * as v from 'valibot';
import { fromBase64Url, toBase64Url } from '../kernel/bytes.ts';
import { isUuidV7, uuidFromBytes, uuidToBytes } from '../kernel/ids.ts';
import { daySchema, instantSchema } from '../kernel/instant.ts';
import type { Matter } from '../matters/matter.ts';
import { OUTCOMES } from '../records/record.ts';
import { agenciesOf, partnerOf } from '../tasks/joining.ts';
import type { Task } from '../tasks/task.ts';

export const outcomeViewSchema = v.object({
  agency: v.string(),
  enterprise: v.string(),
  /** `partner`: name of the agency that sent the officer to a joint inspection. */
  officers: v.array(v.object({ name: v.string(), certificate: v.string(), partner: v.exactOptional(v.string()) })),
  matters: v.array(v.string()),
  startedAt: instantSchema,
  endedAt: instantSchema,
  outcome: v.picklist(OUTCOMES),
  /** Day by which it is to be corrected; null unless that was ordered. */
  correctBy: v.nullable(daySchema),
  /** Findings of items that failed, by matter. */
  findings: v.array(v.object({ matter: v.string(), finding: v.string() })),
  personPresent: v.string(),
  opinion: v.string(),
});
export type OutcomeView = v.InferOutput<typeof outcomeViewSchema>;

/** Undefined while there is no record. */
export function outcomeViewOf(task: Task, matters: readonly Pick<Matter, 'id' | 'title'>[]): OutcomeView | undefined {
  if (!('record' in task)) return undefined;
  const titleOf = (id: string): string => matters.find((matter) => matter.id === id)?.title ?? id;
  const { items, outcome, correctBy, personPresent, opinion, startedAt, endedAt } = task.record;
  const failed = items.filter(({ answer }) => answer === 'fail');
  return {
    agency: agenciesOf(task)
      .map(({ name }) => name)
      .join('、'),
    enterprise: task.enterprise.name,
    officers: task.officers.map(({ name, certificate, agency }) => {
      const partner = partnerOf(task, agency)?.agency.name;
      return { name, certificate, ...(partner && { partner }) };
    }),
    matters: task.matters.map(titleOf),
    startedAt,
    endedAt,
    outcome,
    correctBy,
    findings: failed.map(({ matter, finding }) => ({ matter: titleOf(matter), finding })),
    personPresent,
    opinion,
  };
}

/** Name of a message in its link: 22 characters, of which 74 bits are random. */
export const outcomeToken = (message: string): string => toBase64Url(uuidToBytes(message));

/** `/c` keeps everything after `#` to itself: no server and no proxy on the way reads it. */
export const outcomeLink = (origin: string, message: string): string => `${origin}/c#r=${outcomeToken(message)}`;

/** Id of the message that a link names; undefined for any other text. */
export function messageOfToken(token: string): string | undefined {
  const bytes = fromBase64Url(token);
  const id = bytes?.length === 16 ? uuidFromBytes(bytes) : '';
  return isUuidV7(id) ? id : undefined;
}
