import type { Instant } from '@liangma/shared/kernel/instant';
import type { StoredFile } from '@liangma/shared/tasks/attachments';

/** A file that an agency sent, in the shard of the agency. Its bytes are a blob. */
export interface StoredAttachment extends StoredFile {
  readonly shard: string;
  readonly agency: string;
  readonly at: Instant;
  readonly by: string;
}

export interface AttachmentReads {
  byHash(shard: string, agency: string, hash: string): Promise<StoredAttachment | undefined>;
  /** Bytes that the agency sent since. */
  bytesSince(shard: string, agency: string, since: Instant): Promise<number>;
}

export interface AttachmentWrites {
  /** The first of a hash stays. */
  save(attachment: StoredAttachment): Promise<void>;
}
