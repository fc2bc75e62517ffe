import { mayUse } from '@liangma/shared/compliance/subject';
import { matterSchema } from '@liangma/shared/matters/matter';
import { Hono } from 'hono';
import * as v from 'valibot';
import type { Deps } from '../deps.ts';
import type { AppEnv } from '../http/context.ts';
import { describe } from '../http/describe.ts';
import { permitted } from '../http/require.ts';

export const matterRoutes = (deps: Deps) =>
  new Hono<AppEnv>().get(
    '/',
    describe(
      'The published matters that the own agency may use',
      v.object({ version: v.number(), matters: v.array(matterSchema) }),
      ['not-signed-in'],
    ),
    async (c) => {
      const { agency } = permitted(c, 'registry.read');
      const { version, matters, own } = await deps.store.read(async (tx) => ({
        version: await tx.matters.version(),
        matters: await tx.matters.all(),
        own: agency && (await tx.registry.agency(agency.id)),
      }));
      return c.json({ version, matters: own ? matters.filter((matter) => mayUse(own, matter)) : matters });
    },
  );
