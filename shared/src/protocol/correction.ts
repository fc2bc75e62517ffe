/**
 * Putting right what the server refused. A signed envelope is never changed: a new event says in whose place it stands,
 * and the old one stays on its device until the new one has a receipt.
 */
import { type EventType, type LiangmaEvent, taskOf } from './event.ts';

/**
 * Only what a person entered can be entered otherwise. `moment`: it states that something was done then; done again, it
 * is another event. `signed-code`: its number is used up; another code is issued. `others-word`: an enterprise signed it.
 */
export const NOT_CORRECTABLE = {
  'code-shown': 'moment',
  scan: 'moment',
  'inspection-started': 'moment',
  'code-issued': 'signed-code',
  'acknowledgement-scanned': 'others-word',
  evaluation: 'others-word',
  'no-code-report': 'others-word',
} as const satisfies Partial<Record<EventType, string>>;

export type NotCorrectable = (typeof NOT_CORRECTABLE)[keyof typeof NOT_CORRECTABLE];
export type CorrectableType = Exclude<EventType, keyof typeof NOT_CORRECTABLE>;

export const isCorrectable = (type: EventType): type is CorrectableType => !(type in NOT_CORRECTABLE);

/** Facts about the event that another one replaces. */
export interface Replaced {
  readonly device: string;
  readonly type: string;
  readonly task: string;
  readonly state: 'accepted' | 'waiting' | 'quarantined' | 'rejected';
}

/**
 * [SYNC-14] An event replaces one of its own device, of its kind, at its task, that was refused. What was refused before
 * it could be read is not known to the server, and can be replaced all the same. Undefined where it stands.
 */
export function replacementTrouble(
  event: LiangmaEvent,
  replaced: Replaced | undefined,
): 'malformed' | 'wrong-state' | undefined {
  if (event.replaces === undefined) return undefined;
  if (!isCorrectable(event.type)) return 'malformed';
  if (!replaced) return undefined;
  const { device, type } = event;
  const isOwn = replaced.device === device && replaced.type === type && replaced.task === taskOf(event);
  if (!isOwn) return 'malformed';
  return replaced.state === 'rejected' ? undefined : 'wrong-state';
}
