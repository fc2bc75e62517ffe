/** Checks before each exchange that the browser's session is the one of this device's account. */
import { type Actor, actorSchema } from '@liangma/shared/access/authorise';
import * as v from 'valibot';
import { SyncProblem } from '../wire/sync-problem.ts';
import type { Wire } from '../wire/wire.ts';

const replySchema = v.object({ actor: actorSchema });

/**
 * Returns the signed-in actor according to the server. A body that is no actor is a captive portal's. Throws a
 * SyncProblem.
 */
export async function sessionActor(wire: Wire): Promise<Actor> {
  const reply = v.safeParse(replySchema, await wire.getJson('/api/session'));
  if (!reply.success) throw new SyncProblem('not-our-server');
  return reply.output.actor;
}

/** Time for which an answer is reused, ms: a cycle of pull and push asks several times. */
const FRESH = 5_000;

export function sessionCheck(
  wire: Wire,
  account: string,
  now: () => number,
  seen: (actor: Actor) => void,
): () => Promise<void> {
  let last: { at: number; answer: Promise<void> } | undefined;
  return () => {
    // A clock that was set back makes no answer good for hours.
    if (last && Math.abs(now() - last.at) < FRESH) return last.answer;
    const answer = sessionActor(wire).then((actor) => {
      seen(actor);
      if (actor.account !== account) throw new SyncProblem('other-account');
    });
    last = { at: now(), answer };
    answer.catch(() => {
      last = undefined;
    });
    return answer;
  };
}
