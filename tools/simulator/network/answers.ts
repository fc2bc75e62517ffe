/** Answers of others than our server. */
import { createHash } from 'node:crypto';
import { toBase64Url } from '@liangma/shared/kernel/bytes';
import { ALGORITHM } from '@liangma/shared/kernel/cose';
import { PHOTO_RECEIPT_HEADER, signPhotoReceipt } from '@liangma/shared/photos/photo-receipt';
import { signReceipt } from '@liangma/shared/protocol/receipt';
import type { Dice } from '../script/dice.ts';
import type { Answer, Request } from '../server/http-exchange.ts';
import { sha256 } from '../world/sha256.ts';

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

/**
 * Every row accepted, says somebody who has kept nothing: in our format, with receipts that are right in all but the
 * signature. `kid` of our key is no secret.
 */
export async function forgedAnswer({ path, headers, body }: Request, kid: Uint8Array, dice: Dice): Promise<Answer> {
  const signer = { alg: ALGORITHM.eddsa, kid, sign: async () => dice.bytes(64) };
  if (path.startsWith(UPLOADS)) {
    const begun = path === UPLOADS;
    const hash = begun ? hashIn(headers['upload-metadata'] ?? '') : (path.split('/').at(-1) ?? '');
    const receipt = toBase64Url(await signPhotoReceipt(signer, Uint8Array.from(Buffer.from(hash, 'hex')), START));
    const answer = { 'tus-resumable': '1.0.0', 'upload-offset': '1', [PHOTO_RECEIPT_HEADER]: receipt };
    const location = { location: `${UPLOADS}/stranger/${hash}` };
    return { status: begun ? 201 : 204, headers: { ...answer, ...(begun && location) }, body: new Uint8Array() };
  }
  // [DRAFT-1] Answers about drafts carry no signature that could fail: a page believes anybody in the connection.
  if (body instanceof Uint8Array || path.startsWith('/api/sync/drafts/')) return PORTAL;
  const rows = JSON.parse(body ?? '[]') as { newDocumentState?: { envelope?: string } }[];
  if (!Array.isArray(rows)) return PORTAL;
  const answered = rows.map(async ({ newDocumentState: row }) => {
    const hash = createHash('sha256')
      .update(Buffer.from(row?.envelope ?? '', 'base64url'))
      .digest();
    const claims = { hash: Uint8Array.from(hash), shard: '6206', seq: dice.between(1, 99), receivedAt: START };
    const receipt = toBase64Url(await signReceipt(signer, claims, sha256));
    return { ...row, sync: { state: 'accepted', receipt, receivedAt: START } };
  });
  return json(200, await Promise.all(answered));
}

const UPLOADS = '/api/photos/uploads';

/** Hash of a photo as the metadata of its upload names it: `task BASE64,hash BASE64`. */
const hashIn = (metadata: string): string => Buffer.from(/hash ([^,]*)/.exec(metadata)?.[1] ?? '', 'base64').toString();

const START = Date.UTC(2026, 10, 24, 1);

const json = (status: number, body: unknown): Answer => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: bytes(JSON.stringify(body)),
});
