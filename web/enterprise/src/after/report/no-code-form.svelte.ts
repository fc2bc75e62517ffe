/** The form "they showed no code": kept in the tab while it is filled, then signed by this browser and put into its outbox. */
import { dayOf } from '@liangma/shared/kernel/instant';
import { type NoCodeDeed, REPORT_NAME_LENGTH, REPORT_TEXT_LENGTH } from '@liangma/shared/reports/no-code-report';
import { keepDraft, readDraft } from '../frame/draft.ts';
import type { Session } from '../session.svelte.ts';
import { type Counties, fetchCounties, keptCounties, type Prefecture, placeFor } from './counties.ts';

const FORM = 'no-code';

interface Draft {
  prefecture: string;
  county: string;
  day: string;
  happened: NoCodeDeed[];
  text: string;
  agency: string;
  enterprise: string;
  contact: string;
}

export class NoCodeForm {
  entries = $state<Draft>({
    prefecture: '',
    county: '',
    day: dayOf(Date.now()),
    happened: [],
    text: '',
    agency: '',
    enterprise: '',
    contact: '',
  });
  prefectures = $state.raw<readonly Prefecture[]>([]);
  /** Sent before it was complete. */
  asked = $state(false);
  sending = $state(false);
  readonly counties = $derived(this.prefectures.find(({ code }) => code === this.entries.prefecture)?.counties ?? []);
  readonly hasCounty = $derived(this.counties.some(({ code }) => code === this.entries.county));
  private readonly session: Session;
  private proposed = { prefecture: '', county: '' };

  constructor(session: Session) {
    this.session = session;
    this.entries = { ...this.entries, ...readDraft<Draft>(FORM, '') };
    this.take(keptCounties());
    void this.loadCounties();
  }

  async loadCounties(): Promise<void> {
    this.take(await fetchCounties());
  }

  /** Proposes the place of the code, or the county served, until the person has chosen another. */
  private take(known: Counties): void {
    this.prefectures = known.prefectures;
    const isOpen = this.entries.prefecture === '' || this.isProposed;
    this.proposed = placeFor(known, this.session.shown?.claims);
    if (isOpen) Object.assign(this.entries, this.proposed);
  }

  private get isProposed(): boolean {
    const { prefecture, county } = this.entries;
    return prefecture === this.proposed.prefecture && county === this.proposed.county;
  }

  keep(): void {
    const entries = $state.snapshot(this.entries);
    // The next code may be of another county: a proposal is no entry.
    keepDraft(FORM, '', this.isProposed ? { ...entries, prefecture: '', county: '' } : entries);
  }

  /** Returns false if something is missing. */
  async send(): Promise<boolean> {
    const { county, day, happened, text, agency, enterprise, contact } = $state.snapshot(this.entries);
    this.asked = true;
    if (!this.hasCounty || happened.length === 0 || this.sending) return false;
    this.sending = true;
    const name = (said: string) => said.trim().slice(0, REPORT_NAME_LENGTH);
    const data = {
      happened,
      text: text.trim().slice(0, REPORT_TEXT_LENGTH),
      day: day || dayOf(Date.now()),
      agency: name(agency),
      enterprise: name(enterprise),
      contact: name(contact),
    };
    await this.session.outbox.add({ type: 'no-code-report', region: county, data });
    keepDraft(FORM, '', undefined);
    this.entries = { ...this.entries, happened: [], text: '', agency: '' };
    this.asked = false;
    this.sending = false;
    return true;
  }
}
