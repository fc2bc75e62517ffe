/** Files with what a device could not send by itself, brought in at the desk (SYNC-16). */
import { fromBase64Url } from '@liangma/shared/kernel/bytes';
import { importedSchema } from '@liangma/shared/protocol/handover';
import { Hono } from 'hono';
import * as v from 'valibot';
import type { Deps } from '../deps.ts';
import type { AppEnv } from '../http/context.ts';
import { describe } from '../http/describe.ts';
import { rateLimit } from '../http/edge.ts';
import { type ProblemCode, problem } from '../http/problem.ts';
import { parse, permitted } from '../http/require.ts';
import { type ImportError, importHandover } from './handover.ts';

const PROBLEMS = {
  malformed: 'file-unreadable',
  newer: 'file-newer',
  'device-mismatch': 'file-changed',
  'bad-signature': 'file-changed',
  'unknown-device': 'device-unknown',
  forbidden: 'forbidden',
} as const satisfies Record<ImportError, ProblemCode>;

export const handoverRoutes = (deps: Deps) =>
  new Hono<AppEnv>().post(
    '/',
    describe('Bring in a signed file of a device; each envelope in it is judged as a push', importedSchema, [
      'bad-request',
      'not-signed-in',
      'too-large',
      'too-many-requests',
      ...Object.values(PROBLEMS),
    ]),
    rateLimit(deps, 60),
    parse('json', v.object({ file: v.pipe(v.string(), v.regex(/^[\w-]*$/)) })),
    async (c) => {
      const actor = permitted(c, 'handover.import');
      const file = fromBase64Url(c.req.valid('json').file);
      const result = file ? await importHandover(deps, actor, file) : undefined;
      if (!result) return problem(c, 'file-unreadable');
      return result.ok ? c.json(result.value) : problem(c, PROBLEMS[result.error]);
    },
  );
