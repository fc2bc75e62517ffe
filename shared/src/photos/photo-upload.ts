/**
 * State of a photo on a device, from the shutter to the moment at which only its thumbnail is left. One union, one
 * transition; the device writes each step down before the next begins, so a page that is killed goes on from the last.
 */
import type { Instant } from '../kernel/instant.ts';
import { err, ok, type Result } from '../kernel/result.ts';

export type PhotoUpload =
  /** The record is still being filled in, so the photo can be deleted. */
  | { readonly state: 'draft' }
  /** A signed record names it; its turn comes when the server has accepted the record. */
  | { readonly state: 'waiting' }
  | { readonly state: 'uploading'; readonly url: string; readonly offset: number }
  /** The server says that it holds the bytes; base64url. */
  | { readonly state: 'received'; readonly receipt: string }
  /** The receipt was checked, the bytes are gone from the device, the thumbnail stays. */
  | { readonly state: 'purged'; readonly receipt: string; readonly receivedAt: Instant }
  /** It stays on the device with its bytes: the server did not accept its record, or what is here is not what was signed. */
  | { readonly state: 'held'; readonly why: HeldReason };
export type PhotoState = PhotoUpload['state'];

export type HeldReason = 'record-refused' | 'damaged';

export type PhotoStep =
  /** Its record was signed; also when a record that had been refused is sent once more. */
  | { readonly type: 'signed' }
  | { readonly type: 'record-refused' }
  | { readonly type: 'damaged' }
  /** The server has a place for it, and that many bytes. */
  | { readonly type: 'stands'; readonly url: string; readonly offset: number }
  /** The server knows nothing of the upload any more. */
  | { readonly type: 'lost' }
  | { readonly type: 'received'; readonly receipt: string }
  | { readonly type: 'receipt-holds'; readonly receivedAt: Instant }
  /** The receipt is not from our server. */
  | { readonly type: 'receipt-fails' };

/** States in which the server may not have the bytes although a record names them. */
export const UNSENT_PHOTO_STATES = ['waiting', 'uploading', 'received'] as const satisfies PhotoState[];

/** [PHOTO-2] A device lets go of the bytes by one step alone: a receipt for their hash that it has checked itself. */
export function stepPhoto(upload: PhotoUpload, step: PhotoStep): Result<PhotoUpload, 'wrong-state'> {
  if (upload.state === 'purged') return err('wrong-state');
  switch (step.type) {
    case 'signed':
      return upload.state === 'draft' || isHeldForRecord(upload) ? ok({ state: 'waiting' }) : err('wrong-state');
    case 'record-refused':
      return upload.state === 'draft' || upload.state === 'waiting'
        ? ok({ state: 'held', why: 'record-refused' })
        : err('wrong-state');
    case 'receipt-holds':
      return upload.state === 'received'
        ? ok({ state: 'purged', receipt: upload.receipt, receivedAt: step.receivedAt })
        : err('wrong-state');
    case 'receipt-fails':
      return upload.state === 'received' ? ok({ state: 'waiting' }) : err('wrong-state');
    default:
      return isOnItsWay(upload) ? ok(sent(step)) : err('wrong-state');
  }
}

function sent(step: Extract<PhotoStep, { type: 'damaged' | 'stands' | 'lost' | 'received' }>): PhotoUpload {
  switch (step.type) {
    case 'stands':
      return { state: 'uploading', url: step.url, offset: step.offset };
    case 'lost':
      return { state: 'waiting' };
    case 'received':
      return { state: 'received', receipt: step.receipt };
    case 'damaged':
      return { state: 'held', why: 'damaged' };
  }
}

const isOnItsWay = ({ state }: PhotoUpload): boolean => state === 'waiting' || state === 'uploading';

const isHeldForRecord = (upload: PhotoUpload): boolean => upload.state === 'held' && upload.why === 'record-refused';
