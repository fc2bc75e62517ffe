/**
 * Makes one push to the server and judges its answer. Only a row of ours with a receipt that verifies is
 * accepted; a login page that answers 200 for everything settles nothing.
 */
import { equalBytes, fromBase64Url, toBase64Url } from '@liangma/shared/kernel/bytes';
import {
  DEVICE_KEY_HEADER,
  type EventDocument,
  type PushAnswer,
  pushAnswerSchema,
  type SyncState,
} from '@liangma/shared/protocol/documents';
import { type OpenReceipt, receiptOpener } from '@liangma/shared/protocol/receipt';
import { PROTOCOL_HEADER, PROTOCOL_VERSION } from '@liangma/shared/protocol/version';
import type { KeySet } from '@liangma/shared/trust/key-set';
import { sha256, verifySignature } from '@liangma/web-common/crypto/signatures';
import * as v from 'valibot';
import type { OutboxRecord } from './record.ts';

const ADDRESS = '/api/sync/events/push';
/** A link can fall silent in the middle: whoever listens for ever keeps all tabs from sending. ms. */
const PATIENCE = 60_000;

/** Why nothing was settled; each has words. */
export const SEND_TROUBLES = ['no-network', 'not-our-server', 'busy', 'too-old', 'server-refused', 'receipt'] as const;
export type SendTrouble = (typeof SEND_TROUBLES)[number];

export interface PushResult {
  readonly settled: ReadonlyMap<string, SyncState>;
  readonly trouble: SendTrouble | undefined;
  /** ms the server asks to wait; 0 when it does not say. */
  readonly retryAfter: number;
}

export interface Sending {
  readonly records: readonly OutboxRecord[];
  readonly publicKey: Uint8Array;
  /** For receipts; undefined while this browser has no trust. */
  readonly keys: KeySet | undefined;
  readonly fetch: typeof fetch;
}

export async function push({ records, publicKey, keys, fetch }: Sending): Promise<PushResult> {
  let answer: Response;
  let text: string;
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), PATIENCE);
  try {
    answer = await fetch(ADDRESS, { ...requestOf(records, publicKey), signal: abort.signal });
    text = await answer.text();
  } catch {
    return nothing('no-network');
  } finally {
    clearTimeout(timer);
  }
  if (!answer.ok) return nothing(troubleOf(answer.status), Number(answer.headers.get('retry-after')) * 1000 || 0);
  const rows = v.safeParse(v.pipe(v.string(), v.parseJson(), pushAnswerSchema), text);
  if (!rows.success) return nothing('not-our-server');
  return settle(rows.output, records, keys);
}

/** No cookies: what an enterprise says is not tied to whoever is signed in on this browser. */
function requestOf(records: readonly OutboxRecord[], publicKey: Uint8Array): RequestInit {
  return {
    method: 'POST',
    credentials: 'omit',
    redirect: 'error',
    headers: {
      'content-type': 'application/json',
      [PROTOCOL_HEADER]: String(PROTOCOL_VERSION),
      [DEVICE_KEY_HEADER]: toBase64Url(publicKey),
    },
    body: JSON.stringify(
      records.map(({ document }) => ({ newDocumentState: { ...document, sync: { state: 'pending' } } })),
    ),
  };
}

async function settle(
  rows: PushAnswer,
  records: readonly OutboxRecord[],
  keys: KeySet | undefined,
): Promise<PushResult> {
  const sent = new Map(records.map(({ document }) => [document.id as string, document]));
  const settled = new Map<string, SyncState>();
  const open = keys && receiptOpener(keys, verifySignature, sha256);
  let ours = 0;
  for (const { id, sync } of rows) {
    const document = sent.get(id);
    if (!document || sync.state === 'pending') continue;
    ours++;
    if (sync.state !== 'accepted' || (await holds(sync.receipt, document, open))) settled.set(id, sync);
  }
  if (ours === 0) return nothing('not-our-server');
  return { settled, trouble: settled.size < ours ? 'receipt' : undefined, retryAfter: 0 };
}

/** The receipt is signed by a receipt key of the set, and is for this envelope. */
async function holds(receipt: string, document: EventDocument, open: OpenReceipt | undefined): Promise<boolean> {
  const bytes = fromBase64Url(receipt);
  const envelope = fromBase64Url(document.envelope);
  if (!bytes || !envelope || !open) return false;
  const opened = await open(bytes);
  return opened !== undefined && equalBytes(opened.hash, await sha256(envelope));
}

const nothing = (trouble: SendTrouble, retryAfter = 0): PushResult => ({ settled: new Map(), trouble, retryAfter });

function troubleOf(status: number): SendTrouble {
  if (status === 426) return 'too-old';
  if (status === 429 || status >= 500) return 'busy';
  if (status === 404 || (status >= 300 && status < 400)) return 'not-our-server';
  return 'server-refused';
}
