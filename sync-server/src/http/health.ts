import { SECOND } from '@liangma/shared/kernel/instant';
import { Hono } from 'hono';
import * as v from 'valibot';
import type { BareDeps } from '../deps.ts';
import type { AppEnv } from './context.ts';
import { describe } from './describe.ts';

const reply = v.object({
  status: v.picklist(['ok', 'failing']),
  version: v.string(),
  store: v.picklist(['sqlite', 'postgres']),
  /** Seconds since the server started. */
  uptime: v.number(),
  /** The store holds invented demo people. */
  demo: v.boolean(),
});

export const healthRoutes = (deps: BareDeps) => {
  const startedAt = deps.clock.now();
  const isReady = readiness(deps);
  return new Hono<AppEnv>()
    .get('/live', describe('Does the process answer?', v.object({ status: v.literal('ok') })), (c) =>
      c.json({ status: 'ok' as const }),
    )
    .get('/', describe('Can it read and write?', reply), async (c) => {
      const ready = await isReady();
      const uptime = Math.round((deps.clock.now() - startedAt) / 1000);
      const { version, demo } = deps.config;
      const body = {
        status: ready ? ('ok' as const) : ('failing' as const),
        version,
        store: deps.store.kind,
        uptime,
        demo,
      };
      return c.json(body, ready ? 200 : 503);
    });
};

/** Health is public, so the probe of the store is limited to one a second for all clients. */
const LOOK_EVERY = SECOND;

/** Probes the disk, not the memory: reads a row and writes one. */
function readiness(deps: BareDeps): () => Promise<boolean> {
  let last: { readonly at: number; readonly ready: Promise<boolean> } | undefined;
  const look = async (): Promise<boolean> => {
    try {
      await deps.store.probe(deps.clock.now());
      return true;
    } catch (err) {
      deps.log.error({ err }, 'the store cannot be read or written');
      return false;
    }
  };
  return () => {
    const now = deps.ticks.now();
    if (!last || now >= last.at + LOOK_EVERY) last = { at: now, ready: look() };
    return last.ready;
  };
}
