/** Agencies that a joint inspection may have, and the officers and matters of those that were chosen. */
import type { AgencyId } from '@liangma/shared/registry/agency';
import type { Problem } from '#lib/api/problem.ts';
import { type PartnerLists, readPartners } from './requests.ts';

const NONE: PartnerLists = { agencies: [], officers: [], matters: [] };

export class PartnersOf {
  lists = $state.raw<PartnerLists>(NONE);
  problem = $state.raw<Problem>();
  isReading = $state(false);
  #asked = '';

  /** Reads the lists anew for another enterprise or other partners; a reply to an earlier question is dropped. */
  async load(enterprise: string | undefined, partners: readonly AgencyId[]): Promise<void> {
    const asked = JSON.stringify([enterprise, partners]);
    if (asked === this.#asked) return;
    this.#asked = asked;
    if (enterprise === undefined) {
      this.lists = NONE;
      this.isReading = false;
      return;
    }
    this.isReading = true;
    const read = await readPartners(enterprise, partners);
    if (asked !== this.#asked) return;
    this.isReading = false;
    if (read.ok) this.lists = read.value;
    else this.#asked = '';
    this.problem = read.ok ? undefined : read.error;
  }
}
