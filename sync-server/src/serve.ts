/** Starting and stopping the server. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { serve as listen, type ServerType } from '@hono/node-server';
import { HOUR, SECOND } from '@liangma/shared/kernel/instant';
import type { Site } from '@liangma/shared/registry/site';
import { checkKeysOfStore, noteRoot } from './adapters/keys/store-keys.ts';
import { systemClock, systemRandom } from './adapters/runtime.ts';
import { createApp } from './app.ts';
import type { Config } from './config.ts';
import { type DemoSize, fillDemo } from './demo/fill-demo.ts';
import { playDemoDay } from './demo-day.ts';
import type { Deps } from './deps.ts';
import { scheduler } from './jobs/scheduler.ts';
import { upkeep } from './jobs/upkeep.ts';
import { openStore } from './open-store.ts';
import { sweepParts } from './photos/photos.ts';
import type { Store } from './ports/store.ts';
import { drawToken, needsSetup } from './setup/setup.ts';
import { createSetupApp } from './setup-app.ts';
import { setupTools } from './setup-tools.ts';
import { wire, wireBare } from './wiring.ts';

const PAGES = {
  app: fileURLToPath(new URL('../../web/app/build', import.meta.url)),
  enterprise: fileURLToPath(new URL('../../web/enterprise/dist', import.meta.url)),
};

export interface Running {
  readonly port: number;
  readonly demo: boolean;
  readonly origin: string;
  readonly store: Store['kind'];
  /** Token of the set-up page, good once; undefined if the store is set up. */
  readonly setupToken?: string | undefined;
  /** Accepts no new connections, ends streams with a retry, finishes requests in progress, closes the store. */
  stop(): Promise<void>;
}

/**
 * V8 collects all memory when it has doubled. By default it collects when memory has grown by a quarter under little load, two or
 * three times for every thousand events. The space for young objects, which shrinks under little load, grows to its full size at
 * once, because growing by doubling moves young objects to the old space each time (docs/adr/0017).
 */
const V8_FLAGS = ['--heap-growing-percent=100', '--semi-space-growth-factor=16'];

export async function serve(config: Config, demoSize: DemoSize, { newKeys = false } = {}): Promise<Running> {
  for (const flag of V8_FLAGS) setFlagsFromString(flag);
  const store = await openStore(config);
  try {
    if (!newKeys) await checkKeysOfStore(config.dataFolder, store);
    if (!config.production) await makeDemo(config, store, demoSize);
    const demo = !config.production && (await store.read((tx) => tx.accounts.byName('lichunmei')))?.actor.demo === true;
    const isNew = config.production && (await store.read(needsSetup));
    if (config.production && !isNew && !config.isOriginGiven && !(await store.read((tx) => tx.setup.installation())))
      throw new NoPublicAddress();
    let current: Served | undefined = isNew ? undefined : await serveStore(await configOf(config, store), store, demo);
    const setup = isNew
      ? await awaitSetup(config, store, async (passphrase) => {
          const keyPassphrase = passphrase ?? config.keyPassphrase;
          current = await serveStore(await configOf({ ...config, keyPassphrase }, store), store, demo);
        })
      : undefined;
    const fetch: Fetch = (request, env) =>
      (current ?? setup)?.fetch(request, env) ?? new Response(null, { status: 503 });
    const { server, port } = await listening(fetch, config);
    const stop = async () => {
      const closed = closing(server);
      await current?.endStreams();
      await closed;
      await current?.stop();
      await store.close();
    };
    const { origin } = await configOf(config, store);
    return { port, demo, origin, store: store.kind, setupToken: current ? undefined : setup?.token, stop };
  } catch (error) {
    await store.close();
    throw error;
  }
}

/** A store in production that was not set up says nowhere which address its codes carry. */
class NoPublicAddress extends Error {
  constructor() {
    super('正式运行须设置 LIANGMA_ORIGIN（https 地址）。 In production set LIANGMA_ORIGIN to the https address.');
  }
}

type Fetch = Parameters<typeof listen>[0]['fetch'];

interface Served {
  readonly fetch: Fetch;
  endStreams(): Promise<void>;
  stop(): Promise<void>;
}

const builtPages = (): typeof PAGES | undefined =>
  existsSync(PAGES.app) || existsSync(PAGES.enterprise) ? PAGES : undefined;

