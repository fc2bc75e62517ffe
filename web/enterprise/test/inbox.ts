/** Takes pushed events: signature, chain and code are checked for real, receipts are signed. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { fromBase64Url, toBase64Url } from '@liangma/shared/kernel/bytes';
import { DEVICE_KEY_HEADER, type EventDocument, type SyncState } from '@liangma/shared/protocol/documents';
import { openEvent } from '@liangma/shared/protocol/envelope';
import { eventSchema, type LiangmaEvent } from '@liangma/shared/protocol/event';
import { signReceipt } from '@liangma/shared/protocol/receipt';
import * as v from 'valibot';
import type { Office } from './office.ts';
import { sha256, verifySignature } from './signing.ts';

export interface Inbox {
  readonly events: readonly LiangmaEvent[];
  /** Sets the answer to the next events, instead of accepting them. */
  answerWith(state: SyncState | undefined): void;
  push(request: IncomingMessage, response: ServerResponse): Promise<void>;
}

export function createInbox({ receipts }: Office): Inbox {
  const events: LiangmaEvent[] = [];
  let instead: SyncState | undefined;
  const judge = async (document: EventDocument, publicKey: Uint8Array): Promise<SyncState> => {
    if (instead) return instead;
    const receivedAt = Date.now();
    const envelope = fromBase64Url(document.envelope) as Uint8Array;
    const opened = await openEvent(envelope, publicKey, verifySignature);
    if (!opened.ok) return { state: 'rejected', code: opened.error, reasons: [], receivedAt };
    const event = v.parse(eventSchema, opened.value);
    const known = events.some(({ id }) => id === event.id);
    const last = events.filter(({ device }) => device === event.device).length;
    if (!known && event.seq !== last + 1) return { state: 'waiting' };
    if (!known) events.push(event);
    const hash = await sha256(envelope);
    const receipt = await signReceipt(receipts.signer, { hash, shard: '6206', seq: events.length, receivedAt }, sha256);
    return { state: 'accepted', receipt: toBase64Url(receipt), receivedAt };
  };
  return {
    events,
    answerWith: (state) => {
      instead = state;
    },
    async push(request, response) {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const rows = JSON.parse(Buffer.concat(chunks).toString('utf8')) as { newDocumentState: EventDocument }[];
      const publicKey = fromBase64Url(String(request.headers[DEVICE_KEY_HEADER])) as Uint8Array;
      const answer: EventDocument[] = [];
      for (const { newDocumentState } of rows) {
        answer.push({ ...newDocumentState, sync: await judge(newDocumentState, publicKey) });
      }
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(answer));
    },
  };
}
