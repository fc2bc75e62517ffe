/** Search as one types: waits a moment, and drops answers that come after a newer question. */

import type { ListedEnterprise } from '@liangma/shared/registry/enterprise';
import type { Problem } from '#lib/api/problem.ts';
import { findEnterprises } from '#lib/api/registry.ts';

const WAIT = 200;

export class EnterpriseSearch {
  query = $state('');
  found = $state.raw<readonly ListedEnterprise[]>([]);
  busy = $state(false);
  problem = $state.raw<Problem>();
  /** The question that `found` answers. */
  asked = $state<string>();
  readonly #limit: number;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(limit: number) {
    this.#limit = limit;
  }

  typed(): void {
    clearTimeout(this.#timer);
    this.busy = true;
    this.#timer = setTimeout(() => void this.ask(), WAIT);
  }

  async ask(): Promise<void> {
    clearTimeout(this.#timer);
    const q = this.query.trim();
    this.busy = true;
    const found = await findEnterprises(q, this.#limit);
    if (q !== this.query.trim()) return;
    this.busy = false;
    if (found.ok) {
      this.found = found.value;
      this.problem = undefined;
      this.asked = q;
    } else {
      this.problem = found.error;
    }
  }
}
