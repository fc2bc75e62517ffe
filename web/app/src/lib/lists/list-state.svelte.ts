/**
 * A list on a page. The address is its only state: what is searched, filtered, sorted and which page is shown is read from
 * it and written to it, so that links, reload and the back button keep it.
 */
import {
  addressOf,
  type FiltersOf,
  type ListQuery,
  type ListSpec,
  queryFromAddress,
} from '@liangma/shared/lists/list-query';
import type { ListReply } from '@liangma/shared/lists/list-reply';
import type { ListSource } from '#lib/api/lists.ts';
import { onChangeCalmly } from '#lib/api/stream.ts';
import { Resource } from '#lib/loading/resource.svelte.ts';
import { session } from '#lib/session/session.svelte.ts';
import { goto } from '$app/navigation';
import { page } from '$app/state';

/** A hint from the server refreshes a list at most so often. */
const REFRESH_EVERY = 5_000;

/** Answers that are kept for the way back. */
const MOST_RECENT = 20;
const recent = new Map<string, unknown>();

function keep(key: string, answer: unknown): void {
  recent.delete(key);
  recent.set(key, answer);
  for (const oldest of recent.keys()) if (recent.size > MOST_RECENT) recent.delete(oldest);
}

/** A reply, and the query that it answers. */
export interface Answer<S extends ListSpec, Row> {
  readonly query: ListQuery<S>;
  readonly reply: ListReply<Row>;
}

export class ListState<S extends ListSpec, Row> {
  readonly source: ListSource<S, Row>;
  readonly answer: Resource<Answer<S, Row>>;
  /** The search part of the address that says this query, in one form. */
  readonly search: string = $derived.by(() => addressOf(this.source.spec, this.query));

  constructor(source: ListSource<S, Row>) {
    this.source = source;
    this.answer = new Resource(async () => {
      const query = this.query;
      const reply = await source.read(query);
      if (!reply.ok) return reply;
      const answer = { query, reply: reply.value };
      keep(this.#key(query), answer);
      return { ok: true, value: answer };
    });
  }

  /** Shows the rows that this tab saw last under this address, so that the way back ends at the same place. */
  recall(): void {
    const answer = recent.get(this.#key(this.query)) as Answer<S, Row> | undefined;
    if (answer && !this.answer.value) this.answer.set(answer);
  }

  #key(query: ListQuery<S>): string {
    return `${session.actor?.account ?? ''} ${this.source.name}${addressOf(this.source.spec, query)}`;
  }

  get query(): ListQuery<S> {
    return queryFromAddress(this.source.spec, page.url.searchParams);
  }

  /** The search part of an address with these changes, at the first page. */
  address(change: Partial<ListQuery<S>>): string {
    return addressOf(this.source.spec, { ...this.query, after: undefined, before: undefined, ...change });
  }

  withFilters(filters: FiltersOf<S>): string {
    return this.address({ filters: { ...this.query.filters, ...filters } });
  }

  /** Goes to the address with these changes. `replace` keeps each keystroke out of the history. */
  change(change: Partial<ListQuery<S>>, replace = false): void {
    void goto(page.url.pathname + this.address(change), { reset: false, replace });
  }

  /** Asks again when the server says that something changed, not more often than people can read. Returns the end. */
  follow(): () => void {
    return onChangeCalmly(REFRESH_EVERY, () => void this.answer.reload());
  }
}
