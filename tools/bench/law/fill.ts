/** Fills a store with counties, agencies, officers, enterprises and past inspections, the same for each seed and size. */
import type { Instant } from '@liangma/shared/kernel/instant';
import type { Region } from '@liangma/shared/kernel/regions';
import { shardOf } from '@liangma/shared/kernel/regions';
import { officialRegions } from '../../../sync-server/src/adapters/files/official-regions.ts';
import { matterDoc, regionDoc } from '../../../sync-server/src/adapters/sql/search/search-docs.ts';
import { type Random, seededRandom } from '../../../sync-server/src/demo/random.ts';
import type { Bulk } from './bulk.ts';
import { CATALOG } from './catalog.ts';
import { countiesFor, officersOf } from './counties.ts';
import { enterprisesOf, type Placed } from './enterprises.ts';
import { attentionOf, type Errand, Inspections, type Staffed } from './inspections.ts';
import type { LawOptions } from './options.ts';
import { addAgency, addEnterprise, addOfficer, addTask, Feeds } from './rows.ts';

/** An enterprise that is asked for, and an inspection that its county may apply for there. */
export interface Sample {
  readonly enterprise: { readonly id: string; readonly name: string; readonly region: string };
  readonly agency: { readonly id: string; readonly name: string };
  readonly matters: readonly string[];
  readonly officers: readonly { readonly id: string; readonly name: string }[];
  /** Check number of a past inspection, if it had any. */
  readonly number: string | null;
}

export interface Samples {
  readonly sample: readonly Sample[];
  /** Rows of the large tables. */
  readonly rows: Readonly<Record<'agencies' | 'officers' | 'enterprises' | 'inspections', number>>;
}

const SAMPLES = 2_000;
/** Rows between two waits for the database. */
const DRAIN_EVERY = 2_000;

export async function fill(bulk: Bulk, options: LawOptions, now: Instant): Promise<Samples> {
  const random = seededRandom('law');
  const counties = countiesFor(options.enterprises);
  addRegions(bulk, officialRegions());
  for (const matter of CATALOG) {
    const data = JSON.stringify(matter);
    bulk.add('matters', { id: matter.id, data });
    bulk.add('matter_lists', { version: 1, id: matter.id, data });
    bulk.add('search_docs', matterDoc(matter));
  }
  bulk.add('meta', { key: 'catalog', value: '1' });
  const staff = counties.flatMap(({ agencies }) => addAgencies(bulk, agencies, random, now));
  const inspections = new Inspections(counties, staff, random, now);
  const feeds = new Feeds();
  const sample: Sample[] = [];
  const sampled = Math.max(1, Math.floor(options.enterprises / SAMPLES));
  const quota = new Quota(options);
  // The register is there before its inspections, so that its rows stand together in the store.
  const registered = () => enterprisesOf(counties, options.enterprises, seededRandom('enterprises'));
  let entered = 0;
  for (const { enterprise } of registered()) {
    addEnterprise(bulk, enterprise, now, random);
    entered += 1;
    if (entered % DRAIN_EVERY === 0) await bulk.drain();
  }
  let seen = 0;
  for (const placed of registered()) {
    const shard = shardOf(placed.enterprise.region);
    const tasks = inspections.of(placed, quota.next(placed, random));
    quota.note(tasks.length);
    for (const task of tasks) addTask(bulk, feeds.next(shard), task, random);
    const errand = seen % sampled === 0 ? inspections.errand(placed) : undefined;
    if (errand)
      sample.push(
        sampleOf(
          placed,
          errand,
          tasks.find((task) => 'number' in task),
        ),
      );
    seen += 1;
    if (seen % DRAIN_EVERY === 0) await bulk.drain();
  }
  feeds.write(bulk);
  await bulk.finish();
  const officers = staff.reduce((sum, one) => sum + one.officers.length, 0);
  const rows = { agencies: staff.length, officers, enterprises: seen, inspections: quota.given };
  return { sample, rows };
}

function addRegions(bulk: Bulk, regions: readonly Region[]): void {
  for (const region of regions) {
    bulk.add('regions', { code: region.code, name: region.name });
    bulk.add('search_docs', regionDoc(region));
  }
}

function addAgencies(bulk: Bulk, agencies: readonly Staffed['agency'][], random: Random, now: Instant): Staffed[] {
  let number = 1;
  return agencies.map((agency) => {
    addAgency(bulk, agency);
    const officers = officersOf(agency, number, random, now);
    number += officers.length;
    for (const officer of officers) addOfficer(bulk, officer, agency);
    return { agency, officers };
  });
}

/** Shares inspections out by the attention of trades; in the end all are given. */
class Quota {
  given = 0;
  readonly #options: LawOptions;
  #left: number;
  #weight = 0;
  #seen = 0;
  #credit = 0;

  constructor(options: LawOptions) {
    this.#options = options;
    this.#left = options.enterprises;
  }

  next({ enterprise: { trade } }: Placed, random: Random): number {
    const attention = attentionOf(trade);
    this.#weight += attention;
    this.#seen += 1;
    const average = this.#weight / this.#seen;
    const due = (this.#options.inspections - this.given) / Math.max(1, this.#left);
    this.#left -= 1;
    // Chance by an exponential distribution: many have none, and a few have many.
    this.#credit += average > 0 ? due * (attention / average) * -Math.log(1 - random.next()) : 0;
    const count = Math.max(0, Math.min(Math.floor(this.#credit), this.#options.inspections - this.given));
    this.#credit -= count;
    return count;
  }

  note(count: number): void {
    this.given += count;
  }
}

const sampleOf = ({ enterprise }: Placed, { agency, matters, officers }: Errand, past: object | undefined): Sample => ({
  enterprise: { id: enterprise.id, name: enterprise.name, region: enterprise.region },
  agency: { id: agency.id, name: agency.name },
  matters: matters.map(({ id }) => id),
  officers: officers.map(({ id, name }) => ({ id, name })),
  number: past && 'number' in past ? String(past.number) : null,
});
