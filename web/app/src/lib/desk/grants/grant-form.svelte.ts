/** Giving a grant: what is filled in, and what the rules say of it meanwhile, by the function that the server runs. */
import { assessGrant } from '@liangma/shared/grants/giving';
import type { GrantOverview } from '@liangma/shared/grants/grant-overview';
import type { GivenGrant, GrantTerms } from '@liangma/shared/grants/grant-terms';
import { type DeviceId, deviceIdSchema } from '@liangma/shared/kernel/ids';
import { DAY, dayOf, startOfDay } from '@liangma/shared/kernel/instant';
import { type Matter, type MatterId, matterIdSchema } from '@liangma/shared/matters/matter';
import { type Officer, type OfficerId, officerIdSchema } from '@liangma/shared/registry/officer';
import * as v from 'valibot';
import { giveGrant } from '#lib/api/grants.ts';
import type { Problem } from '#lib/api/problem.ts';

export interface GrantLists {
  readonly grants: GrantOverview;
  readonly officers: readonly Officer[];
  readonly matters: readonly Matter[];
}

const grantDraftSchema = v.object({
  device: v.optional(deviceIdSchema),
  officers: v.array(officerIdSchema),
  matters: v.array(matterIdSchema),
  region: v.string(),
  maxCodes: v.nullable(v.number()),
  until: v.string(),
  reason: v.string(),
});

/** The form as the browser keeps it while it is filled in. */
export type GrantDraft = v.InferOutput<typeof grantDraftSchema>;

export function readGrantDraft(content: unknown): GrantDraft | null {
  const parsed = v.safeParse(grantDraftSchema, content);
  return parsed.success ? parsed.output : null;
}

const USUAL = { codes: 10, days: 7 };

export class GrantForm {
  readonly lists: GrantLists;
  device = $state<DeviceId>();
  officers = $state.raw<readonly OfficerId[]>([]);
  matters = $state.raw<readonly MatterId[]>([]);
  region = $state('');
  maxCodes = $state<number | null>(USUAL.codes);
  /** Last day, such as 2026-11-30. */
  until = $state('');
  reason = $state('');
  problem = $state.raw<Problem>();
  giving = $state(false);
  readonly #now: number;
  readonly #untouched: string;

  constructor(lists: GrantLists, kept: GrantDraft | null = null) {
    this.lists = lists;
    this.#now = lists.grants.now;
    this.region = lists.grants.agency.region;
    this.until = dayOf(this.#now + (USUAL.days - 1) * DAY);
    if (lists.grants.devices.length === 1) this.chooseDevice(lists.grants.devices[0]?.id);
    this.#untouched = JSON.stringify(this.#fields());
    if (kept) this.#restore(kept);
  }

  #fields(): GrantDraft {
    const { device, officers, matters, region, maxCodes, until, reason } = this;
    return {
      ...(device && { device }),
      officers: [...officers],
      matters: [...matters],
      region,
      maxCodes,
      until,
      reason,
    };
  }

  #restore(kept: GrantDraft): void {
    const { devices, regions } = this.lists.grants;
    if (devices.some(({ id }) => id === kept.device)) this.device = kept.device;
    if (regions.some(({ code }) => code === kept.region)) this.region = kept.region;
    this.officers = kept.officers.filter((id) => this.lists.officers.some((officer) => officer.id === id));
    this.matters = kept.matters.filter((id) => this.lists.matters.some((matter) => matter.id === id));
    this.maxCodes = kept.maxCodes;
    if (kept.until >= dayOf(this.#now)) this.until = kept.until;
    this.reason = kept.reason;
  }

  /** Null while nothing was changed. */
  readonly draft = $derived.by((): GrantDraft | null => {
    const fields = this.#fields();
    return JSON.stringify(fields) === this.#untouched ? null : fields;
  });

  /** Chooses a device, and with it its officer. */
  chooseDevice(id: DeviceId | undefined): void {
    this.device = id;
    const officer = this.lists.grants.devices.find((device) => device.id === id)?.officer;
    if (officer && !this.officers.includes(officer)) this.officers = [officer, ...this.officers];
  }

  readonly terms = $derived.by((): GrantTerms | undefined => {
    const { device, officers, matters, region, maxCodes, until, reason } = this;
    const to = startOfDay(until) + DAY;
    if (!device || !Number.isInteger(maxCodes) || !Number.isFinite(to) || to <= this.#now) return undefined;
    const window = { from: this.#now, to };
    return {
      device,
      region,
      window,
      reason: reason.trim(),
      maxCodes: maxCodes ?? 0,
      officers: [...officers],
      matters: [...matters],
    };
  });

  readonly findings = $derived.by(() => {
    const { terms } = this;
    const { grants, officers, matters } = this.lists;
    if (!terms) return undefined;
    const holder = grants.devices.find(({ id }) => id === terms.device)?.officer;
    const officer = officers.find(({ id }) => id === holder);
    const facts = {
      agency: grants.agency,
      policy: grants.policy,
      matters,
      givers: grants.givers,
      officers: officers.filter(({ id }) => terms.officers.includes(id)),
      device: officer && { officer },
    };
    return assessGrant(terms, facts, this.#now);
  });

  readonly mayGive = $derived.by(() => this.findings?.length === 0 && !this.giving);

  async give(): Promise<GivenGrant | undefined> {
    if (!this.terms || !this.mayGive) return undefined;
    this.giving = true;
    const result = await giveGrant(this.terms);
    this.giving = false;
    this.problem = result.ok ? undefined : result.error;
    return result.ok ? result.value : undefined;
  }
}
