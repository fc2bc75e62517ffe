/** Sends officers out in turn: nobody is in two places at once, nobody goes without a valid certificate. */
import { assert } from '@liangma/shared/kernel/assert';
import type { Day } from '@liangma/shared/kernel/instant';
import type { Agency } from '@liangma/shared/registry/agency';
import type { Officer } from '@liangma/shared/registry/officer';
import type { PlannedVisit } from './inspection-plan.ts';

const PAIR = 2;

export class Rota {
  readonly #officers = new Map<string, Officer[]>();
  readonly #next = new Map<string, number>();
  readonly #out = new Map<string, Set<string>>();

  /** `today`: who holds a certificate then held it the whole past year. */
  constructor(officers: readonly Officer[], today: Day) {
    for (const officer of officers) {
      if (officer.suspended || officer.certificate.validTo < today) continue;
      this.#officers.set(officer.agency, [...(this.#officers.get(officer.agency) ?? []), officer]);
    }
  }

  pairsOf = ({ id }: Agency): number => Math.floor((this.#officers.get(id)?.length ?? 0) / PAIR);

  /** The officers that are set for the visit. */
  take({ agency, day, half, officers: ids = [] }: PlannedVisit): Officer[] {
    const out = this.#outOn(`${agency.id} ${day} ${half}`);
    for (const id of ids) out.add(id);
    return (this.#officers.get(agency.id) ?? []).filter((officer) => ids.includes(officer.id));
  }

  /** Two that are free. */
  pair({ agency: { id }, day, half }: PlannedVisit): Officer[] {
    const officers = this.#officers.get(id) ?? [];
    const out = this.#outOn(`${id} ${day} ${half}`);
    const pair: Officer[] = [];
    let next = this.#next.get(id) ?? 0;
    for (let looked = 0; looked < officers.length && pair.length < PAIR; looked++, next++) {
      const officer = officers[next % officers.length] as Officer;
      if (out.has(officer.id)) continue;
      out.add(officer.id);
      pair.push(officer);
    }
    assert(pair.length === PAIR, `${id} has no two free officers on ${day}`);
    this.#next.set(id, next % officers.length);
    return pair;
  }

  #outOn(slot: string): Set<string> {
    const out = this.#out.get(slot) ?? new Set();
    this.#out.set(slot, out);
    return out;
  }
}
