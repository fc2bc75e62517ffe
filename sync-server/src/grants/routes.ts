/** Grants to issue codes on site: the desk gives and ends them, the device fetches its own, anybody reads them signed. */
import { permittingPost } from '@liangma/shared/access/authorise';
import { grantOverviewSchema } from '@liangma/shared/grants/grant-overview';
import { givenGrantSchema, grantIdSchema, grantTermsSchema } from '@liangma/shared/grants/grant-terms';
import { toBase64Url, utf8 } from '@liangma/shared/kernel/bytes';
import { deviceIdSchema } from '@liangma/shared/kernel/ids';
import { type GrantDocument, grantDocumentSchema } from '@liangma/shared/protocol/grant-document';
import { Hono } from 'hono';
import * as v from 'valibot';
import type { Deps } from '../deps.ts';
import type { Device } from '../devices/repository.ts';
import { sendCached } from '../http/cached-answer.ts';
import type { AppEnv } from '../http/context.ts';
import { describe } from '../http/describe.ts';
import { problem } from '../http/problem.ts';
import { parse, permitted, signedIn } from '../http/require.ts';
import { findDevice, findGiven } from '../ports/directory.ts';
import { grantLists } from './grant-files.ts';
import { endGrant, giveGrant, giversOf } from './grants.ts';

const one = v.object({ grant: givenGrantSchema });
const idParam = parse('param', v.object({ id: grantIdSchema }));
const reason = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(500));

export const grantRoutes = (deps: Deps) =>
  new Hono<AppEnv>()
    .get('/', describe('Grants of the own agency', grantOverviewSchema, ['not-signed-in', 'forbidden']), async (c) => {
      const actor = permitted(c, 'grant.read');
      const { agency: own, region } = actor;
      if (!own) return problem(c, 'forbidden');
      const reply = await deps.store.read(async (tx) => {
        const agency = await tx.registry.agency(own.id);
        const kept = await tx.grants.ofAgency(await tx.shards.under(region), own.id);
        const devices = await tx.devices.ofOfficers((await tx.officers.ofAgency(own.id)).map(({ id }) => id));
        const regions = agency ? await tx.registry.regions(agency.region) : [];
        const post = permittingPost(actor, 'grant.give', deps.clock.now(), { agency: own.id });
        const givers = post ? await giversOf(tx, actor, post) : [];
        return { givers, agency, regions, grants: kept.map(({ grant, used }) => ({ grant, used })), devices };
      });
      if (!reply.agency) return problem(c, 'forbidden');
      const { agency, devices, ...rest } = reply;
      return c.json({
        now: deps.clock.now(),
        policy: deps.policies.at(agency.region, deps.clock.now()),
        agency,
        devices: devices.flatMap(enrolled),
        ...rest,
      });
    })
    .post(
      '/',
      describe('Give a grant', one, ['bad-request', 'not-signed-in', 'forbidden', 'not-found', 'findings']),
      parse('json', v.object({ terms: grantTermsSchema })),
      async (c) => {
        const actor = permitted(c, 'grant.give');
        const result = await giveGrant(deps, actor, c.req.valid('json').terms);
        if (result.ok) return c.json({ grant: result.value }, 201);
        const { code, ...extra } = result.error;
        return problem(c, code, extra);
      },
    )
    .post(
      '/:id/end',
      describe('End a grant, with a reason', one, [
        'bad-request',
        'not-signed-in',
        'forbidden',
        'not-found',
        'wrong-state',
      ]),
      idParam,
      parse('json', v.object({ reason })),
      async (c) => {
        const result = await endGrant(deps, signedIn(c), c.req.valid('param').id, c.req.valid('json').reason);
        return result.ok ? c.json({ grant: result.value }) : problem(c, result.error);
      },
    )
    .get(
      '/mine',
      describe('Grants of this device that have not run out', v.object({ grants: v.array(grantDocumentSchema) }), [
        'bad-request',
        'not-signed-in',
        'forbidden',
      ]),
      parse('query', v.object({ device: deviceIdSchema })),
      async (c) => {
        const actor = permitted(c, 'sync.pull');
        const { device: id } = c.req.valid('query');
        const { device, kept } = await deps.store.read(async (tx) => ({
          device: await findDevice(tx, id),
          kept: await tx.grants.ofDevice(await tx.shards.under(actor.region), id, deps.clock.now()),
        }));
        if (device?.account !== actor.account) return problem(c, 'forbidden');
        const grants = kept.map(
          ({ grant, signed, issued }): GrantDocument => ({ data: grant, signed: toBase64Url(signed), issued }),
        );
        return c.json({ grants });
      },
    );

function enrolled({ id, officer, enrolledAt, lastContactAt, revokedAt }: Device) {
  if (officer === null || revokedAt !== null) return [];
  return [{ id, officer, enrolledAt, lastContactAt }];
}

const A_YEAR = 31_536_000;

/** Named by its own hash, a grant never changes under its address. */
export const grantFileRoutes = (deps: Deps, listOf = grantLists(deps)) =>
  new Hono<AppEnv>()
    .get(
      '/grants/:county',
      describe('Running grants over a county, signed', 'bytes', ['bad-request']),
      parse('param', v.object({ county: v.pipe(v.string(), v.regex(/^\d{6}$/)) })),
      async (c) => {
        const { bytes, version } = await listOf(c.req.valid('param').county);
        return sendCached(c, deps, 'application/cbor', bytes, utf8(version));
      },
    )
    .get(
      '/grant/:id',
      describe('One grant, by the reference that codes name it by', 'bytes', ['bad-request', 'not-found']),
      idParam,
      async (c) => {
        const kept = await deps.store.read((tx) => findGiven(tx, c.req.valid('param').id));
        if (!kept) return problem(c, 'not-found');
        const headers = { 'content-type': 'application/cbor', 'cache-control': `public, max-age=${A_YEAR}, immutable` };
        return c.body(Uint8Array.from(kept.signed), 200, headers);
      },
    );
