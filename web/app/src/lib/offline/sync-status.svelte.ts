/**
 * Sync status for the pill on every page and the sync centre. It holds only the facts: watch-status.ts fills them from the
 * databases; the first screen starts from its snapshot.
 */
import type { SyncProblemKind } from './wire/sync-problem.ts';

export class SyncStatus {
  online = $state(navigator.onLine);
  working = $state(false);
  /** Not sent, or sent and still waiting for an earlier one. Undefined until counted. */
  pending = $state<number>();
  /** At the server, where supervisors decide whether they count (SYNC-9). */
  undecided = $state(0);
  parked = $state(0);
  /** Photos of signed records that the server lacks. */
  photos = $state(0);
  /** Records being filled in, of which the officers' other devices do not know everything yet. */
  drafts = $state(0);
  /** Drafts with something that came too late for the record (DRAFT-4). */
  late = $state(0);
  accepted = $state(0);
  receipts = $state(0);
  /** Accepted, says the server, but the receipt could not be checked yet. */
  readonly unchecked = $derived(Math.max(0, this.accepted - this.receipts));
  readonly unsent = $derived(this.pending ?? 0);
  /** Nothing waits, is refused, undecided, too late or without a checked receipt. */
  readonly settled = $derived(
    this.parked + this.unsent + this.unchecked + this.photos + this.undecided + this.late === 0,
  );
  lastSync = $state<number>();
  lastPull = $state<number>();
  problem = $state<SyncProblemKind>();
  nextTry = $state<number>();
  /** The agency has taken this device out of use, says the server. */
  revoked = $state(false);
  /** Exchanging right now; waiting for the next attempt is not. */
  readonly busy = $derived(this.working && this.problem === undefined && this.online);
  /** Device clock minus server clock, milliseconds. */
  skew = $state(0);
  /** Name of the person signed in to the browser, if it is someone else. */
  otherName = $state<string>();
}
