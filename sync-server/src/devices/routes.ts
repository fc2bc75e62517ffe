/** Devices of officers: enrolled by their officer, watched and revoked by their agency. */

import { deviceListSchema, revocationSchema } from '@liangma/shared/devices/device-list';
import { deviceReportSchema } from '@liangma/shared/devices/device-report';
import { fromBase64Url } from '@liangma/shared/kernel/bytes';
import { deviceIdSchema } from '@liangma/shared/kernel/ids';
import { PROTOCOL_HEADER } from '@liangma/shared/protocol/version';
import { Hono } from 'hono';
import * as v from 'valibot';
import type { Deps } from '../deps.ts';
import type { AppEnv } from '../http/context.ts';
import { describe } from '../http/describe.ts';
import { rateLimit } from '../http/edge.ts';
import { problem } from '../http/problem.ts';
import { handingIn, parse, permitted, seenOn } from '../http/require.ts';
import { deviceReplyOf, devicesOfAgency, keepReport } from './device-reports.ts';
import { enrolDevice, revokeDevice } from './devices.ts';

const reason = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(500));

export const deviceRoutes = (deps: Deps) =>
  new Hono<AppEnv>()
    .get(
      '/',
      describe('Devices of the own agency, trouble first', deviceListSchema, ['not-signed-in', 'forbidden']),
      async (c) => {
        const { agency } = permitted(c, 'device.read');
        if (!agency) return problem(c, 'forbidden');
        const { now, devices } = await devicesOfAgency(deps, agency.id);
        return c.json({ now, devices: devices.map(deviceReplyOf) });
      },
    )
    .post(
      '/',
      describe('Enrol this device for the signed-in officer', v.object({ device: v.string() }), [
        'bad-request',
        'not-signed-in',
        'forbidden',
        'device-revoked',
        'too-many-devices',
      ]),
      parse('json', v.object({ publicKey: v.pipe(v.string(), v.maxLength(64)) })),
      async (c) => {
        const actor = permitted(c, 'device.enrol');
        const key = fromBase64Url(c.req.valid('json').publicKey);
        if (!key) return problem(c, 'bad-request');
        const result = await enrolDevice(deps, actor, key);
        if (result.ok) await seenOn(deps, c, result.value.id);
        return result.ok ? c.json({ device: result.value.id }, 201) : problem(c, result.error);
      },
    )
    .post(
      '/:id/revoke',
      describe('Take a device out of use for good, with a reason', v.object({ revoked: revocationSchema }), [
        'bad-request',
        'not-signed-in',
        'forbidden',
        'not-found',
        'wrong-state',
      ]),
      parse('param', v.object({ id: deviceIdSchema })),
      parse('json', v.object({ reason })),
      async (c) => {
        const actor = permitted(c, 'device.revoke');
        const result = await revokeDevice(deps, actor, c.req.valid('param').id, c.req.valid('json').reason);
        return result.ok ? c.json({ revoked: result.value }) : problem(c, result.error);
      },
    );

/** Routes for reports, at most one each exchange. A device that sends more is slowed down like any other. */
export const reportRoutes = (deps: Deps) =>
  new Hono<AppEnv>().post(
    '/',
    describe('What a device says of itself', v.object({ ok: v.literal(true) }), [
      'bad-request',
      'not-signed-in',
      'forbidden',
      'too-many-requests',
    ]),
    rateLimit(deps, 600),
    parse('json', deviceReportSchema),
    async (c) => {
      const actor = handingIn(c);
      const version = Number(c.req.header(PROTOCOL_HEADER));
      const report = c.req.valid('json');
      const kept = await keepReport(deps, actor.account, report, Number.isInteger(version) ? version : null);
      if (!kept) return problem(c, 'forbidden');
      await seenOn(deps, c, report.device);
      return c.json({ ok: true as const });
    },
  );
