/** [SYNC-7] An enterprise's answer and the other ways on which it came: the facts for `return-route.ts`. */
import { fromBase64Url } from '@liangma/shared/kernel/bytes';
import { err } from '@liangma/shared/kernel/result';
import {
  type Acknowledgement,
  acknowledgementIn,
  verifyAcknowledgement,
} from '@liangma/shared/protocol/acknowledgement';
import { type Answer, answerOf, digestOfCode } from '@liangma/shared/protocol/answer';
import type { EventIn, LiangmaEvent } from '@liangma/shared/protocol/event';
import type { JudgeFacts } from '@liangma/shared/sync/judge';
import { twinOf } from '@liangma/shared/sync/return-route';
import type { Task } from '@liangma/shared/tasks/task';
import { hasCode } from '@liangma/shared/tasks/transition';
import type { Deps } from '../deps.ts';
import { newDevice } from '../devices/devices.ts';
import { UNKNOWN_SHARD } from '../ports/chain.ts';
import { codeAt } from '../tasks/code-at.ts';
import { eventIn } from './parsed-event.ts';
import type { StoredEvent } from './repository.ts';
import type { EventSession } from './session.ts';

export type AnswerFacts = Pick<JudgeFacts, 'carried' | 'twin' | 'code'>;

interface Answered {
  readonly event: LiangmaEvent;
  /** Shard of the task. */
  readonly shard: string;
  readonly task: Task | undefined;
}

/** `code` stands for a carried answer alone: it brings no code of its own. */
export async function answerFacts(
  deps: Deps,
  session: EventSession,
  { event, shard, task }: Answered,
): Promise<Partial<AnswerFacts>> {
  switch (event.type) {
    case 'scan':
    case 'refusal': {
      const carried = await carriedAnswers(session, shard, event.id);
      return { twin: carried.length === 0 ? 'none' : twinOf(await answerOf(event, deps.signatures.sha256), carried) };
    }
    case 'acknowledgement-scanned':
      return carriedFacts(deps, session, event, { shard, task });
    default:
      return {};
  }
}

async function carriedFacts(
  deps: Deps,
  session: EventSession,
  { data }: EventIn<'acknowledgement-scanned'>,
  { shard, task }: Pick<Answered, 'shard' | 'task'>,
): Promise<Partial<AnswerFacts>> {
  const { verify, sha256 } = deps.signatures;
  const bytes = fromBase64Url(data.ack);
  const answer = bytes ? await verifyAcknowledgement(bytes, verify, sha256) : err('malformed' as const);
  if (!answer.ok) return { carried: { answer, officer: null, revokedAt: null, taskCode: undefined } };
  const { device, event, at } = answer.value;
  const { officer = null, revokedAt = null } = (await session.device(device)) ?? {};
  const text = task && hasCode(task) ? task.code : undefined;
  const others = [...(await carriedAnswers(session, shard, event)), ...(await ownAnswer(deps, session, shard, event))];
  return {
    carried: { answer, officer, revokedAt, taskCode: task && text && (await digestOfCode(text, task.id, sha256)) },
    twin: twinOf(answer.value, others),
    code: text === undefined ? undefined : await codeAt(deps, text, at, { ours: [text] }),
  };
}

/** Reads the answers that other return QRs carried under this id. */
async function carriedAnswers(session: EventSession, shard: string, event: string): Promise<(Answer | undefined)[]> {
  const carriers = await Promise.all((await session.carriers(shard, event)).map(eventIn));
  return carriers.map((carrier) =>
    carrier.type === 'acknowledgement-scanned' ? acknowledgementIn(carrier) : undefined,
  );
}

/** The enterprise's own event under this id; undefined within for one that is no answer at a door. */
async function ownAnswer(
  { signatures }: Deps,
  session: EventSession,
  shard: string,
  id: string,
): Promise<(Answer | undefined)[]> {
  const stored = await session.event([shard, UNKNOWN_SHARD], id);
  if (!stored) return [];
  const event = eventIn(stored);
  const isAnswer = event.type === 'scan' || event.type === 'refusal';
  return [isAnswer ? await answerOf(event, signatures.sha256) : undefined];
}

/** The device that answered is known from now on, as it would be by a push of its own. */
export async function keepCarried(session: EventSession, answer: Acknowledgement, carrier: StoredEvent): Promise<void> {
  const { device, publicKey, event } = answer;
  const { shard, receivedAt } = carrier;
  if (!(await session.device(device))) await session.addDevice(newDevice(device, publicKey, receivedAt), shard);
  await session.saveCarrier(shard, event, carrier.id);
}
