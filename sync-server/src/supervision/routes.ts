import { overviewSchema } from '@liangma/shared/supervision/overview';
import { Hono } from 'hono';
import * as v from 'valibot';
import type { Deps } from '../deps.ts';
import { devicesOfRegion } from '../devices/device-reports.ts';
import type { AppEnv } from '../http/context.ts';
import { describe } from '../http/describe.ts';
import { permitted } from '../http/require.ts';
import { overview } from './supervision.ts';

const devicesReply = v.object({
  now: v.number(),
  /** Agencies with devices; those that are not whole come first. */
  agencies: v.array(
    v.object({
      agency: v.string(),
      name: v.string(),
      devices: v.number(),
      notWhole: v.number(),
      asOf: v.number(),
    }),
  ),
});

export const supervisionRoutes = (deps: Deps) =>
  new Hono<AppEnv>()
    .get(
      '/overview',
      describe('The live picture of the own region', overviewSchema, ['not-signed-in', 'forbidden']),
      async (c) => {
        const { region } = permitted(c, 'supervision.read');
        return c.json(await overview(deps, region));
      },
    )
    .get(
      '/devices',
      describe('Whether all has come in from the devices of the own region', devicesReply, [
        'not-signed-in',
        'forbidden',
      ]),
      async (c) => {
        const { region } = permitted(c, 'supervision.read');
        const { now, agencies } = await devicesOfRegion(deps, region);
        return c.json({ now, agencies });
      },
    );
