/** Form of a late entry: every change is on disk at once, and the device judges it by the rules of the server. */
import type { Finding } from '@liangma/shared/compliance/finding';
import { assessLateEntry, maySend } from '@liangma/shared/compliance/late-on-device';
import type { Policy } from '@liangma/shared/compliance/policy';
import { lateDeadline } from '@liangma/shared/compliance/timing/late-entry';
import { dayOf } from '@liangma/shared/kernel/instant';
import type { Matter, MatterId } from '@liangma/shared/matters/matter';
import type { OfficerId } from '@liangma/shared/registry/officer';
import { USUAL_CHANNEL } from '@liangma/shared/tasks/task';
import { type Live, live } from '#lib/offline/database/live.svelte.ts';
import type { Device } from '#lib/offline/device.svelte.ts';
import { colleagues$ } from '#lib/offline/downloads/colleagues.ts';
import { matters$ } from '#lib/offline/downloads/matters.ts';
import { applicationOfEntry, instantOf } from '#lib/offline/late/late-application.ts';
import type { PackEnterprise } from '#lib/offline/packs/pack-search.ts';
import type { Colleague, LateContent, LateEntryRow } from '#lib/offline/rows.ts';
import { clock } from '#lib/time/clock.svelte.ts';
import { Search } from '../today/search.svelte.ts';

export class LateForm {
  content = $state() as LateContent;
  /** The person wanted to send it: from then on what is missing is said. */
  tried = $state(false);
  readonly search: Search;
  readonly #device: Device;
  readonly #row: LateEntryRow;
  readonly #matters: Live<Matter[]>;
  readonly #policy: Live<Policy | null>;
  readonly #colleagues: Live<readonly Colleague[]>;

  /** In a component's initialisation. */
  constructor(device: Device, row: LateEntryRow) {
    this.#device = device;
    this.#row = row;
    this.content = structuredClone(row.content);
    this.search = new Search(device);
    this.#matters = live(() => matters$(device.db));
    this.#policy = live(() => device.policy$());
    this.#colleagues = live(() => colleagues$(device.db));
  }

  readonly policy = $derived.by(() => this.#policy.current ?? undefined);
  /** Matters of the list that was valid on the day of the inspection. */
  readonly choices = $derived.by(() => {
    const day = dayOf(instantOf(this.content.from) ?? clock.now);
    return (this.#matters.current ?? []).filter(
      ({ validFrom, validTo }) => validFrom <= day && (!validTo || day <= validTo),
    );
  });
  /** The officer of this device comes first; colleagues as the device last heard of them. */
  readonly officers = $derived.by((): readonly Colleague[] => {
    const own = this.#device.actor.officer;
    const known = this.#colleagues.current ?? [];
    return [...known.filter(({ id }) => id === own), ...known.filter(({ id }) => id !== own)];
  });

  readonly application = $derived.by(() => applicationOfEntry($state.snapshot(this.content) as LateContent));
  readonly findings = $derived.by((): readonly Finding[] => {
    const { application, policy } = this;
    return application && policy ? assessLateEntry(application, policy, this.#now()) : [];
  });
  /** Last moment to enter it; undefined until ground and time are known. */
  readonly deadline = $derived.by(() => {
    const { ground, from, to } = this.content;
    const [begin, end] = [instantOf(from), instantOf(to)];
    if (ground === '' || begin === undefined || end === undefined || !this.policy) return undefined;
    return lateDeadline({ window: { from: begin, to: end }, late: { ground } }, this.policy);
  });
  readonly tooFew = $derived.by(() => this.content.officers.length < (this.policy?.minOfficers ?? 2));
  readonly maySend = $derived.by(
    () => this.application !== undefined && this.content.matters.length > 0 && !this.tooFew && maySend(this.findings),
  );

  chooseEnterprise(enterprise: PackEnterprise | undefined): void {
    this.content.enterprise = enterprise
      ? { id: enterprise.id, name: enterprise.name, township: enterprise.township, region: enterprise.region }
      : null;
  }

  setSource(source: LateContent['source']): void {
    this.content.source = source;
    this.content.channel = USUAL_CHANNEL[source];
  }

  toggleMatter(id: MatterId): void {
    this.content.matters = toggled(this.content.matters, id);
  }

  toggleOfficer(id: OfficerId): void {
    this.content.officers = toggled(this.content.officers, id);
  }

  /** Keeps what is typed; a refused entry is a draft again once it is changed. */
  async keep(): Promise<void> {
    const content = $state.snapshot(this.content) as LateContent;
    if (JSON.stringify(content) === JSON.stringify(this.#row.content)) return;
    await this.#device.db.lateEntries.put({ id: this.#row.id, content, savedAt: Date.now(), state: 'draft' });
  }

  /** Gives it away: it is sent as soon as there is network. False leads to what is missing. */
  async give(): Promise<boolean> {
    this.tried = true;
    if (!this.maySend) return false;
    const content = $state.snapshot(this.content) as LateContent;
    await this.#device.db.lateEntries.put({ id: this.#row.id, content, savedAt: Date.now(), state: 'ready' });
    return true;
  }

  /** The server's clock, as far as this device knows it. */
  #now(): number {
    return clock.now - this.#device.status.skew;
  }
}

const toggled = (all: readonly string[], one: string): string[] =>
  all.includes(one) ? all.filter((other) => other !== one) : [...all, one];
