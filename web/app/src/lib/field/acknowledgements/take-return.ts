/**
 * A scanned return QR, taken on duty: is it whole, is it an answer to the code of a task here, is it new? Then it is an
 * event of this device, on disk before this resolves; with network it goes to the server like any other (SYNC-7).
 */
import { toBase64Url } from '@liangma/shared/kernel/bytes';
import type { VerifySignature } from '@liangma/shared/kernel/cose';
import type { Digest } from '@liangma/shared/kernel/digest';
import type { TaskId } from '@liangma/shared/kernel/ids';
import { err, ok, type Result } from '@liangma/shared/kernel/result';
import {
  type Acknowledgement,
  acknowledgementIn,
  bytesOfAcknowledgement,
  verifyAcknowledgement,
} from '@liangma/shared/protocol/acknowledgement';
import { digestOfCode, sameAnswer } from '@liangma/shared/protocol/answer';
import type { Task } from '@liangma/shared/tasks/task';
import { hasCode } from '@liangma/shared/tasks/transition';
import type { NewEvent } from '#lib/offline/outbox/chain.ts';
import type { TaskLog } from '#lib/offline/tasks/task-log.ts';

export interface ReturnPorts {
  readonly verifySignature: VerifySignature;
  readonly sha256: Digest;
  /** Null when this device has no such task. */
  readonly taskLog: (id: TaskId) => Promise<TaskLog | null>;
  /** Throws what the storage throws. */
  readonly append: (event: NewEvent<'acknowledgement-scanned'>) => Promise<Result<unknown, 'too-large'>>;
}

/** `other-code`: an answer to a code of this task that is not the one here. */
export type ReturnTrouble = 'broken' | 'other-task' | 'other-code' | 'too-large';

export interface Taken {
  readonly answer: Acknowledgement;
  readonly task: Task;
  /** False when it is here already, or the server has it. */
  readonly fresh: boolean;
}

export async function takeReturn(text: string, ports: ReturnPorts): Promise<Result<Taken, ReturnTrouble>> {
  const { verifySignature, sha256 } = ports;
  const bytes = bytesOfAcknowledgement(text);
  const opened = bytes && (await verifyAcknowledgement(bytes, verifySignature, sha256));
  if (!bytes || !opened?.ok) return err('broken');
  const answer = opened.value;
  const log = await ports.taskLog(answer.task);
  if (!log || !hasCode(log.known)) return err('other-task');
  const { known: task } = log;
  if (answer.code !== (await digestOfCode(log.known.code, task.id, sha256))) return err('other-code');
  if (isHere(log, answer)) return ok({ answer, task, fresh: false });
  const data = { ack: toBase64Url(bytes) };
  const made = await ports.append({ type: 'acknowledgement-scanned', task: task.id, taskRev: task.rev, data });
  return made.ok ? ok({ answer, task, fresh: true }) : made;
}

/** Tells whether the answer is stored. An answer that the server did not accept may be carried again. */
function isHere({ known, events }: TaskLog, answer: Acknowledgement): boolean {
  const scans = hasCode(known) ? known.scans : [];
  const refused = 'refused' in known ? [known.refused] : [];
  if ([...scans, ...refused].some(({ event }) => event === answer.event)) return true;
  return events.some(({ row, event }) => {
    const kept = event.type === 'acknowledgement-scanned' ? acknowledgementIn(event) : undefined;
    return kept !== undefined && sameAnswer(kept, answer) && row.sync.state !== 'rejected';
  });
}