/** The address and the publisher of the set-up, unless the environment says otherwise. */
export async function configOf(config: Config, store: Store): Promise<Config> {
  const installation = await store.read((tx) => tx.setup.installation());
  if (!installation) return config;
  return {
    ...config,
    origin: config.isOriginGiven ? config.origin : installation.origin,
    publisher: config.publisher ?? (installation.publisher || undefined),
  };
}

/** Serves a store that is set up, and runs its jobs. */
async function serveStore(config: Config, store: Store, demo: boolean): Promise<Served> {
  const deps = wire(config, store, { demo });
  await noteRoot(store, deps.keys.root.kid);
  await deps.policies.refresh();
  const site = siteOf(config, demo);
  if (!site) deps.log.warn('LIANGMA_PUBLISHER is not set: the pages do not say who runs them');
  const pages = builtPages();
  const app = createApp(deps, pages && { ...pages, site });
  const jobs = scheduler(deps, upkeep(deps));
  jobs.start();
  const sweeping = sweepOwnDisk(deps);
  return {
    fetch: app.fetch,
    async endStreams() {
      clearInterval(sweeping);
      await deps.hints.close();
    },
    stop: () => atMost(LONGEST_JOB_END, jobs.stop()),
  };
}

/** Serves the set-up page. `done` is called once, with the passphrase of the new keys. */
async function awaitSetup(
  config: Config,
  store: Store,
  done: (passphrase: string | undefined) => Promise<void>,
): Promise<{ readonly fetch: Fetch; readonly token: string }> {
  const deps = wireBare(config, store, { demo: false });
  const token = await drawToken(deps);
  const tools = {
    ...setupTools(config, store),
    hasPassphrase: config.keyPassphrase !== undefined,
    done: (_: unknown, passphrase: string | null) => done(passphrase ?? undefined),
  };
  return { fetch: createSetupApp(deps, tools, builtPages()).fetch, token };
}

/** A demo says on each page that it is one. */
const DEMO_PUBLISHER = '亮码演示（非政府网站）';

function siteOf({ origin, publisher, helpPhone, supervisionPhone }: Config, demo: boolean): Site | undefined {
  const name = publisher ?? (demo ? DEMO_PUBLISHER : undefined);
  return name === undefined
    ? undefined
    : { name, host: new URL(origin).host, help: helpPhone ?? '', supervision: supervisionPhone ?? '' };
}

/** Shorter than the grace period of process supervisors (Docker: ten seconds). */
const LONGEST_STOP = 8 * SECOND;
/** A job that takes longer fails, and another replica or the next start takes it over. */
const LONGEST_JOB_END = 1 * SECOND;

/** Answers the requests in progress and closes each keep-alive connection once it is idle. */
async function closing(server: ServerType): Promise<void> {
  const closed = new Promise<void>((resolve) => {
    server.close(() => resolve());
  });
  if (!('closeAllConnections' in server)) return closed;
  const idle = setInterval(() => server.closeIdleConnections(), 50);
  const last = setTimeout(() => server.closeAllConnections(), LONGEST_STOP);
  await closed;
  clearInterval(idle);
  clearTimeout(last);
}

async function atMost(milliseconds: number, work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, milliseconds);
  });
  await Promise.race([work, late]).finally(() => clearTimeout(timer));
}

/** Sweeps parts of photos at the start and every six hours. Each replica has its own on its disk, so this is no job. */
function sweepOwnDisk(deps: Deps): NodeJS.Timeout {
  const sweep = (): void => {
    sweepParts(deps).catch((err: unknown) => deps.log.error({ err }, 'parts of photos were not swept'));
  };
  sweep();
  return setInterval(sweep, 6 * HOUR).unref();
}

/** Fills an empty store with the demo county and plays its day; false when the store holds something already. */
export async function makeDemo(config: Config, store: Store, size: DemoSize): Promise<boolean> {
  // Open the keys first: if that fails, nothing is filled.
  const deps = wire(config, store, { demo: true });
  await deps.policies.refresh();
  const filled = await fillDemo(store, { clock: systemClock, random: systemRandom }, size);
  deps.policies.changed();
  await deps.policies.refresh();
  if (filled) await playDemoDay(deps);
  await deps.hints.close();
  return filled;
}

function listening(
  fetch: Fetch,
  { host, port }: Pick<Config, 'host' | 'port'>,
): Promise<{ server: ServerType; port: number }> {
  return new Promise((resolve, reject) => {
    const server = listen({ fetch, hostname: host, port }, (info) => resolve({ server, port: info.port }));
    server.once('error', reject);
  });
}
