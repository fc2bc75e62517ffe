/** The thresholds in force: the faces warn by the same values by which the server decides. */
import { policySchema } from '@liangma/shared/compliance/policy';
import { Hono } from 'hono';
import type { Deps } from '../deps.ts';
import type { AppEnv } from '../http/context.ts';
import { describe } from '../http/describe.ts';
import { signedIn } from '../http/require.ts';

export const policyRoutes = (deps: Deps) =>
  new Hono<AppEnv>().get('/', describe('The thresholds in force', policySchema, ['not-signed-in']), (c) => {
    signedIn(c);
    return c.json(deps.policy);
  });
