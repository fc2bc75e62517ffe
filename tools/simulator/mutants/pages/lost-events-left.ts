/** Events that a server has lost are not sent again. */
import type * as real from '../../../../web/app/src/lib/offline/outbox/lost-events.ts';

export * from '../../../../web/app/src/lib/offline/outbox/lost-events.ts';

export const requeueLost: typeof real.requeueLost = async () => 0;
