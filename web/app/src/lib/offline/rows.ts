/** Row types of the device's databases. Types only: the modules with the behaviour import them, never the reverse. */
import type { Finding } from '@liangma/shared/compliance/finding';
import type { Draft } from '@liangma/shared/drafts/draft';
import type { GivenGrant } from '@liangma/shared/grants/grant-terms';
import type { TaskId } from '@liangma/shared/kernel/ids';
import type { PackPoint } from '@liangma/shared/packs/pack';
import type { Photo } from '@liangma/shared/photos/photo';
import type { PhotoUpload } from '@liangma/shared/photos/photo-upload';
import type { DiscardReason } from '@liangma/shared/protocol/discard';
import type { Checkpoint, RejectCode, TaskDocument, TaskEventDocument } from '@liangma/shared/protocol/documents';
import type { DraftRefusal } from '@liangma/shared/protocol/draft-document';
import type { OfficerId } from '@liangma/shared/registry/officer';
import type { LATE_GROUNDS } from '@liangma/shared/tasks/particulars';
import type { EXEMPT_SOURCES, REFERENCE_CHANNELS, TaskIn } from '@liangma/shared/tasks/task';
import type { DeviceKey } from '@liangma/web-common/crypto/device-key';

/** shared/protocol/documents.ts is the shape that travels. */
export type TaskRow = Omit<TaskDocument, '_deleted' | 'live'>;

/**
 * Tasks of one page, stored together. The key is kept outside of the value, so that Chromium need not read the value
 * for it.
 */
export type TaskBlock = readonly TaskRow[];

/** Search text of one page of blocks. */
export interface TaskLines {
  readonly page: number;
  /** A line per task, block after block; the line of a removed task is empty. */
  readonly text: string;
  /** Tasks that are left. */
  readonly count: number;
}

/** An officer's device makes events of tasks alone. */
export type EventRow = Omit<TaskEventDocument, '_deleted' | 'region'> & {
  /** Proof of acceptance. No later answer removes it, even if `sync` comes to hold a receipt that fails the check. */
  readonly checked?: CheckedReceipt;
};

/** A receipt whose signature this device has checked. */
export interface CheckedReceipt {
  /** The receipt itself, base64url. */
  readonly signed: string;
  readonly shard: string;
  readonly seq: number;
  readonly receivedAt: number;
  readonly checkedAt: number;
}

/** A row as a pulled page brings it. */
export type WithDeleted<Row> = Row & { _deleted: boolean };

/** Checkpoint of a pulled collection. */
export interface LocalCheckpoint {
  readonly shards: Checkpoint;
  readonly epoch: string;
  /** Protocol version of that pull: an older version tells less under the same revision. */
  readonly version: number;
  /** [SYNC-17] Shards that are pulled from their start once more. Stored here, so that it is written with the rows. */
  readonly again?: readonly string[];
}

/** Latest event of this device's chain. */
export interface ChainHead {
  readonly seq: number;
  /** SHA-256 of the envelope, hex; empty before the first event. */
  readonly hash: string;
}

/** `receipt-invalid`: the server says accepted, but its receipt fails the check. */
export type ParkedCode = RejectCode | 'receipt-invalid';

export interface ParkedRow {
  readonly id: string;
  readonly event: EventRow;
  readonly code: ParkedCode;
  readonly reasons: readonly string[];
  readonly parkedAt: number;
  /** The person's decision; absent until there is one. */
  readonly outcome?: ParkedOutcome;
}

export type ParkedOutcome =
  /** A corrected event stands in its place (SYNC-14). */
  | { readonly kind: 'replaced'; readonly by: string; readonly at: number }
  /** Its officer is done with it (SYNC-15). */
  | ({ readonly kind: 'discarded'; readonly at: number } & DiscardReason);

