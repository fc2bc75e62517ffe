/** From the short number under a code to its text, for who cannot scan. */
import { bareDigits, isShortNumber } from '@liangma/shared/task-code/short-number';
import { Hono } from 'hono';
import * as v from 'valibot';
import type { Deps } from '../deps.ts';
import { countedAs } from '../http/client-address.ts';
import type { AppEnv } from '../http/context.ts';
import { describe } from '../http/describe.ts';
import { rateLimit } from '../http/edge.ts';
import { problem } from '../http/problem.ts';
import { parse } from '../http/require.ts';
import { slowDown } from '../limits/slow-down.ts';
import { findCode, numberOfCode } from './code-lookup.ts';

const PER_MINUTE = 20;

/** A wrong check digit is a slip of the hand: told without a look into the store, and counted as no guess. */
const shortNumber = v.pipe(
  v.string(),
  v.maxLength(40),
  v.transform(bareDigits),
  v.check(
    isShortNumber,
    '核验号不对：应为 10 位数字，最后一位是校验位，请对照原件再核对。 Not a check number: ten digits, the last one checks the others.',
  ),
);

export const codeLookupRoutes = (deps: Deps) => {
  const guesses = slowDown();
  return new Hono<AppEnv>()
    .post(
      '/number',
      describe('The check number of this code', v.object({ number: v.string() }), [
        'bad-request',
        'code-not-found',
        'too-many-requests',
      ]),
      rateLimit(deps, PER_MINUTE),
      parse('json', v.object({ text: v.pipe(v.string(), v.maxLength(8000)) })),
      async (c) => {
        const found = await numberOfCode(deps, c.req.valid('json').text);
        return found.ok ? c.json({ number: found.value }) : problem(c, found.error);
      },
    )
    .post(
      '/find',
      describe('The text of the code with this short number', v.object({ text: v.string() }), [
        'bad-request',
        'code-not-found',
        'too-many-requests',
      ]),
      rateLimit(deps, PER_MINUTE),
      parse('json', v.object({ number: shortNumber })),
      async (c) => {
        const network = countedAs(c, deps);
        const wait = guesses.wait(network, deps.ticks.now());
        if (wait > 0) return problem(c, 'too-many-requests', { retryAfter: Math.ceil(wait / 1000) });
        const found = await findCode(deps, c.req.valid('json').number);
        if (found.ok) return c.json({ text: found.value });
        guesses.miss(network, deps.ticks.now());
        return problem(c, found.error);
      },
    );
};
