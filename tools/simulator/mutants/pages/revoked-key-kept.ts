/** [SYNC-9] A key that was revoked before it signed anything is kept. */
import * as real from '../../../../web/app/src/lib/offline/device/device-keys.ts';

export * from '../../../../web/app/src/lib/offline/device/device-keys.ts';

export const enrolFirst: typeof real.enrolFirst = (db, wire, now) => real.enrol(db, wire, now);
