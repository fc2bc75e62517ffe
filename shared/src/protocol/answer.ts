/**
 * Answer of an enterprise at the door. It travels in the event of its own phone, or in the return QR that the officer's phone
 * carries (`acknowledgement.ts`). Both state the same, except that only the event has the words of a refusal.
 */
import { toHex } from '../kernel/bytes.ts';
import { encodeCbor } from '../kernel/cbor.ts';
import type { Digest } from '../kernel/digest.ts';
import { type DeviceId, type EventId, type TaskId, uuidToBytes } from '../kernel/ids.ts';
import type { Instant } from '../kernel/instant.ts';
import type { Refusal, Scan } from '../scans/scan.ts';
import { decodeClaims, encodePrinted } from '../task-code/claims.ts';
import { parseContainer } from '../task-code/container.ts';
import { bytesOfText } from '../task-code/text.ts';
import type { EventIn } from './event.ts';

/** Channels of an enterprise's own phone. */
export const OWN_CHANNELS = ['camera', 'link'] as const satisfies Scan['channel'][];

export type AnswerContent =
  | { readonly type: 'scan'; readonly verdict: Scan['verdict']; readonly channel: (typeof OWN_CHANNELS)[number] }
  | { readonly type: 'refusal'; readonly ground: Refusal['ground'] };

export interface Answer {
  /** Id of the event in which the enterprise's own phone keeps it. */
  readonly event: EventId;
  readonly task: TaskId;
  /** The enterprise's. */
  readonly device: DeviceId;
  /** Its clock. */
  readonly at: Instant;
  /** `digestOfCode` of what was scanned. */
  readonly code: string;
  readonly content: AnswerContent;
}

/** Undefined for what an officer entered for a person without phone, and for a text that is no code. */
export async function answerOf(event: EventIn<'scan' | 'refusal'>, sha256: Digest): Promise<Answer | undefined> {
  const { id, task, device, at } = event;
  const content = contentIn(event);
  const code = await digestOfCode(event.data.code, task, sha256);
  return content && code !== undefined ? { event: id, task, device, at, code, content } : undefined;
}

function contentIn(event: EventIn<'scan' | 'refusal'>): AnswerContent | undefined {
  if (event.type === 'refusal') return { type: 'refusal', ground: event.data.ground };
  const { verdict, channel } = event.data;
  return channel === 'assisted' ? undefined : { type: 'scan', verdict, channel };
}

export const sameAnswer = (a: Answer, b: Answer): boolean => inOrder(a) === inOrder(b);

const inOrder = ({ event, task, device, at, code, content }: Answer): string =>
  JSON.stringify([event, task, device, at, code, Object.entries(content).sort()]);

const DIGEST_BYTES = 16;

/**
 * Names a code by 16 bytes as hex, the same for its printed and its live form, which differ only in the anchor.
 * A code under a grant is signed afresh in each step of its display, so its task stands for it.
 */
export async function digestOfCode(text: string, task: TaskId, sha256: Digest): Promise<string | undefined> {
  const bytes = bytesOfText(text);
  const container = bytes && parseContainer(bytes);
  const claims = container && decodeClaims(container.payload);
  if (!container?.grant && !claims) return undefined;
  const hash = await sha256(claims ? encodeCbor(encodePrinted(claims)) : uuidToBytes(task));
  return toHex(hash.subarray(0, DIGEST_BYTES));
}
