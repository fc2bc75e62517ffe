/** Everything after the door, as one state: the words, the outbox, the panels, and the code they are about. */
import { evaluableUntil } from '@liangma/shared/compliance/evaluation-period';
import type { Locale } from '@liangma/web-common/locales';
import { createContext } from 'svelte';
import type { Channel, ShownCode } from '../door/shown-code.ts';
import type { Host } from '../halves.ts';
import type { CodeHappening } from '../outbox/append.ts';
import type { Outbox } from '../outbox/outbox.svelte.ts';
import { Panels } from './panels.svelte.ts';
import type { Words } from './words.ts';

export const [getSession, setSession] = createContext<Session>();

export class Session {
  readonly host: Host;
  readonly outbox: Outbox;
  readonly words: Words;
  readonly panels: Panels;
  shown = $state.raw<ShownCode>();
  /** Called once something was said of the code: its outcome takes the place of the two buttons. */
  onSaid: () => void = () => {};

  constructor(host: Host, outbox: Outbox, words: Words) {
    this.host = host;
    this.outbox = outbox;
    this.words = words;
    this.panels = new Panels(host);
    this.shown = host.shown();
  }

  /** Withdrawn or otherwise invalid, and its time is over: it can be evaluated all the same (EVAL-1). */
  get evaluable(): boolean {
    const { claims, reasons = [] } = this.shown ?? {};
    const isOpen = claims !== undefined && Date.now() < evaluableUntil(claims);
    return isOpen && reasons.includes('expired') && reasons[0] !== 'expired';
  }

  get locale(): Locale {
    return this.host.locale();
  }

  /** Keeps what the person says of the code in the address. */
  async say(type: CodeHappening['type'], data: object): Promise<void> {
    const { shown } = this;
    if (!shown?.claims) return;
    await this.outbox.add({ type, claims: shown.claims, text: shown.text, data });
    this.onSaid();
  }

  /** A code was read, typed or chosen: the door shows what it is. */
  check(text: string, channel: Channel): void {
    this.panels.close();
    this.host.checkCode(text, channel);
  }

  async confirm(): Promise<void> {
    const { shown, outbox } = this;
    if (!shown?.claims) return;
    const known = outbox
      .of(shown.claims.task)
      .some(({ event, document }) => event.type === 'scan' && document.sync.state !== 'rejected');
    if (known) return;
    const { text: code, verdict, channel, presence, seenAt } = shown;
    await this.say('scan', { code, verdict, channel, ...(presence === 'live' && { seenAt }) });
  }
}
