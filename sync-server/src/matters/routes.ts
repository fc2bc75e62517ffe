import { mayUse } from '@liangma/shared/compliance/subject';
import { daySchema } from '@liangma/shared/kernel/instant';
import { matterIdSchema, matterSchema } from '@liangma/shared/matters/matter';
import { publicationSchema, publicationWishSchema } from '@liangma/shared/matters/publication';
import { Hono } from 'hono';
import * as v from 'valibot';
import type { Deps } from '../deps.ts';
import type { AppEnv } from '../http/context.ts';
import { describe } from '../http/describe.ts';
import { namedSchema } from '../http/named.ts';
import { problem } from '../http/problem.ts';
import { parse, permitted, signedIn } from '../http/require.ts';
import { dropFromDraft, preparedList, publish } from './publication.ts';

const changeSchema = v.object({
  added: v.array(v.string()),
  changed: v.array(v.string()),
  removed: v.array(v.string()),
});

const preparedSchema = v.object({
  version: v.number(),
  publications: v.array(publicationSchema),
  change: changeSchema,
  titles: v.record(v.string(), v.string()),
  unused: v.array(v.object({ id: v.string(), title: v.string(), lastUse: v.nullable(daySchema) })),
  mayPublish: v.boolean(),
});

export const matterRoutes = (deps: Deps) =>
  new Hono<AppEnv>()
    .get(
      '/',
      describe(
        'The published matters that the own agency may use, and those that an application names',
        v.object({ version: v.number(), matters: v.array(matterSchema) }),
        ['bad-request', 'not-signed-in'],
      ),
      parse('query', v.object({ named: namedSchema(matterIdSchema) })),
      async (c) => {
        const { agency } = permitted(c, 'registry.read');
        const { version, matters, own } = await deps.store.read(async (tx) => ({
          version: await tx.matters.version(),
          matters: await tx.matters.all(),
          own: agency && (await tx.registry.agency(agency.id)),
        }));
        const named: readonly string[] = c.req.valid('query').named;
        const offered = matters.filter((matter) => !own || mayUse(own, matter) || named.includes(matter.id));
        return c.json({ version, matters: offered });
      },
    )
    .get(
      '/publications',
      describe('Published versions, changes of the draft, and matters without use (MAT-3)', preparedSchema, [
        'not-signed-in',
      ]),
      async (c) => c.json(await preparedList(deps, permitted(c, 'registry.read'))),
    )
    .post(
      '/publications',
      describe('Publishes the draft as the next version', publicationSchema, [
        'not-signed-in',
        'forbidden',
        'in-future',
        'nothing-new',
      ]),
      parse('json', publicationWishSchema),
      async (c) => {
        const published = await publish(deps, signedIn(c), c.req.valid('json'));
        return published.ok ? c.json(published.value) : problem(c, published.error);
      },
    )
    .delete(
      '/draft/:id',
      describe('Leaves a matter out of the draft', changeSchema, ['not-signed-in', 'forbidden']),
      parse('param', v.object({ id: matterIdSchema })),
      async (c) => {
        const dropped = await dropFromDraft(deps, signedIn(c), c.req.valid('param').id);
        return dropped.ok ? c.json({ ...dropped.value }) : problem(c, dropped.error);
      },
    );
