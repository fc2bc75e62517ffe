/** The abusive client, as a process of its own: waits for its orders, floods the server, reports what it did. */

import type { Orders } from './abuser.ts';
import { attacksOn } from './attacks.ts';
import { flood } from './flood.ts';

/** Ends the process if a request hangs after the flood. */
const GRACE_MS = 15_000;

process.on('disconnect', () => process.exit(1));
process.once('message', async ({ origin, seconds, task, cookie }: Orders) => {
  setTimeout(() => process.exit(1), seconds * 1000 + GRACE_MS).unref();
  const report = await flood(origin, seconds, attacksOn(task), cookie);
  process.send?.(report, () => process.exit(0));
});
process.send?.('ready');
