/** The sign-in form. */

import type { Problem } from '#lib/api/problem.ts';
import { readHealth } from '#lib/api/session.ts';
import { goto } from '$app/navigation';
import { resolve } from '$app/paths';
import { DEMO_PASSWORD } from './demo-people.ts';
import { type Face, faceOf, mayEnter, safeNext } from './faces.ts';
import { session } from './session.svelte.ts';

export class SignIn {
  name = $state('');
  password = $state('');
  busy = $state(false);
  problem = $state.raw<Problem>();
  /** Empty fields are told only after the first attempt. */
  tried = $state(false);
  demo = $state(false);
  readonly nameMissing = $derived(this.tried && this.name.trim() === '');
  readonly passwordMissing = $derived(this.tried && this.password === '');

  constructor() {
    void readHealth().then((health) => {
      this.demo = health.ok && health.value.demo;
    });
  }

  useDemo(account: string): void {
    this.name = account;
    this.password = DEMO_PASSWORD;
    this.problem = undefined;
  }

  async submit(next: string | null): Promise<void> {
    this.tried = true;
    if (this.busy || this.nameMissing || this.passwordMissing) return;
    this.busy = true;
    this.problem = undefined;
    const signedIn = await session.signIn(this.name.trim(), this.password);
    this.busy = false;
    if (!signedIn.ok) {
      this.problem = signedIn.error;
      return;
    }
    void import('#lib/notices/subscription.ts').then(({ renew }) => renew(signedIn.value.account));
    // A first password is changed before anything else; who has no face has the own account.
    const face = signedIn.value.mustChangePassword ? undefined : faceOf(session.roles);
    if (face === undefined) {
      await goto(resolve('/me'), { replace: true });
      return;
    }
    const wanted = safeNext(next);
    const allowed = wanted !== undefined && mayEnter(session.roles, `/${wanted.split(/[/?#]/)[1]}` as Face);
    await goto(allowed ? wanted : face, { replace: true });
  }
}
