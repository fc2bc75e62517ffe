/**
 * Changes a request to what a server of another version hears, as far as the wire goes. A server of the version before
 * answers in its own words, and has no answer where it has no route; how it judged is not played. A server of the next
 * version understands its own clients.
 * A real server of the version before refuses the clients of today (SYNC-19). This one answers them, so that its words
 * may differ from today's in `sync` alone: a phone has no reason to pull a task again that was told with less in it.
 */
import { EVENTS_PULLED_HEADER } from '@liangma/shared/protocol/documents';
import { PROTOCOL_HEADER } from '@liangma/shared/protocol/version';
import { TODAY } from '../versions.ts';
import type { Request } from './http-exchange.ts';

/** Routes that the version before did not have. */
const NEW_ROUTES = [
  '/api/photos/',
  '/api/device-reports',
  '/api/quarantine',
  '/api/lists/quarantine',
  '/api/officers/',
  '/api/sync/drafts/',
];

export function asHeardBy(version: number, request: Request): Request {
  if (version === TODAY) return request;
  if (version > TODAY) {
    const isItsOwn = request.headers[PROTOCOL_HEADER] === String(version);
    const headers = { ...request.headers, ...(isItsOwn ? { [PROTOCOL_HEADER]: String(TODAY) } : {}) };
    return { ...request, headers };
  }
  const isNew = NEW_ROUTES.some((route) => request.path.startsWith(route));
  const { [EVENTS_PULLED_HEADER]: _, ...headers } = request.headers;
  return {
    ...request,
    path: isNew ? '/api/not-there' : request.path,
    headers: { ...headers, [PROTOCOL_HEADER]: String(version) },
  };
}
