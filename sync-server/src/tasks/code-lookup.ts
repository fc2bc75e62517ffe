/** Check numbers (短号 in the code): drawing one for a code that is being signed, and the ways between a code and its number. */

import { DAY } from '@liangma/shared/kernel/instant';
import { err, ok, type Result } from '@liangma/shared/kernel/result';
import { evaluationOpen } from '@liangma/shared/sync/evaluation-period';
import { SHORT_NUMBER_BYTES, shortNumberOf } from '@liangma/shared/task-code/short-number';
import { verifyCode } from '@liangma/shared/task-code/verify';
import { hasCode } from '@liangma/shared/tasks/transition';
import type { Deps } from '../deps.ts';
import { findNumberedTask, findTask } from '../ports/directory.ts';
import type { Writes } from '../ports/store.ts';

/** A code is at doors in its window; a day around it covers a notice that comes early and a doubt that comes late. */
const AROUND_WINDOW = DAY;

/** Draws a number that no kept code has, and enters it in the directory: the directory is the proof. */
export async function drawShortNumber(
  { random }: Pick<Deps, 'random'>,
  tx: Writes<'places'>,
  shard: string,
): Promise<string> {
  for (;;) {
    const number = shortNumberOf(random.bytes(SHORT_NUMBER_BYTES));
    // A number of this very shard can be claimed again, so it is looked for first.
    if ((await tx.places.shardOf('number', number)) !== undefined) continue;
    if (await tx.places.claim('number', number, shard)) return number;
  }
}

/**
 * [EVAL-1] The text of the QR, as printed; the asking page verifies it itself. A number is found in its time alone: around
 * the window by anybody, and as long as the inspection can be evaluated, by which time the code lets nobody in.
 */
export async function findCode(deps: Deps, number: string): Promise<Result<string, 'code-not-found'>> {
  const task = await deps.store.read((tx) => findNumberedTask(tx, number));
  if (!task || !hasCode(task)) return err('code-not-found');
  const now = deps.clock.now();
  const isAround = now < task.window.to + AROUND_WINDOW;
  const isEvaluable = evaluationOpen(task, { at: now, now }, deps.policies.at(task.enterprise.region, now));
  const inTime = task.window.from - AROUND_WINDOW <= now && (isAround || isEvaluable);
  return inTime ? ok(task.code) : err('code-not-found');
}

/** The check number of a code that somebody holds, for the way back to evaluate it. Only a code whose signature holds has one. */
export async function numberOfCode(deps: Deps, text: string): Promise<Result<string, 'code-not-found'>> {
  const { verify: verifySignature, sha256 } = deps.signatures;
  const granted = async () => 'grant-invalid' as const;
  const context = { ...(await deps.trust.opened()), now: deps.clock.now(), verifySignature, sha256, granted };
  const { claims } = await verifyCode(text, context);
  const task = claims && (await deps.store.read((tx) => findTask(tx, claims.task)));
  return task && hasCode(task) && task.number !== undefined ? ok(task.number) : err('code-not-found');
}
