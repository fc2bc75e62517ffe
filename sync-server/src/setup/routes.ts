/** `/api/setup`: the whole API of a server whose store is not set up, besides its health. */
import { type SetupResult, setupResultSchema, setupSchema } from '@liangma/shared/access/installation';
import { regionSchema } from '@liangma/shared/kernel/regions';
import { Hono } from 'hono';
import * as v from 'valibot';
import type { BareDeps } from '../deps.ts';
import type { AppEnv } from '../http/context.ts';
import { describe } from '../http/describe.ts';
import { rateLimit } from '../http/edge.ts';
import { problem } from '../http/problem.ts';
import { parse } from '../http/require.ts';
import { isToken, type SetupTools, setUp } from './setup.ts';

const state = v.object({
  isSetUp: v.boolean(),
  /** Regions that an installation can serve. */
  regions: v.array(regionSchema),
  origin: v.string(),
  /** The keys are sealed by a passphrase that the server was started with. */
  hasPassphrase: v.boolean(),
});

/** A few tries a minute: the token has 128 bits. */
const TRIES = 10;

export interface SetupRoutesOf extends SetupTools {
  readonly hasPassphrase: boolean;
  /** Called after the store is set up. */
  readonly done: (result: SetupResult, passphrase: string | null) => Promise<void>;
}

/** Answers while nothing is set up. */
export const setupRoutes = (deps: BareDeps, tools: SetupRoutesOf) =>
  new Hono<AppEnv>()
    .get('/', describe('What the set-up asks', state), (c) =>
      c.json({
        isSetUp: false,
        regions: tools.regions().filter(({ code }) => code.length <= 6),
        origin: deps.config.origin,
        hasPassphrase: tools.hasPassphrase,
      }),
    )
    .post(
      '/',
      describe('Set up the store, once', setupResultSchema, [
        'bad-request',
        'forbidden',
        'wrong-state',
        'password-weak',
        'too-many-requests',
      ]),
      rateLimit(deps, TRIES),
      parse('json', v.object({ token: v.pipe(v.string(), v.maxLength(100)), ...setupSchema.entries })),
      async (c) => {
        const { token, ...asked } = c.req.valid('json');
        if (!(await isToken(deps, token))) return problem(c, 'forbidden', { detail: ['token'] });
        const result = await setUp(tools, asked);
        if (result.ok) {
          await tools.done(result.value, asked.keyPassphrase);
          return c.json(result.value);
        }
        const { error } = result;
        if (error.code === 'unknown-region') return problem(c, 'bad-request', { detail: ['region'] });
        if (error.code === 'keys-unreadable') return problem(c, 'bad-request', { detail: ['keys', error.detail] });
        return problem(c, error.code, 'rule' in error ? { detail: [error.rule] } : {});
      },
    );

/** Answers afterwards. */
export const setUpRoutes = () =>
  new Hono<AppEnv>().get('/', describe('Is the store set up?', v.object({ isSetUp: v.literal(true) })), (c) =>
    c.json({ isSetUp: true as const }),
  );
