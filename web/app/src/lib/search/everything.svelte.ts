/** Searches everything that a face may look up: enterprises, inspections, officers. */
import type { Problem } from '#lib/api/problem.ts';

export interface Found {
  readonly kind: 'enterprise' | 'inspection' | 'officer';
  readonly id: string;
  readonly title: string;
  readonly detail: string;
  readonly href: string;
}

/** Answers what one kind of thing holds for a text; what it could not read is a problem. */
export type FindKind = (text: string) => Promise<readonly Found[] | Problem>;

const WAIT = 150;

export class EverythingSearch {
  query = $state('');
  found = $state.raw<readonly Found[]>([]);
  isBusy = $state(false);
  problem = $state.raw<Problem>();
  /** The text that `found` answers. */
  asked = $state('');
  readonly #kinds: readonly FindKind[];
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(kinds: readonly FindKind[]) {
    this.#kinds = kinds;
  }

  typed(): void {
    clearTimeout(this.#timer);
    this.isBusy = true;
    this.#timer = setTimeout(() => void this.ask(), WAIT);
  }

  async ask(): Promise<void> {
    clearTimeout(this.#timer);
    const text = this.query.trim();
    const answers = text === '' ? [] : await Promise.all(this.#kinds.map((find) => find(text)));
    // A newer text has been asked for meanwhile.
    if (text !== this.query.trim()) return;
    this.isBusy = false;
    this.found = answers.flatMap((answer) => ('code' in answer ? [] : answer));
    this.problem = answers.find((answer) => 'code' in answer);
    this.asked = text;
  }
}
