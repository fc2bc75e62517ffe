/**
 * Jobs of the product. A sweep of a store runs once a period, whichever replica is first; a deadline is added by the write
 * that sets it: `tx.jobs.add({ shard, kind, subject, step, dueAt })`, and its handler is named here by its kind.
 *
 * Work on a machine's own disk is no job: each replica sweeps its parts of photos itself (serve.ts).
 */
import { DAY, HOUR, MINUTE } from '@liangma/shared/kernel/instant';
import { POST_ENDED } from '../accounts/save-accounts.ts';
import { sweepSessions } from '../accounts/sessions.ts';
import { RESULT_DUE, sweepForAlerts, tellLateResult } from '../alerts/sweep-alerts.ts';
import { sweepQuietShares } from '../alerts/sweep-quiet.ts';
import { ARCHIVE_PAPERS, archivePapers } from '../archive/archive.ts';
import type { Deps } from '../deps.ts';
import { forceWaiting } from '../events/force-waiting.ts';
import { sendMessages } from '../notices/send-messages.ts';
import { endAccessOfLeft } from '../people/officer-left.ts';
import { endAccessOfPost } from '../people/post-ended.ts';
import { OFFICER_LEFT } from '../registry/leaving-day.ts';
import { lapseTasks } from '../tasks/lapse-tasks.ts';
import { STORE_WIDE } from './repository.ts';
import type { Jobs } from './scheduler.ts';

export const upkeep = (deps: Deps): Jobs => ({
  sweeps: [
    { kind: 'force-waiting', shard: STORE_WIDE, every: HOUR, work: () => forceWaiting(deps) },
    { kind: 'sweep-alerts', shard: STORE_WIDE, every: 10 * MINUTE, work: () => sweepForAlerts(deps) },
    { kind: 'sweep-quiet', shard: STORE_WIDE, every: DAY, work: () => sweepQuietShares(deps) },
    { kind: 'send-messages', shard: STORE_WIDE, every: MINUTE, work: () => sendMessages(deps) },
    { kind: 'lapse-tasks', shard: STORE_WIDE, every: 5 * MINUTE, work: () => lapseTasks(deps) },
    {
      kind: 'sweep-sessions',
      shard: STORE_WIDE,
      every: HOUR,
      effect: async (tx, _, now) => {
        await sweepSessions(tx, now);
        return {};
      },
    },
  ],
  deadlines: {
    ...(deps.printer.state === 'ready' && {
      // A browser takes a core and hundreds of megabytes.
      [ARCHIVE_PAPERS]: { work: (job) => archivePapers(deps, job), atOnce: 1 },
    }),
    [OFFICER_LEFT]: { effect: (tx, { subject }) => endAccessOfLeft(deps, tx, subject) },
    [POST_ENDED]: { effect: (tx, { subject, step }) => endAccessOfPost(deps, tx, subject, step) },
    [RESULT_DUE]: {
      effect: async (tx, { subject }) => {
        await tellLateResult(deps, tx, subject);
        return {};
      },
    },
  },
});
