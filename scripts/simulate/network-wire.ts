/** Between the `fetch` of a page and the server's own requests; and what to note of an answer. */
import { OLDEST_ACCEPTED_VERSION, PROTOCOL_HEADER } from '@liangma/shared/protocol/version';
import type { Phone } from './browser/phone.ts';
import { type Counts, count } from './faults.ts';
import type { Answer, Request } from './server/replicas.ts';

export function noteAnswer(counts: Counts, { method, path, headers }: Request, { status, body, older }: Answer): void {
  if (older) count(counts, 'older-server');
  if (status === 426) count(counts, 'too-old');
  if (status === 410) count(counts, 'resync');
  if (status === 401) count(counts, 'signed-out');
  if (status === 403) count(counts, 'forbidden');
  if (path.startsWith('/api/sync/events/') && status === 200) {
    count(counts, 'quarantined', decode(body).split('"state":"quarantined"').length - 1);
  }
  const isOlder = headers[PROTOCOL_HEADER] === String(OLDEST_ACCEPTED_VERSION);
  if (status === 200 && method === 'POST' && isOlder) count(counts, 'older-app');
}

export function requestOf(phone: Phone, path: string, init: RequestInit): Request {
  const headers: Record<string, string> = Object.fromEntries(new Headers(init.headers));
  if (phone.protocol !== undefined && PROTOCOL_HEADER in headers) headers[PROTOCOL_HEADER] = String(phone.protocol);
  if (phone.cookie && init.credentials !== 'omit') headers.cookie = phone.cookie;
  return { method: init.method ?? 'GET', path, headers, body: init.body as string | Uint8Array | undefined };
}

const decode = (body: Uint8Array): string => new TextDecoder().decode(body);

/** As much of a response as our pages read. */
export function responseOf({ status, headers, body }: Answer, now: number): Response {
  const text = (): string => decode(body);
  const response = {
    ...{ status, ok: status >= 200 && status < 300 },
    headers: new Headers({ date: new Date(now).toUTCString(), ...headers }),
    json: async () => JSON.parse(text()) as unknown,
    text: async () => text(),
    arrayBuffer: async () => Uint8Array.from(body).buffer,
  };
  return response as Response;
}

/** What became of the events in it. */
export function saySync({ method }: Request, { body, status }: Answer): string {
  if (method !== 'POST' || status !== 200) return '';
  const rows = JSON.parse(decode(body)) as {
    seq?: number;
    sync?: { state: string; code?: string };
  }[];
  if (!Array.isArray(rows)) return '';
  return rows.map(({ seq, sync }) => `${seq} ${sync?.state} ${sync?.code ?? ''}`.trim()).join(', ');
}
