/** The app of a server whose store is not set up: the set-up page, and every other page leads to it. */
import { Hono } from 'hono';
import { compress } from 'hono/compress';
import type { BareDeps } from './deps.ts';
import type { AppEnv } from './http/context.ts';
import { knownHost, limitBody, onError, requestLog, sameOrigin, securityHeaders } from './http/edge.ts';
import { healthRoutes } from './http/health.ts';
import { type PageFolders, pageRoutes } from './http/pages.ts';
import { problem } from './http/problem.ts';
import { type SetupRoutesOf, setupRoutes } from './setup/routes.ts';

export function createSetupApp(deps: BareDeps, tools: SetupRoutesOf, pages?: PageFolders) {
  const app = new Hono<AppEnv>();
  app.use(requestLog(deps), securityHeaders(deps), knownHost(deps));
  app.use('/api/*', limitBody, sameOrigin, compress());
  app.onError(onError(deps));
  app.route('/api/health', healthRoutes(deps));
  app.route('/api/setup', setupRoutes(deps, tools));
  app.all('/api/*', (c) => problem(c, 'not-set-up'));
  app.all('/.well-known/*', (c) => problem(c, 'not-set-up'));
  // Only the page itself and the files it loads.
  app.get('*', (c, next) => (isPage(c.req.path) ? Promise.resolve(c.redirect('/setup', 302)) : next()));
  if (pages) app.route('/', pageRoutes(pages, { root: '' }));
  app.notFound((c) => problem(c, 'not-set-up'));
  return app;
}

const isPage = (path: string): boolean =>
  path !== '/setup' && !path.startsWith('/_app/') && !/\.[a-z0-9]+$/i.test(path);
