/** Records that this browser keeps. */

import type { EventDocument } from '@liangma/shared/protocol/documents';
import type { RawEvent } from '@liangma/shared/protocol/envelope';
import type { Claims } from '@liangma/shared/task-code/claims';
import type { DeviceKey } from '@liangma/web-common/crypto/device-key';

/** An event made here: the document that travels, and its content to be shown without opening the envelope. */
export interface OutboxRecord {
  readonly document: EventDocument;
  readonly event: RawEvent;
}

/** The key of this browser and the head of its chain: one record, so that one transaction moves both. */
export interface Device extends DeviceKey {
  /** Number of the last event; 0 before the first. */
  readonly seq: number;
  /** Hash of the last envelope as hex; empty before the first. */
  readonly prev: string;
}

/** A code that was confirmed, refused or evaluated here. */
export interface StoredCode
  extends Pick<Claims, 'task' | 'agencyName' | 'enterpriseName' | 'kind' | 'notBefore' | 'expires'> {
  readonly text: string;
  /** Milliseconds since 1970. */
  readonly keptAt: number;
}
