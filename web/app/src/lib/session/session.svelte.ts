/** The person signed in on this browser, as the server says. */
import type { Actor } from '@liangma/shared/access/authorise';
import type { Result } from '@liangma/shared/kernel/result';
import type { Problem } from '#lib/api/problem.ts';
import { closeSession, openSession, readSession } from '#lib/api/session.ts';
import { sessionBegun, sessionEnded } from '#lib/api/stream.ts';

class Session {
  actor = $state.raw<Actor>();

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
