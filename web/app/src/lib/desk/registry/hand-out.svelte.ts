/** Handing out the first passwords of an import: the sheet is held while it is shown, and nowhere else. */
import type { Problem } from '#lib/api/problem.ts';
import { handOutPasswords, type PasswordSheet } from '#lib/api/registry.ts';

export class HandOut {
  sheet = $state.raw<PasswordSheet>();
  problem = $state.raw<Problem>();
  busy = $state(false);

  async make(importId: string): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    const made = await handOutPasswords(importId);
    this.busy = false;
    this.problem = made.ok ? undefined : made.error;
    this.sheet = made.ok ? made.value : undefined;
  }

  done(): void {
    this.sheet = undefined;
  }
}
