/** Translates the `fetch` of a page to requests of the simulated server and back, and counts what answers show. */
import { EVENTS_PULLED_HEADER } from '@liangma/shared/protocol/documents';
import { PROTOCOL_HEADER } from '@liangma/shared/protocol/version';
import type { Phone } from '../browser/phone-and-pages.ts';
import { type Counts, count } from '../faults.ts';
import type { Answer, Request } from '../server/http-exchange.ts';
import { BEFORE, TODAY } from '../versions.ts';

export function noteAnswer(counts: Counts, { method, path, headers }: Request, answer: Answer): void {
  const { status, body, speaks = TODAY } = answer;
  if (EVENTS_PULLED_HEADER in answer.headers) count(counts, 'pushes whose events need no pull');
  if (speaks < TODAY) count(counts, 'older-server');
  if (speaks > TODAY) count(counts, 'newer-server');
  if (status === 503 && decode(body).includes('protocol-too-new')) count(counts, 'too-new');
  if (status === 426) count(counts, 'too-old');
  if (status === 410) count(counts, 'resync');
  if (status === 401) count(counts, 'signed-out');
  if (status === 403) count(counts, 'forbidden');
  if (path.startsWith('/api/sync/events/') && status === 200) {
    count(counts, 'quarantined', decode(body).split('"state":"quarantined"').length - 1);
  }
  const isOlder = headers[PROTOCOL_HEADER] === String(BEFORE);
  if (status === 200 && method === 'POST' && isOlder) count(counts, 'older-app');
}

export function requestOf(phone: Phone, path: string, init: RequestInit): Request {
  const headers: Record<string, string> = Object.fromEntries(new Headers(init.headers));
  if (PROTOCOL_HEADER in headers) headers[PROTOCOL_HEADER] = String(phone.protocol ?? TODAY);
  if (phone.cookie && init.credentials !== 'omit') headers.cookie = phone.cookie;
  return { method: init.method ?? 'GET', path, headers, body: init.body as string | Uint8Array | undefined };
}

const decode = (body: Uint8Array): string => new TextDecoder().decode(body);

/** The part of a response that our pages read. `silent`: only its head came; it rejects when the page gives up. */
export function responseOf({ status, headers, body }: Answer, now: number, silent?: Promise<never>): Response {
  const bytes = async (): Promise<Uint8Array> => (silent ? await silent : Uint8Array.from(body));
  const text = async (): Promise<string> => decode(await bytes());
  const response = {
    status,
    ok: status >= 200 && status < 300,
    headers: new Headers({ date: new Date(now).toUTCString(), ...headers }),
    body: { getReader: () => readerOf(bytes) },
    json: async () => JSON.parse(await text()) as unknown,
    text,
    arrayBuffer: async () => (await bytes()).buffer,
  };
  return response as unknown as Response;
}

function readerOf(bytes: () => Promise<Uint8Array>) {
  let done = false;
  return {
    read: async () => {
      if (done) return { done };
      const value = await bytes();
      done = true;
      return { done: false, value };
    },
  };
}

/** Summarises the answers to the events of a request. */
export function saySync({ method, path, body: sent }: Request, { body, status }: Answer): string {
  if (method !== 'POST' || status !== 200 || !path.includes('/events/push')) return '';
  const rows = JSON.parse(decode(body)) as { id: string; sync?: { state: string; code?: string } }[];
  const asked = JSON.parse(typeof sent === 'string' ? sent : '[]') as {
    newDocumentState?: { id: string; seq: number };
  }[];
  if (!Array.isArray(rows) || !Array.isArray(asked)) return '';
  const numbers = new Map(asked.map(({ newDocumentState: row }) => [row?.id, row?.seq]));
  return rows.map(({ id, sync }) => `${numbers.get(id)} ${sync?.state} ${sync?.code ?? ''}`.trim()).join(', ');
}
