/** The live picture of the supervisor's region: read once for the front page and for the numbers beside the sections. */
import type { Overview } from '@liangma/shared/supervision/overview';
import { onChangeCalmly } from '#lib/api/stream.ts';
import { readOverview } from '#lib/api/supervision.ts';
import { Resource } from '#lib/loading/resource.svelte.ts';

/** The picture counts a whole region: it is read again at most so often, and only while somebody looks. */
export const LIVE_EVERY = 10_000;

class LiveOverview {
  picture = $state.raw(new Resource<Overview>(readOverview));

  get alerts(): number {
    return this.picture.value?.today.alerts ?? 0;
  }

  get quarantined(): number {
    return this.picture.value?.today.quarantined ?? 0;
  }

  refresh(): Promise<void> {
    return this.picture.reload();
  }

  /** Begins anew, because somebody else may have signed in; lasts until the returned function is called. */
  follow(): () => void {
    this.picture = new Resource<Overview>(readOverview);
    this.picture.begin();
    return onChangeCalmly(LIVE_EVERY, () => void this.refresh());
  }
}

export const liveOverview = new LiveOverview();
