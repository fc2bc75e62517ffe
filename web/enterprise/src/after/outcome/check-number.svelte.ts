/** The check number of a code that was answered here: asked for once, then kept. */
import { bestEffort } from '@liangma/web-common/best-effort';
import { noteNumber, numberOf } from '../../memory.ts';

const ADDRESS = '/api/codes/number';

export class CheckNumber {
  number = $state<string>();

  constructor(task: string) {
    this.number = numberOf(task);
  }

  /** Nothing happens where the network or the server has none: a code that a device issued by itself has no number. */
  async find(task: string, text: string): Promise<void> {
    if (this.number) return;
    const asked = fetch(ADDRESS, {
      method: 'POST',
      credentials: 'omit',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ text }),
    });
    const answer = await bestEffort(asked, 'there may be no network');
    const body: unknown = answer?.ok ? await bestEffort(answer.json(), 'a portal answers with a page') : undefined;
    const number = (body as { number?: unknown } | undefined)?.number;
    if (typeof number !== 'string' || !/^\d{10}$/.test(number)) return;
    noteNumber(task, number);
    this.number = number;
  }
}
