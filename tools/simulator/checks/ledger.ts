/**
 * Ledger of promises, kept from outside: every event that a phone stored, every answer of the server to an event. It reports
 * at once what must never happen; checks/ asks in the end for what has to be true then.
 */
import { createHash } from 'node:crypto';
import { type Checkpoint, DEVICE_KEY_HEADER, type SyncState } from '@liangma/shared/protocol/documents';
import { PROTOCOL_HEADER } from '@liangma/shared/protocol/version';
import type { Phone } from '../browser/phone-and-pages.ts';
import type { Answer, Request } from '../server/http-exchange.ts';
import { BEFORE, TODAY } from '../versions.ts';
import { partsOf, type ReceiptParts } from './receipt-parts.ts';

/** An event of which its phone said that it is kept. */
export interface Kept {
  readonly phone: Phone;
  readonly id: string;
  readonly device: string;
  readonly type: string;
  readonly seq: number;
  readonly envelope: string;
  /** The phone's storage was cleared since, or whoever worked on it has left it. */
  gone: Gone | undefined;
}

export type Gone = 'evicted' | 'left';

/** An item that somebody entered into a draft. */
export interface Entered {
  readonly phone: Phone;
  readonly task: string;
  readonly value: string;
  /** Items that they saw when they entered it. */
  readonly over: readonly string[];
  gone: Gone | undefined;
}

/** Documents that a phone has pulled since its storage was last cleared and since the epoch began. */
export interface Pulled {
  readonly phone: Phone;
  readonly epoch: string;
  /** The highest revision, or the latest state, of each document. */
  readonly delivered: Map<string, string>;
  /** Checkpoints at which a pull said that there is nothing more. */
  readonly claimed: Map<string, number>;
}

export interface Ledger {
  readonly kept: Map<string, Kept>;
  readonly pulled: Map<string, Pulled>;
  readonly violations: string[];
  /** Events that the server has at some time reported as judged. */
  readonly judged: ReadonlySet<string>;
  /** Events whose answer to a push has reached a phone. */
  readonly answered: ReadonlySet<string>;
  /** Events in files that people keep elsewhere. */
  readonly exported: Set<string>;
  readonly entered: readonly Entered[];
  enter(entry: Entered): void;
  keep(phone: Phone, row: Omit<Kept, 'phone' | 'gone'>): void;
  /** The word of the server on an event that came to it just now, by push or in a file. */
  tell(row: Told): void;
  /** An answer of the server, whether or not it arrives. */
  heard(phone: Phone, request: Request, answer: Answer): void;
  /** An answer that arrived. */
  arrived(phone: Phone, request: Request, answer: Answer): void;
  goes(phone: Phone, gone: Gone): void;
  /** The store was replaced by an older one: what it said since is forgotten. Without another epoch nobody pulls afresh. */
  restore(epoch: 'another' | 'the same'): void;
  violate(words: string): void;
}

export interface Told {
  readonly id: string;
  readonly envelope: string;
  readonly sync: SyncState;
}

export interface ReceiptRules {
  /** Nobody believes a receipt of these parts any more; `everywhere`: and every process of the server knows by now. */
  isRefused(receipt: ReceiptParts, when: 'by now' | 'everywhere'): boolean;
  /** Notes that a receipt was renewed. */
  renewed(): void;
}

export function aLedger({ isRefused, renewed }: ReceiptRules): Ledger {
  const verdicts = new Map<string, SyncState>();
  const violations: string[] = [];
  const judged = new Set<string>();
  const answered = new Set<string>();
  const kept = new Map<string, Kept>();
  const pulled = new Map<string, Pulled>();
  const entered: Entered[] = [];
  const violate = (words: string): void => {
    if (!violations.includes(words)) violations.push(words);
  };
  const note = ({ id, envelope, sync }: Told, isStranger = false): void => {
    if (!isJudged(sync) || (isStranger && sync.state === 'rejected')) return;
    const name = `${id} ${hashOf(envelope).slice(0, 16)}`;
    const before = verdicts.get(name);
    const mayDiffer = before?.state === 'accepted' && isRefused(partsOf(bytesOf(before.receipt)), 'by now');
    const isRenewed = mayDiffer && sync.state === 'accepted' && sync.receipt !== before.receipt;
    if (isRenewed) renewed();
    const problem = isRenewed ? undefined : contradiction(before, sync);
    if (problem) violate(`one verdict: ${name}: ${problem}`);
    verdicts.set(name, sync);
    if (sync.state !== 'waiting') judged.add(id);
  };
  const believed = ({ id, sync }: Told): void => {
    if (sync.state !== 'accepted' || !isRefused(partsOf(bytesOf(sync.receipt)), 'everywhere')) return;
    violate(`receipts: ${id} was told one that nobody believes any more`);
  };
  const tell = (row: Told): void => {
    note(row);
    believed(row);
  };
  return {
    kept,
    pulled,
    violations,
    judged,
    answered,
    violate,
    tell,
    exported: new Set(),
    entered,
    enter: (entry) => void entered.push(entry),
    keep: (phone, row) => {
      const { id, device, type, seq, envelope } = row;
      kept.set(id, { phone, id, device, type, seq, envelope, gone: undefined });
    },
    heard: (_, request, answer) => {
      // [SYNC-22] A refused event of a key that is enrolled to nobody is judged anew when it comes again.
      const isStranger = request.headers[DEVICE_KEY_HEADER] !== undefined;
      for (const row of rowsIn(request, answer)) {
        if (!isInOldWords(request, answer, row.sync)) note(row, isStranger);
        if (request.path.startsWith(PUSH)) believed(row);
      }
    },
    arrived: (phone, request, answer) => {
      if (request.path.startsWith(PUSH)) for (const { id } of rowsIn(request, answer)) answered.add(id);
      notePull(pulled, violate, phone, request, answer);
    },
    restore: (epoch) => {
      verdicts.clear();
      if (epoch === 'another') pulled.clear();
    },
    goes: (phone, gone) => {
      for (const one of [...kept.values(), ...entered]) if (one.phone === phone) one.gone ??= gone;
      for (const [name, one] of pulled) if (one.phone === phone) pulled.delete(name);
    },
  };
}

