/** Everything after the door, as one state: the words, the outbox, the panels, and the visit they are about. */
import type { Locale } from '@liangma/web-common/locale';
import { createContext } from 'svelte';
import type { Happening } from '../outbox/append.ts';
import type { Outbox } from '../outbox/outbox.svelte.ts';
import type { Channel, Host, Visit } from '../visit.ts';
import { Panels } from './panels.svelte.ts';
import type { Words } from './words.ts';

export const [getSession, setSession] = createContext<Session>();

export class Session {
  readonly host: Host;
  readonly outbox: Outbox;
  readonly words: Words;
  readonly panels: Panels;
  visit = $state.raw<Visit>();
  /** Called once something was said of the visit: its outcome takes the place of the two buttons. */
  onSaid: () => void = () => {};

  constructor(host: Host, outbox: Outbox, words: Words) {
    this.host = host;
    this.outbox = outbox;
    this.words = words;
    this.panels = new Panels(host);
    this.visit = host.visit();
  }

  get locale(): Locale {
    return this.host.locale;
  }

  /** Keeps what the person says of the code in the address. */
  async say(type: Happening['type'], data: object): Promise<void> {
    const { visit } = this;
    if (!visit?.claims) return;
    await this.outbox.add({ type, claims: visit.claims, text: visit.text, data });
    this.onSaid();
  }

  /** A code was read, typed or chosen: the door shows what it is. */
  check(text: string, channel: Channel): void {
    this.panels.close();
    this.host.checkCode(text, channel);
  }

  async confirm(): Promise<void> {
    const { visit, outbox } = this;
    if (!visit?.claims) return;
    const known = outbox
      .of(visit.claims.task)
      .some(({ event, document }) => event.type === 'scan' && document.sync.state !== 'rejected');
    if (!known) await this.say('scan', { code: visit.text, verdict: visit.verdict, channel: visit.channel });
  }
}
