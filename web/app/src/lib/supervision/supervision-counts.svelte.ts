/** What waits for a supervisor of the region: the numbers beside the sections, refreshed when something changed. */
import { onChange } from '#lib/api/stream.ts';
import { readOverview } from '#lib/api/supervision.ts';

class SupervisionCounts {
  alerts = $state(0);
  quarantined = $state(0);
  /** Name of the supervisor's region; empty until it is known. */
  region = $state('');

  async refresh(): Promise<void> {
    const overview = await readOverview();
    if (!overview.ok) return;
    ({ alerts: this.alerts, quarantined: this.quarantined } = overview.value.today);
    this.region = overview.value.region;
  }

  /** Until the returned function is called. */
  follow(): () => void {
    void this.refresh();
    return onChange(() => void this.refresh());
  }
}

export const supervisionCounts = new SupervisionCounts();
