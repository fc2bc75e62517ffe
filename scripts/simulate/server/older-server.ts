/**
 * How a server of the version before hears a client of this one, as far as the wire goes: it answers in its own words, and
 * has no answer where it has no route. How it judged is not played.
 */
import { EVENTS_PULLED_HEADER } from '@liangma/shared/protocol/documents';
import { OLDEST_ACCEPTED_VERSION, PROTOCOL_HEADER } from '@liangma/shared/protocol/version';
import type { Request } from './replicas.ts';

/** What came with protocol 3. */
const NEW_ROUTES = ['/api/photos/', '/api/device-reports', '/api/quarantine', '/api/officers/', '/api/sync/drafts/'];

export function asHeardBefore(request: Request): Request {
  const isNew = NEW_ROUTES.some((route) => request.path.startsWith(route));
  const { [EVENTS_PULLED_HEADER]: _, ...headers } = request.headers;
  return {
    ...request,
    path: isNew ? '/api/not-there' : request.path,
    headers: { ...headers, [PROTOCOL_HEADER]: String(OLDEST_ACCEPTED_VERSION) },
  };
}
