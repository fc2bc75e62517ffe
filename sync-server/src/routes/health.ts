import { Hono } from 'hono';
import * as v from 'valibot';
import type { Deps } from '../deps.ts';
import type { AppEnv } from '../http/context.ts';
import { describe } from '../http/describe.ts';

const reply = v.object({
  status: v.picklist(['ok', 'failing']),
  version: v.string(),
  store: v.picklist(['sqlite', 'postgres']),
  /** Seconds since the server started. */
  uptime: v.number(),
  /** The store holds invented demo people. */
  demo: v.boolean(),
});

export const healthRoutes = (deps: Deps) => {
  const startedAt = deps.clock.now();
  return new Hono<AppEnv>().get('/', describe('Is the server well?', reply), async (c) => {
    const readable = await deps.store
      .read((tx) => tx.catalogVersion())
      .then(
        () => true,
        () => false,
      );
    const uptime = Math.round((deps.clock.now() - startedAt) / 1000);
    const { version, demo } = deps.config;
    const body = {
      status: readable ? ('ok' as const) : ('failing' as const),
      version,
      store: deps.store.kind,
      uptime,
      demo,
    };
    return c.json(body, readable ? 200 : 503);
  });
};
