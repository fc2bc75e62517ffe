/**
 * A server of another version, as far as the wire goes. The version before answers in its own words and has no answer where
 * it has no route; its verdicts are not played. The version after understands its own clients.
 */
import { EVENTS_PULLED_HEADER } from '@liangma/shared/protocol/documents';
import { PROTOCOL_HEADER, PROTOCOL_VERSION } from '@liangma/shared/protocol/version';
import type { Request } from './http-exchange.ts';

/** Routes that came with protocol 3. */
const WITH_3 = [
  '/api/photos/',
  '/api/device-reports',
  '/api/quarantine',
  '/api/lists/quarantine',
  '/api/officers/',
  '/api/sync/drafts/',
];

export function asHeardBy(version: number, request: Request): Request {
  if (version === PROTOCOL_VERSION) return request;
  if (version > PROTOCOL_VERSION) {
    const isItsOwn = request.headers[PROTOCOL_HEADER] === String(version);
    const headers = { ...request.headers, ...(isItsOwn ? { [PROTOCOL_HEADER]: String(PROTOCOL_VERSION) } : {}) };
    return { ...request, headers };
  }
  const isNew = version < 3 && WITH_3.some((route) => request.path.startsWith(route));
  const { [EVENTS_PULLED_HEADER]: _, ...headers } = request.headers;
  return {
    ...request,
    path: isNew ? '/api/not-there' : request.path,
    headers: { ...headers, [PROTOCOL_HEADER]: String(version) },
  };
}
