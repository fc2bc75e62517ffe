/** Short numbers: drawing one for a code that is being signed, and finding the code of one that somebody types. */
import { DAY } from '@liangma/shared/kernel/instant';
import { err, ok, type Result } from '@liangma/shared/kernel/result';
import { SHORT_NUMBER_BYTES, shortNumberOf } from '@liangma/shared/task-code/short-number';
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
    if (!(await tx.taskOfNumber(number))) return number;
  }
}

/** The text of the QR, as printed; the asking page verifies it itself. Whether a number exists is said in its time alone. */
export async function findCode(deps: Deps, number: string): Promise<Result<string, 'code-not-found'>> {
  const task = await deps.store.read((tx) => tx.taskOfNumber(number));
  if (!task || !hasCode(task)) return err('code-not-found');
  const now = deps.clock.now();
  const inTime = task.window.from - AROUND_WINDOW <= now && now < task.window.to + AROUND_WINDOW;
  return inTime ? ok(task.code) : err('code-not-found');
}
