/** What others than our server answer. */
import { toBase64Url } from '@liangma/shared/kernel/bytes';
import type { Dice } from './dice.ts';
import type { Answer, Request } from './server/replicas.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

export const PORTAL: Answer = {
  status: 200,
  headers: { 'content-type': 'text/html' },
  body: bytes('<!doctype html><title>Welcome</title>Please accept the terms.'),
};

/** A gateway's page, or our own problem document for a server that saved nothing. */
export function refusal(dice: Dice): Answer {
  const status = dice.pick([500, 502, 503, 507, 429]);
  if (status === 502) return { status, headers: { 'content-type': 'text/html' }, body: bytes('<h1>Bad gateway</h1>') };
  const retryAfter = status === 429 ? { retryAfter: dice.between(1, 60) } : {};
  return json(status, { type: 'about:blank', title: '', status, code: 'server-busy', requestId: '', ...retryAfter });
}

/** Every row accepted, says somebody who has no key of ours and has kept nothing. */
export function forgedAnswer({ body }: Request, dice: Dice): Answer {
  const rows = JSON.parse(body ?? '[]') as { newDocumentState?: Record<string, unknown> }[];
  if (!Array.isArray(rows)) return PORTAL;
  const sync = () => ({ state: 'accepted', receipt: toBase64Url(dice.bytes(120)), receivedAt: Date.UTC(2026, 10, 24) });
  return json(
    200,
    rows.map(({ newDocumentState }) => ({ ...newDocumentState, sync: sync() })),
  );
}

const json = (status: number, body: unknown): Answer => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: bytes(JSON.stringify(body)),
});
