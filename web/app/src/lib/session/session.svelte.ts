/** The person signed in on this browser, as the server says. */
import { type Action, type Actor, authorise, type Subject } from '@liangma/shared/access/authorise';
import { type Role, rolesAt } from '@liangma/shared/access/post';
import type { Result } from '@liangma/shared/kernel/result';
import type { Problem } from '#lib/api/problem.ts';
import { closeSession, openSession, readSession } from '#lib/api/session.ts';
import { sessionBegun, sessionEnded } from '#lib/api/stream.ts';

class Session {
  actor = $state.raw<Actor>();
  /** Roles of the posts that are in force; the server decides the same at each request. */
  readonly roles = $derived<readonly Role[]>(this.actor ? rolesAt(this.actor, Date.now()) : []);

  /** True if the signed-in person may do this now. */
  may(action: Action, subject: Subject = {}): boolean {
    return this.actor !== undefined && authorise(this.actor, action, Date.now(), subject);
  }

  /** Asks the server once; later calls answer from memory. */
  async known(): Promise<Result<Actor, Problem>> {
    if (this.actor !== undefined) return { ok: true, value: this.actor };
    return this.#keep(await readSession());
  }

  /** The server does not know us any more. */
  forget(): void {
    this.actor = undefined;
  }

  async signIn(name: string, password: string): Promise<Result<Actor, Problem>> {
    const opened = this.#keep(await openSession(name, password));
    if (opened.ok) sessionBegun();
    return opened;
  }

  async signOut(): Promise<Result<unknown, Problem>> {
    const closed = await closeSession();
    if (closed.ok || closed.error.code === 'not-signed-in') {
      this.forget();
      sessionEnded();
    }
    return closed;
  }

  #keep(result: Result<Actor, Problem>): Result<Actor, Problem> {
    if (result.ok) this.actor = result.value;
    return result;
  }
}

export const session = new Session();
