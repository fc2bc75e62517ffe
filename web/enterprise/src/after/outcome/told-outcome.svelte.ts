/** The outcome behind the link of a message (RES-1). It is read anew each time, and kept nowhere on this phone. */

import type { OutcomeView } from '@liangma/shared/notices/outcome';
import { OUTCOMES } from '@liangma/shared/records/record';
import { bestEffort } from '@liangma/web-common/best-effort';
import { outcomeInAddress } from '../../door/address.ts';

/** ms; a person stands there waiting. */
const PATIENCE = 10_000;

export type ToldTrouble = 'no-network' | 'not-found' | 'busy';

export class ToldOutcome {
  view = $state.raw<OutcomeView>();
  trouble = $state<ToldTrouble>();
  busy = $state(false);

  async load(): Promise<void> {
    this.busy = true;
    this.trouble = undefined;
    const read = await readOutcome(outcomeInAddress(location.hash) ?? '');
    this.busy = false;
    if (typeof read === 'string') this.trouble = read;
    else this.view = read;
  }
}

async function readOutcome(token: string): Promise<OutcomeView | ToldTrouble> {
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), PATIENCE);
  try {
    const answer = await fetch('/api/outcomes/open', {
      method: 'POST',
      credentials: 'omit',
      redirect: 'error',
      cache: 'no-store',
      signal: patience.signal,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ token }),
    });
    const body: unknown = await bestEffort(answer.json(), 'a portal answers with a page');
    if (answer.ok && isView(body)) return body;
    return answer.status === 404 || answer.status === 400 ? 'not-found' : 'busy';
  } catch {
    return 'no-network';
  } finally {
    clearTimeout(timer);
  }
}

/** A portal answers with something else; the server checks what it sends. */
const isView = (body: unknown): body is OutcomeView =>
  typeof body === 'object' && body !== null && OUTCOMES.some((one) => one === (body as Partial<OutcomeView>).outcome);
