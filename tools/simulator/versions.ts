/**
 * Protocol versions of the simulated world. The product has had one so far. Here today's is the third, so that phones and
 * servers of the version before, of one that is too old and of the next can be played.
 */
import { PROTOCOL, type Protocol } from '@liangma/shared/protocol/older-clients';
import { PROTOCOL_VERSION } from '@liangma/shared/protocol/version';

export const TODAY = PROTOCOL_VERSION + 2;
export const [TOO_OLD, BEFORE, NEXT] = [TODAY - 2, TODAY - 1, TODAY + 1];

/** The version before did not know the quarantine. */
export const SIMULATED: Protocol = {
  current: TODAY,
  oldest: BEFORE,
  released: {},
  downgrades: {
    ...PROTOCOL.downgrades,
    [BEFORE]: {
      sync: (sync) => {
        if (sync.state === 'quarantined') return { state: 'waiting' };
        return sync.state === 'rejected' && sync.code === 'dismissed' ? { ...sync, code: 'device-revoked' } : sync;
      },
    },
  },
};
