/** Check numbers (短号 in the code): drawing one for a code that is being signed, and the ways between a code and its number. */
import { DAY } from '@liangma/shared/kernel/instant';
import { err, ok, type Result } from '@liangma/shared/kernel/result';
import { evaluationOpen } from '@liangma/shared/sync/evaluation-period';
import { SHORT_NUMBER_BYTES, shortNumberOf } from '@liangma/shared/task-code/short-number';
import { verifyCode } from '@liangma/shared/task-code/verify';
import { hasCode } from '@liangma/shared/tasks/transition';
import type { Deps } from '../deps.ts';
import type { ReadTx } from '../ports/store.ts';

/** A code is at doors in its window; a day around it covers a notice that comes early and a doubt that comes late. */
const AROUND_WINDOW = DAY;

/**
 * A number that no kept code has. To be called when the status index is taken: its counter holds back every other
 * approval until this one is committed, so that none draws the same meanwhile. The index on the column is the proof.
 */
export async function drawShortNumber({ random }: Pick<Deps, 'random'>, tx: ReadTx): Promise<string> {
  for (;;) {
    const number = shortNumberOf(random.bytes(SHORT_NUMBER_BYTES));
    if (!(await tx.tasks.byNumber(number))) return number;
  }
}

/**
 * [EVAL-1] The text of the QR, as printed; the asking page verifies it itself. A number is found in its time alone: around
 * the window by anybody, and as long as the inspection can be evaluated, by which time the code lets nobody in.
 */
export async function findCode(deps: Deps, number: string): Promise<Result<string, 'code-not-found'>> {
  const task = await deps.store.read((tx) => tx.tasks.byNumber(number));
  if (!task || !hasCode(task)) return err('code-not-found');
  const now = deps.clock.now();
  const isAround = now < task.window.to + AROUND_WINDOW;
  const isEvaluable = evaluationOpen(task, { at: now, now }, deps.policy);
  const inTime = task.window.from - AROUND_WINDOW <= now && (isAround || isEvaluable);
  return inTime ? ok(task.code) : err('code-not-found');
}

/** The check number of a code that somebody holds, for the way back to evaluate it. Only a code whose signature holds has one. */
export async function numberOfCode(deps: Deps, text: string): Promise<Result<string, 'code-not-found'>> {
  const { verify: verifySignature, sha256 } = deps.signatures;
  const granted = async () => 'grant-invalid' as const;
  const context = { ...(await deps.trust.opened()), now: deps.clock.now(), verifySignature, sha256, granted };
  const { claims } = await verifyCode(text, context);
  const task = claims && (await deps.store.read((tx) => tx.tasks.byId(claims.task)));
  return task && hasCode(task) && task.number !== undefined ? ok(task.number) : err('code-not-found');
}
