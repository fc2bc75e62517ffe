/** Grants to issue codes on site: the desk gives and ends them, the device fetches its own, anybody reads them signed. */
import { givenGrantSchema, grantIdSchema, grantTermsSchema } from '@liangma/shared/grants/grant-terms';
import { toBase64Url, utf8 } from '@liangma/shared/kernel/bytes';
import { deviceIdSchema } from '@liangma/shared/kernel/ids';
import { type GrantDocument, grantDocumentSchema } from '@liangma/shared/protocol/grant-document';
import { officerIdSchema } from '@liangma/shared/registry/officer';
import { Hono } from 'hono';
import * as v from 'valibot';
import type { Deps } from '../deps.ts';
import type { AppEnv } from '../http/context.ts';
import { describe } from '../http/describe.ts';
import { problem } from '../http/problem.ts';
import { parse, permitted, signedIn } from '../http/require.ts';
import { grantListOf } from '../usecases/grant-files.ts';
import { endGrant, giveGrant } from '../usecases/grants.ts';
import { signed } from './trust.ts';

const one = v.object({ grant: givenGrantSchema });
const idParam = parse('param', v.object({ id: grantIdSchema }));
const reason = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(500));

const listReply = v.object({
  now: v.number(),
  grants: v.array(v.object({ grant: givenGrantSchema, used: v.number() })),
  /** Devices of the agency's officers, for one of which a grant can be given. */
  devices: v.array(
    v.object({ id: deviceIdSchema, officer: officerIdSchema, enrolledAt: v.number(), lastContactAt: v.number() }),
  ),
});

export const grantRoutes = (deps: Deps) =>
  new Hono<AppEnv>()
    .get('/', describe('Grants of the own agency', listReply, ['not-signed-in', 'forbidden']), async (c) => {
      const { agency } = permitted(c, 'grant.read');
      const reply = await deps.store.read(async (tx) => {
        const kept = await tx.grantsOf(agency?.id ?? '');
        const devices = await tx.devicesOf((await tx.officersOf(agency?.id ?? '')).map(({ id }) => id));
        return { grants: kept.map(({ grant, used }) => ({ grant, used })), devices: devices.flatMap(enrolled) };
      });
      return c.json({ now: deps.clock.now(), ...reply });
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
        ...(['bad-request', 'not-signed-in', 'forbidden', 'not-found', 'wrong-state'] as const),
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
        ...(['bad-request', 'not-signed-in', 'forbidden'] as const),
      ]),
      parse('query', v.object({ device: deviceIdSchema })),
      async (c) => {
        const actor = permitted(c, 'sync.pull');
        const { device: id } = c.req.valid('query');
        const { device, kept } = await deps.store.read(async (tx) => ({
          device: await tx.device(id),
          kept: await tx.grantsOfDevice(id, deps.clock.now()),
        }));
        if (device?.account !== actor.account) return problem(c, 'forbidden');
        const grants = kept.map(
          ({ grant, signed, issued }): GrantDocument => ({ data: grant, signed: toBase64Url(signed), issued }),
        );
        return c.json({ grants });
      },
    );

function enrolled(device: {
  id: string;
  officer: string | null;
  enrolledAt: number;
  lastContactAt: number;
  revokedAt: number | null;
}) {
  const { id, officer, enrolledAt, lastContactAt, revokedAt } = device;
  if (officer === null || revokedAt !== null) return [];
  return [{ id, officer, enrolledAt, lastContactAt }];
}

const A_YEAR = 31_536_000;

/** Named by its own hash, a grant never changes under its address. */
export const grantFileRoutes = (deps: Deps) =>
  new Hono<AppEnv>()
    .get(
      '/grants/:county',
      describe('Running grants over a county, signed', 'bytes', ['bad-request']),
      parse('param', v.object({ county: v.pipe(v.string(), v.regex(/^\d{6}$/)) })),
      async (c) => {
        const { bytes, version } = await grantListOf(deps, c.req.valid('param').county);
        return signed(deps, c, bytes, utf8(version));
      },
    )
    .get(
      '/grant/:id',
      describe('One grant, by the reference that codes name it by', 'bytes', ['bad-request', 'not-found']),
      idParam,
      async (c) => {
        const kept = await deps.store.read((tx) => tx.grant(c.req.valid('param').id));
        if (!kept) return problem(c, 'not-found');
        const headers = { 'content-type': 'application/cbor', 'cache-control': `public, max-age=${A_YEAR}, immutable` };
        return c.body(Uint8Array.from(kept.signed), 200, headers);
      },
    );