export const hashOf = (envelope: string): string =>
  createHash('sha256').update(Buffer.from(envelope, 'base64url')).digest('hex');

export const PUSH = '/api/sync/events/push';
const EVENTS_PULL = '/api/sync/events/pull';

function rowsIn({ path, body }: Request, answer: Answer): Told[] {
  if (answer.status !== 200) return [];
  if (path.startsWith(PUSH)) return answeredRows(body, jsonOf(answer) as Told[]);
  return path.startsWith(EVENTS_PULL) ? (jsonOf(answer) as { documents: Told[] }).documents : [];
}

/** The answer names what was sent in its order. */
function answeredRows(body: Request['body'], answered: readonly Told[]): Told[] {
  const sent = JSON.parse(String(body)) as { newDocumentState: Told }[];
  return answered.map((row, i) => ({ ...row, envelope: sent[i]?.newDocumentState.envelope ?? '' }));
}

export const jsonOf = ({ body }: Answer): unknown => JSON.parse(new TextDecoder().decode(body));

/** Answers that the server does not store are no verdict: the row may come again and be judged. */
const UNJUDGED = ['malformed', 'bad-signature', 'device-mismatch', 'unknown-device', 'id-reused'];

const isJudged = (sync: SyncState): boolean => !(sync.state === 'rejected' && UNJUDGED.includes(sync.code));

/** Returns true for words that the version before may be told in place of others (versions.ts). */
const isInOldWords = ({ headers }: Request, { speaks = TODAY }: Answer, sync: SyncState): boolean =>
  (speaks < TODAY || headers[PROTOCOL_HEADER] === String(BEFORE)) &&
  (sync.state === 'waiting' || (sync.state === 'rejected' && sync.code === 'device-revoked'));

/** [SYNC-1] Once accepted or refused, always so, and with the same receipt. [SYNC-9] Once decided, no more in quarantine. */
function contradiction(before: SyncState | undefined, now: SyncState): string | undefined {
  if (!before || before.state === 'waiting' || before.state === 'pending') return undefined;
  if (before.state === 'quarantined' && now.state !== 'waiting') return undefined;
  if (before.state !== now.state) return `${before.state}, then ${now.state}`;
  if (before.state === 'accepted' && now.state === 'accepted' && before.receipt !== now.receipt) return 'two receipts';
  if (before.state === 'rejected' && now.state === 'rejected' && before.code !== now.code) return 'two reasons';
  return undefined;
}

const bytesOf = (receipt: string): Uint8Array => Buffer.from(receipt, 'base64url');

interface Page {
  readonly documents: readonly { readonly id: string; readonly rev?: number; readonly sync?: SyncState }[];
  readonly checkpoint: Checkpoint;
  readonly epoch: string;
}

function notePull(
  pulled: Map<string, Pulled>,
  violate: (words: string) => void,
  phone: Phone,
  { path }: Request,
  answer: Answer,
): void {
  const pull = /^\/api\/sync\/(tasks|events)\/pull\?(.*)$/.exec(path);
  if (!pull || answer.status !== 200) return;
  const query = new URLSearchParams(pull[2]);
  const { documents, checkpoint, epoch } = jsonOf(answer) as Page;
  if (!Array.isArray(documents)) return;
  const name = `${phone.name} ${pull[1]}`;
  const from = JSON.parse(query.get('checkpoint') ?? '{}') as Checkpoint;
  for (const [shard, seq] of Object.entries(from)) {
    if ((checkpoint[shard] ?? -1) < seq) violate(`checkpoints: ${name} went back in ${shard} from ${seq}`);
  }
  const known = pulled.get(name);
  const now = known?.epoch === epoch ? known : { phone, epoch, delivered: new Map(), claimed: new Map() };
  pulled.set(name, now);
  for (const { id, rev, sync } of documents) now.delivered.set(id, String(rev ?? sync?.state));
  if (documents.length >= Number(query.get('limit'))) return;
  for (const [shard, seq] of Object.entries(checkpoint)) {
    now.claimed.set(shard, Math.max(seq, now.claimed.get(shard) ?? 0));
  }
}
