/** The state of an event in words of the protocol, as its device reads it. */
import { toBase64Url } from '@liangma/shared/kernel/bytes';
import type { EventDocument, RejectCode } from '@liangma/shared/protocol/documents';
import type { Deps } from '../deps.ts';
import type { StoredEvent } from './repository.ts';

export function syncOf(event: StoredEvent): EventDocument['sync'] {
  switch (event.state) {
    case 'accepted':
      return {
        state: 'accepted',
        receipt: toBase64Url(event.receipt as Uint8Array),
        receivedAt: event.receivedAt,
        ...(event.handedInBy === null ? {} : { handedIn: true as const }),
      };
    case 'waiting':
      return { state: 'waiting' };
    case 'quarantined':
      return { state: 'quarantined', receivedAt: event.receivedAt };
    case 'rejected':
      return {
        state: 'rejected',
        code: event.code as RejectCode,
        reasons: [...event.reasons],
        receivedAt: event.receivedAt,
      };
  }
}

export const rejected = (deps: Deps, code: RejectCode): EventDocument['sync'] => ({
  state: 'rejected',
  code,
  reasons: [],
  receivedAt: deps.clock.now(),
});
