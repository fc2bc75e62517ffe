/** All routes over one set of dependencies. */
import { toBase64Url, toHex } from '@liangma/shared/kernel/bytes';
import { Hono } from 'hono';
import { compress } from 'hono/compress';
import { openAPIRouteHandler } from 'hono-openapi';
import { sessionRoutes } from './accounts/routes.ts';
import { alertRoutes } from './alerts/routes.ts';
import { archiveRoutes } from './archive/routes.ts';
import { attachmentRoutes } from './attachments/routes.ts';
import { calendarRoutes } from './calendar/routes.ts';
import { policyRoutes } from './compliance/policy-routes.ts';
import type { Deps } from './deps.ts';
import { deviceRoutes, reportRoutes } from './devices/routes.ts';
import { draftRoutes } from './drafts/routes.ts';
import { handoverRoutes } from './events/handover-routes.ts';
import { eventRoutes } from './events/routes.ts';
import { type StrangerLimits, strangerLimits } from './events/sender-routes.ts';
import { grantFileRoutes, grantRoutes } from './grants/routes.ts';
import { cachedHandler } from './http/cached-answer.ts';
import type { AppEnv } from './http/context.ts';
import {
  inTurns,
  knownHost,
  limitBody,
  onError,
  rateLimit,
  requestLog,
  sameOrigin,
  securityHeaders,
  session,
  signedInFirst,
} from './http/edge.ts';
import { healthRoutes } from './http/health.ts';
import { type PageFolders, type Pinned, pageRoutes } from './http/pages.ts';
import { problem } from './http/problem.ts';
import { knownVersion, streamRoutes } from './http/sync.ts';
import { leaveRoutes } from './leaves/routes.ts';
import { listRoutes } from './lists/routes.ts';
import { matterRoutes } from './matters/routes.ts';
import { outcomeRoutes } from './notices/outcome-routes.ts';
import { pushRoutes } from './notices/push-routes.ts';
import { noticeRoutes } from './notices/routes.ts';
import { officerRoutes } from './officers/routes.ts';
import { operationRoutes } from './operation/routes.ts';
import { packRoutes } from './packs/routes.ts';
import { meRoutes } from './people/me-routes.ts';
import { peopleRoutes } from './people/routes.ts';
import { photoRoutes } from './photos/routes.ts';
import { quarantineRoutes } from './quarantine/routes.ts';
import { quietPeriodRoutes } from './quiet-periods/routes.ts';
import { entryRoutes } from './registry/entry-routes.ts';
import { importRoutes } from './registry/import-routes.ts';
import { regionRoutes, registryRoutes } from './registry/routes.ts';
import { setUpRoutes } from './setup/routes.ts';
import { supervisionRoutes } from './supervision/routes.ts';
import { applicationRoutes } from './tasks/application-routes.ts';
import { codeLookupRoutes } from './tasks/code-lookup-routes.ts';
import { taskFeedRoutes } from './tasks/feed-routes.ts';
import { joinRoutes, partnerRoutes } from './tasks/joint-routes.ts';
import { lateEntryRoutes } from './tasks/late-routes.ts';
import { taskRoutes } from './tasks/routes.ts';
import { templateRoutes } from './templates/routes.ts';
import { codeRoutes, trustRoutes } from './trust/routes.ts';

const syncRoutes = (deps: Deps, strangers: StrangerLimits) =>
  new Hono<AppEnv>()
    .use(knownVersion(deps))
    .route('/tasks', taskFeedRoutes(deps))
    .route('/events', eventRoutes(deps, strangers))
    .route('/drafts', draftRoutes(deps))
    .route('/stream', streamRoutes(deps));

const apiRoutes = (deps: Deps, strangers: StrangerLimits) =>
  new Hono<AppEnv>()
    .route('/health', healthRoutes(deps))
    .route('/session', sessionRoutes(deps))
    .route('/setup', setUpRoutes())
    .route('/me', meRoutes(deps))
    .route('/me/push', pushRoutes(deps))
    .route('/operation', operationRoutes(deps))
    .route('/people', peopleRoutes(deps))
    .route('/attachments', attachmentRoutes(deps))
    .route('/papers', archiveRoutes(deps))
    .route('/templates', templateRoutes(deps))
    .route('/calendar', calendarRoutes(deps))
    .route('/leaves', leaveRoutes(deps))
    .route('/regions', regionRoutes(deps))
    .route('/registry', registryRoutes(deps))
    .route('/registry', importRoutes(deps))
    .route('/registry', entryRoutes(deps))
    .route('/matters', matterRoutes(deps))
    .route('/policy', policyRoutes(deps))
    .route('/quiet-periods', quietPeriodRoutes(deps))
    .route('/applications', applicationRoutes(deps))
    .route('/applications', partnerRoutes(deps))
    .route('/tasks/late', lateEntryRoutes(deps))
    .route('/tasks', taskRoutes(deps))
    .route('/tasks', joinRoutes(deps))
    .route('/lists', listRoutes(deps))
    .route('/grants', grantRoutes(deps))
    .route('/photos', photoRoutes(deps))
    .route('/alerts', alertRoutes(deps))
    .route('/notices', noticeRoutes(deps))
    .route('/outcomes', outcomeRoutes(deps))
    .route('/supervision', supervisionRoutes(deps))
    .route('/quarantine', quarantineRoutes(deps))
    .route('/officers', officerRoutes(deps))
    .route('/devices', deviceRoutes(deps))
    .route('/handovers', handoverRoutes(deps))
    .route('/sync', syncRoutes(deps, strangers))
    .route('/sync/report', reportRoutes(deps))
    .route('/packs', packRoutes(deps))
    .route('/codes', codeRoutes(deps))
    .route('/codes', codeLookupRoutes(deps));

/** `pages` is absent in tests that need no web build. */
export function createApp(deps: Deps, pages?: PageFolders & Pick<Pinned, 'site'>) {
  const app = new Hono<AppEnv>();
  app.use(requestLog(deps), securityHeaders(deps), knownHost(deps));
  const [fair, strangers] = [inTurns(deps), strangerLimits(deps)];
  app.use('/api/sync/events/push', strangers.byLength);
  app.use('/api/*', limitBody, sameOrigin, session(deps), signedInFirst, fair, compress());
  app.use('/.well-known/*', fair);
  // Rules are read before anything is decided: a write cannot wait for a read.
  app.use(async (_, next) => {
    await deps.policies.refresh();
    await next();
  });
  app.onError(onError(deps));
  const routes = app
    .route('/api', apiRoutes(deps, strangers))
    .route('/.well-known/liangma', trustRoutes(deps))
    .route('/.well-known/liangma', grantFileRoutes(deps));
  const info = { title: 'Liangma', version: deps.config.version, license: { name: 'MIT' } };
  const describeAll = openAPIRouteHandler(routes, { documentation: { openapi: '3.1.0', info } });
  app.get('/api/openapi.json', rateLimit(deps, 60), cachedHandler(deps, describeAll));
  app.all('/api/*', (c) => problem(c, 'not-found'));
  app.all('/.well-known/*', (c) => problem(c, 'not-found'));
  if (pages) {
    const { kid, publicKey } = deps.keys.root;
    app.route('/', pageRoutes(pages, { root: `${toHex(kid)}.${toBase64Url(publicKey)}`, site: pages.site }));
  }
  app.notFound((c) => problem(c, 'not-found'));
  return routes;
}

export type AppType = ReturnType<typeof createApp>;
