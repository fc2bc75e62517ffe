/** The person signed in on this browser, as the server says. */
import { actFor, agenciesOf } from '@liangma/shared/access/acting';
import { type Action, type Actor, authorise, type Subject } from '@liangma/shared/access/authorise';
import { type Role, rolesAt } from '@liangma/shared/access/post';
import type { Result } from '@liangma/shared/kernel/result';
import type { Problem } from '#lib/api/problem.ts';
import { actFor as nameAgency } from '#lib/api/request.ts';
import { closeSession, openSession, readSession } from '#lib/api/session.ts';
import { sessionBegun, sessionEnded } from '#lib/api/stream.ts';
import { draftOwner } from '#lib/drafts/draft-owner.ts';

/** The agency that a person chose to act for, by account. */
const ACTING = 'liangma-acting:';

class Session {
  /** With the posts of the agency for which the person acts (POST-5). */
  actor = $state.raw<Actor>();
  /** Agencies of the person's posts; a choice if there are several. */
  agencies = $state.raw<readonly NonNullable<Actor['agency']>[]>([]);
  /** Roles of the posts that are in force; the server decides the same at each request. */
  readonly roles = $derived<readonly Role[]>(this.actor ? rolesAt(this.actor, Date.now()) : []);

  #home: Actor['agency'] = null;

  /** [POST-5] Owner of what is typed in this browser and not sent. */
  get draftOwner(): string {
    return this.actor ? draftOwner(this.#home, this.actor) : '';
  }

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
    this.agencies = [];
    nameAgency(undefined);
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
    if (!result.ok) return result;
    const now = Date.now();
    const person = result.value;
    this.agencies = agenciesOf(person, now);
    this.#home = person.agency;
    const chosen = localStorage.getItem(ACTING + person.account) ?? person.agency?.id ?? '';
    const isChoice = this.agencies.length > 1;
    const actor = isChoice ? (actFor(person, chosen, now) ?? actFor(person, this.agencies[0]?.id ?? '', now)) : person;
    nameAgency(isChoice ? actor?.agency?.id : undefined);
    this.actor = actor ?? person;
    return { ok: true, value: this.actor };
  }

  /** Acts for another of the own agencies. The page begins anew, so that nothing of the other one stays on it. */
  choose(agency: string): void {
    if (!this.actor) return;
    localStorage.setItem(ACTING + this.actor.account, agency);
    location.assign(location.pathname.startsWith('/desk') ? '/desk' : '/');
  }
}

export const session = new Session();
