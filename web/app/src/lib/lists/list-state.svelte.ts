/**
 * A list on a page. The address is its only state: what is searched, filtered, sorted and which page is shown is read from
 * it and written to it, so that links, reload and the back button keep it.
 */
import {
  addressOf,
  type FiltersOf,
  isNarrowed,
  type ListQuery,
  type ListSpec,
  queryFromAddress,
} from '@liangma/shared/lists/list-query';
import type { ListReply } from '@liangma/shared/lists/list-reply';
import type { ListSource } from '#lib/api/lists.ts';
import { onChange } from '#lib/api/stream.ts';
import { Resource } from '#lib/loading/resource.svelte.ts';
import { goto } from '$app/navigation';
import { page } from '$app/state';

/** A hint from the server refreshes a list at most so often. */
const REFRESH_EVERY = 5_000;

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
      return reply.ok ? { ok: true, value: { query, reply: reply.value } } : reply;
    });
  }

  get query(): ListQuery<S> {
    return queryFromAddress(this.source.spec, page.url.searchParams);
  }

  get isNarrowed(): boolean {
    return isNarrowed(this.query);
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
    let last = Date.now();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const refresh = (): void => {
      timer = undefined;
      if (document.visibilityState !== 'visible') return;
      last = Date.now();
      void this.answer.reload();
    };
    const end = onChange(() => {
      timer ??= setTimeout(refresh, Math.max(0, last + REFRESH_EVERY - Date.now()));
    });
    return () => {
      clearTimeout(timer);
      end();
    };
  }
}
