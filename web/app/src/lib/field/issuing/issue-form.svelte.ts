/** The form at the door: which enterprise, what, who, why; checked on this device before anything is signed. */
import type { Policy } from '@liangma/shared/compliance/policy';
import { type GivenGrant, type GrantSource, stateOfGrant } from '@liangma/shared/grants/grant-terms';
import { assessIssuing } from '@liangma/shared/grants/issuing';
import type { TaskId } from '@liangma/shared/kernel/ids';
import { dayOf } from '@liangma/shared/kernel/instant';
import type { Matter, MatterId } from '@liangma/shared/matters/matter';
import { type REFERENCE_CHANNELS, referenceSchema, USUAL_CHANNEL } from '@liangma/shared/tasks/task';
import * as v from 'valibot';
import { type Live, live } from '#lib/offline/database/live.svelte.ts';
import { type StorageProblem, storageProblemOf } from '#lib/offline/database/storage-problem.ts';
import type { Device } from '#lib/offline/device.svelte.ts';
import { grants$, type HeldGrant } from '#lib/offline/downloads/grants.ts';
import { matters$ } from '#lib/offline/downloads/matters.ts';
import type { PackEnterprise } from '#lib/offline/packs/pack-search.ts';
import { type IssueTrouble, issueOnSite, type SettledWish } from '#lib/offline/tasks/issuing.ts';
import { clock } from '#lib/time/clock.svelte.ts';
import { Search } from '../today/search.svelte.ts';

export const HOURS = [2, 4, 8] as const;

export class IssueForm {
  enterprise = $state.raw<PackEnterprise>();
  matters = $state.raw<readonly MatterId[]>([]);
  source = $state<GrantSource>();
  /** FREQ-6: the clue that one came for. */
  number = $state('');
  received = $state('');
  channel = $state<(typeof REFERENCE_CHANNELS)[number]>('hotline');
  whyOnSite = $state('');
  hours = $state<(typeof HOURS)[number]>(4);
  /** The person wanted to issue: from then on what is missing is said. */
  tried = $state(false);
  busy = $state(false);
  trouble = $state<IssueTrouble>();
  storage = $state<StorageProblem>();
  readonly search: Search;
  readonly #device: Device;
  readonly #grants: Live<HeldGrant[]>;
  readonly #matters: Live<Matter[]>;
  readonly #policy: Live<Policy | null>;
  /** Places in the officers of the grant; undefined until somebody chose. */
  #chosen = $state.raw<readonly number[]>();

  /** In a component's initialisation. */
  constructor(device: Device) {
    this.#device = device;
    this.search = new Search(device);
    this.received = dayOf(clock.now);
    this.#grants = live(() => grants$(device.db));
    this.#matters = live(() => matters$(device.db));
    this.#policy = live(() => device.policy$());
  }

  /** Undefined while it is read, null when there is none to issue under. */
  readonly held = $derived.by(() => {
    const [grants, policy] = [this.#grants.current, this.#policy.current];
    // A grant is checked under the same download that brings the rules, so one without the other is not read yet.
    if (!grants || policy === undefined) return undefined;
    return (policy && usable(grants, clock.now)) ?? null;
  });
  readonly grant = $derived.by((): GivenGrant | undefined => this.held?.data);
  readonly left = $derived.by(() => (this.held ? this.held.data.maxCodes - this.held.issued : 0));

  /** Matters that the grant and the agency's list allow today. A device holds the matters of its own agency alone. */
  readonly choices = $derived.by(() => {
    const day = dayOf(clock.now);
    const granted = this.grant?.matters ?? [];
    return (this.#matters.current ?? []).filter(
      ({ id, validFrom, validTo }) =>
        validFrom <= day && (!validTo || day <= validTo) && (granted.length === 0 || granted.includes(id)),
    );
  });

  /** Two are both meant; of more, the holder of this device comes along. */
  readonly officers = $derived.by((): readonly number[] => {
    const all = this.grant?.officers ?? [];
    if (this.#chosen) return this.#chosen;
    if (all.length <= (this.#policy.current?.minOfficers ?? 0)) return all.map((_, place) => place);
    return all.flatMap(({ id }, place) => (id === this.grant?.holder ? [place] : []));
  });

  /** Seconds by the server's clock, as far as this device knows it. */
  readonly #begins = $derived.by(() => Math.floor((clock.now - this.#device.status.skew) / 1000));
  readonly until = $derived.by(() => (this.#begins + this.hours * 3600) * 1000);

  readonly findings = $derived.by(() => {
    const { grant, held } = this;
    const policy = this.#policy.current;
    return grant && held && policy
      ? assessIssuing(this.#wish(this.#begins), grant, held.issued, policy, clock.now)
      : [];
  });

  setSource(source: GrantSource): void {
    this.source = source;
    this.channel = USUAL_CHANNEL[source];
  }

  toggleMatter(id: MatterId): void {
    this.matters = this.matters.includes(id) ? this.matters.filter((one) => one !== id) : [...this.matters, id];
  }

  toggleOfficer(place: number): void {
    const { officers } = this;
    this.#chosen = officers.includes(place) ? officers.filter((one) => one !== place) : [...officers, place];
  }

  /** False leads to what is missing. */
  review(): boolean {
    this.tried = true;
    return this.findings.length === 0;
  }

  /** The task, when its event is on disk. */
  async issue(): Promise<TaskId | undefined> {
    const { grant, held } = this;
    const policy = this.#policy.current;
    if (this.busy || !grant || !held || !policy) return undefined;
    this.busy = true;
    this.trouble = this.storage = undefined;
    try {
      const now = Date.now() - this.#device.status.skew;
      const wish = this.#wish(Math.floor(now / 1000));
      if (assessIssuing(wish, grant, held.issued, policy, now).length > 0) return undefined;
      const made = await issueOnSite(this.#device, grant, wish as SettledWish);
      if (made.ok) return made.value;
      this.trouble = made.error;
    } catch (error) {
      console.error(error);
      this.storage = storageProblemOf(error);
    } finally {
      this.busy = false;
    }
    return undefined;
  }

  #wish(notBefore: number) {
    const { enterprise, matters, officers, source, whyOnSite } = this;
    const clue = v.safeParse(referenceSchema, { number: this.number, date: this.received, channel: this.channel });
    const reference = clue.success ? clue.output : undefined;
    const expires = notBefore + this.hours * 3600;
    return { enterprise, matters, officers, source, reference, whyOnSite, notBefore, expires };
  }
}

/** The running one with codes left that runs longest. */
export const usable = (held: readonly HeldGrant[], now: number): HeldGrant | undefined =>
  held.find(({ data, issued }) => stateOfGrant(data, now) === 'running' && issued < data.maxCodes);
