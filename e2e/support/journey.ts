/** Fixtures of most journeys: a server of their own, and people signed in on phones and at desks. */
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DESKTOP, PHONE } from '@liangma/testing/browser';
import { type Issued, issueCode } from '@liangma/testing/office';
import { type RunningServer, startServer } from '@liangma/testing/server';
import {
  type BrowserContext,
  type BrowserContextOptions,
  test as base,
  type Page,
  type TestInfo,
} from '@playwright/test';
import { FieldPage } from '../pages/field-page.ts';
import { LoginPage } from '../pages/login-page.ts';
import { type Film, filmingPhones } from './filming-phone.ts';
import { type GatedWay, gatedWay } from './network-gate.ts';
import { ageBrowser } from './oldest-browser.ts';

interface Journey {
  readonly server: RunningServer;
  /** Origin at which the pages are opened: the server itself, or a proxy before it. */
  readonly origin: string;
  /** A code that holds now. */
  readonly issued: Issued;
  /** A page on a device of its own. */
  readonly newPage: (device: BrowserContextOptions) => Promise<Page>;
  /** An inspector's phone, signed in, with everything for a day without network. */
  readonly phoneOf: (name: string) => Promise<FieldPage>;
  /** A page on a phone whose camera films what it is given. */
  readonly filming: (film: Film) => Promise<Page>;
  /** At an agency or with supervisors, signed in. */
  readonly deskOf: (name: string) => Promise<Page>;
}

type Use<T> = (value: T) => Promise<void>;

/** A server of one test with a store of its own; `prepare` and `ahead` as for `startServer`. */
export const served =
  (prepare?: Parameters<typeof startServer>[2], ahead?: number) =>
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures from the pattern
  async ({}, use: Use<RunningServer>, info: TestInfo): Promise<void> => {
    const server = await startServer(info.project.metadata.store, [], prepare, ahead);
    await use(server);
    await server.stop();
  };

interface OfWorker {
  /** Data folder in which the demo's day has been played on SQLite: each test begins with a copy, for a second less of work. */
  readonly played: string;
}

export const test = base.extend<Journey, OfWorker>({
  played: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures from the pattern
    async ({}, use) => {
      const folder = mkdtempSync(join(tmpdir(), 'liangma-played-'));
      const data = join(folder, 'data');
      const server = await startServer('sqlite');
      await server.stop(data);
      await use(data);
      rmSync(folder, { recursive: true, force: true });
    },
    { scope: 'worker' },
  ],
  context: async ({ context }, use) => {
    await ageBrowser(context);
    await use(context);
  },
  server: async ({ played }, use, info) => {
    const isSqlite = info.project.metadata.store === 'sqlite';
    await served(isSqlite ? async (data) => cpSync(played, data, { recursive: true }) : undefined)({}, use, info);
  },
  origin: ({ server }, use) => use(server.origin),
  issued: async ({ server }, use) => use(await issueCode(server.origin)),
  newPage: async ({ browser }, use) => {
    const opened: BrowserContext[] = [];
    await use(async (device) => {
      const context = await browser.newContext(device);
      await ageBrowser(context);
      opened.push(context);
      return context.newPage();
    });
    await Promise.all(opened.map((context) => context.close()));
  },
  phoneOf: ({ newPage, origin }, use) =>
    use(async (name) => {
      const field = new FieldPage(await newPage(PHONE));
      await new LoginPage(field.page, origin).signIn(name, /\/field/);
      await field.ready();
      return field;
    }),
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures from the pattern
  filming: async ({}, use) => {
    const phones = filmingPhones();
    await use(phones.open);
    await phones.close();
  },
  deskOf: ({ newPage, origin }, use) =>
    use(async (name) => {
      const page = await newPage(DESKTOP);
      await new LoginPage(page, origin).signIn(name, /\/(desk|supervision)/);
      return page;
    }),
});

/** The same with a gate before the server. */
export const gated = test.extend<{ readonly way: GatedWay }>({
  way: async ({ server }, use) => {
    const way = await gatedWay(server.origin);
    await use(way);
    await way.stop();
  },
  origin: ({ way }, use) => use(way.origin),
});
