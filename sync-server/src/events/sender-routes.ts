/** The device that pushes, and the limits for devices that nobody enrolled (SYNC-22). */
import { fromBase64Url } from '@liangma/shared/kernel/bytes';
import { deviceIdSchema } from '@liangma/shared/kernel/ids';
import { SECOND } from '@liangma/shared/kernel/instant';
import { DEVICE_KEY_HEADER, type pushBodySchema } from '@liangma/shared/protocol/documents';
import { deviceIdOf } from '@liangma/shared/protocol/envelope';
import type { Context, MiddlewareHandler } from 'hono';
import * as v from 'valibot';
import type { Deps } from '../deps.ts';
import { newDevice } from '../devices/devices.ts';
import type { Device } from '../devices/repository.ts';
import { countedAs } from '../http/client-address.ts';
import type { AppEnv } from '../http/context.ts';
import { Problem } from '../http/problem.ts';
import { handingIn } from '../http/require.ts';
import { type Amount, type StrangerQuota, strangerQuota } from '../limits/stranger-quota.ts';
import { isSignInBlocked } from '../officers/suspension.ts';
import { findDevice } from '../ports/directory.ts';

export interface StrangerLimits {
  readonly quota: StrangerQuota;
  /** Refuses by the length of the body what `admit` would refuse, before the body is read. */
  readonly byLength: MiddlewareHandler<AppEnv>;
}

/** [SYNC-22] Limits shared by all routes of a server. Reading a body costs more than refusing it. */
export function strangerLimits(deps: Deps): StrangerLimits {
  const quota = strangerQuota(deps);
  return {
    quota,
    byLength: async (c, next) => {
      if (c.req.header(DEVICE_KEY_HEADER) === undefined) return next();
      const wait = quota.wait(countedAs(c, deps), Number(c.req.header('content-length') ?? 0));
      if (wait > 0) throw new Problem('too-many-requests', { retryAfter: Math.ceil(wait / SECOND) });
      return next();
    },
  };
}

/** [SYNC-22] Refuses before anything is opened: checking signatures costs more than reading rows. */
export function admit(
  quota: StrangerQuota,
  network: string,
  key: string,
  body: v.InferOutput<typeof pushBodySchema>,
): void {
  const envelopes = body.map(({ newDocumentState: { envelope } }) => (typeof envelope === 'string' ? envelope : ''));
  const reports = body.filter(({ newDocumentState: { region } }) => region !== undefined).length;
  const wait = quota.admit(network, key, { ...sizeOf(envelopes), reports });
  if (wait > 0) throw new Problem('too-many-requests', { retryAfter: Math.ceil(wait / SECOND) });
}

export const sizeOf = (envelopes: readonly { readonly length: number }[]): Amount => ({
  rows: envelopes.length,
  bytes: envelopes.reduce((sum, { length }) => sum + length, 0),
});

/**
 * Returns the device that sends. An enrolled device sends under its officer's session; a browser that nobody enrolled brings
 * its own key. [SYNC-9] If the officer can no longer sign in, a known device needs no session: each row proves by its
 * signature whose it is.
 */
export async function senderOf(
  deps: Deps,
  c: Context<AppEnv>,
  rows: readonly Record<string, unknown>[],
): Promise<Device> {
  const ownKey = c.req.header(DEVICE_KEY_HEADER);
  if (ownKey !== undefined) return browserOf(deps, ownKey);
  const actor = c.get('actor') && handingIn(c);
  // A row without a device comes back as malformed, and holds up no other.
  const id = rows.map((row) => row.device).find((named) => v.is(deviceIdSchema, named));
  const device = id === undefined ? undefined : await deps.store.read((tx) => findDevice(tx, id));
  if (!actor) {
    if (device && (await deps.store.read((tx) => isSignInBlocked(tx, device, deps.clock.now())))) return device;
    throw new Problem('not-signed-in');
  }
  if (!device || device.account !== actor.account) throw new Problem('forbidden', { detail: ['unknown-device'] });
  return device;
}

async function browserOf(deps: Deps, text: string): Promise<Device> {
  const key = fromBase64Url(text);
  const id = key && (await deviceIdOf(key, deps.signatures.sha256));
  if (!key || id === undefined) throw new Problem('bad-request', { detail: [DEVICE_KEY_HEADER] });
  const known = await deps.store.read((tx) => findDevice(tx, id));
  return known ?? newDevice(id, key, deps.clock.now());
}