export type DraftSync =
  /** The server lacks something that was entered here. */
  | { readonly state: 'pending' }
  | { readonly state: 'shared' }
  /**
   * This device made the record of it. Nothing is left to share; the row stays for the case that the record is refused.
   */
  | { readonly state: 'submitted' }
  | { readonly state: 'refused'; readonly reason: DraftRefusal }
  /** [DRAFT-4] It has ended elsewhere. `late`: with items that came too late for the record. */
  | { readonly state: 'late' | 'ended' };

export interface DraftRow {
  id: TaskId;
  updatedAt: number;
  data: Draft;
  /** Local knowledge about the server's copy; it never travels. */
  sync: DraftSync;
}

export interface PhotoRow extends Photo {
  readonly task: TaskId;
  /** A data: address, a few kilobytes; it stays when the bytes are gone. */
  readonly thumbnail: string;
  readonly upload: PhotoUpload;
}

/** Apart from the photo's row, because that row is written with every slice. */
export interface PhotoBytesRow {
  readonly task: TaskId;
  readonly hash: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

export interface KeyRow {
  readonly id: 'device';
  readonly key: DeviceKey;
  /** Null until the server has enrolled it for the officer. */
  readonly enrolledAt: number | null;
}

export interface FileRow {
  readonly name: 'trust' | 'grants';
  readonly bytes: Uint8Array;
  readonly etag: string;
  readonly at: number;
}

/** Lines of text with the offsets of their beginnings. */
export interface LinesText {
  readonly text: string;
  readonly starts: Uint32Array;
}

export interface PackRow extends PackPoint {
  readonly county: string;
  /** Key of its parts. */
  readonly pack: string;
  readonly count: number;
  readonly at: number;
  /** Lines that a later delta removed. */
  readonly gone: readonly PackPlace[];
}

/** `n`: the part; `line`: the line within it. */
export interface PackPlace {
  readonly n: number;
  readonly line: number;
}

/** A part of a pack as text (pack-text.ts). */
export interface NamesRow extends LinesText {
  readonly pack: string;
  readonly n: number;
}

/** Seed of a task's live code. Apart from the tasks: lists and exports do not need it. */
export interface LiveCodeRow {
  readonly task: string;
  /** Code text with the anchor in it; the text in the task is the one for paper. */
  readonly code: string;
  readonly seed: Uint8Array;
}

/** A grant that lets this device issue codes. */
export interface GrantRow {
  readonly id: string;
  readonly data: GivenGrant;
  readonly signed: Uint8Array;
  /** The highest number that has reached the server. */
  readonly issued: number;
}

/** A task whose code this device issued, as of then: written with its event. */
export interface IssuedRow {
  readonly task: string;
  readonly data: TaskIn<'issued'>;
  /** When its grant was given, by the server's clock. */
  readonly givenAt: number;
}

/** A late entry as it is typed. Times are those of a form, in China. */
export interface LateContent {
  enterprise: { id: string; name: string; township: string; region: string } | null;
  ground: '' | (typeof LATE_GROUNDS)[number];
  source: (typeof EXEMPT_SOURCES)[number];
  number: string;
  received: string;
  channel: (typeof REFERENCE_CHANNELS)[number];
  matters: string[];
  officers: string[];
  from: string;
  to: string;
  reason: string;
  whyOnSite: string;
}

/** `ready`: given away by its officer, and not at the server yet. */
export type LateEntryState = 'draft' | 'ready' | 'refused' | 'sent';

/** LATE-1, LATE-2: an inspection that began without a code. The id is that of its task. */
export interface LateEntryRow {
  readonly id: TaskId;
  readonly content: LateContent;
  readonly savedAt: number;
  readonly state: LateEntryState;
  /** Reason for which the server did not take it. */
  readonly refusal?: { readonly code: string; readonly findings: readonly Finding[] };
}

/** An officer of the own agency. */
export interface Colleague {
  readonly id: OfficerId;
  readonly name: string;
  readonly certificate: string;
}
