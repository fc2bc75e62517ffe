import { operationSchema } from '@liangma/shared/devices/operation';
import { Hono } from 'hono';
import type { Deps } from '../deps.ts';
import type { AppEnv } from '../http/context.ts';
import { describe } from '../http/describe.ts';
import { permitted } from '../http/require.ts';
import { operationOf } from './operation.ts';

export const operationRoutes = (deps: Deps) =>
  new Hono<AppEnv>().get(
    '/',
    describe('State of the installation', operationSchema, ['not-signed-in', 'forbidden']),
    async (c) => c.json(await operationOf(deps, permitted(c, 'operation.read').region)),
  );
