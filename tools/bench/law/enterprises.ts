/** Invented enterprises of the counties: names of the demo county under the names of other places. */
import type { Enterprise } from '@liangma/shared/registry/enterprise';
import { enterpriseId } from '../../../sync-server/src/demo/enterprise-ids.ts';
import { demoEnterprises } from '../../../sync-server/src/demo/enterprises.ts';
import { type Random, weighted } from '../../../sync-server/src/demo/random.ts';
import { COUNTY, townshipName } from '../../../sync-server/src/demo/regions.ts';
import type { County } from './counties.ts';

export interface Placed {
  readonly enterprise: Enterprise;
  readonly county: County;
}

const MODELS = 74_000;

/** Districts of a prefecture's seat have three times as many enterprises as counties. */
const weightOf = ({ name }: County): number => (name.endsWith('区') ? 3 : 1);

export function* enterprisesOf(counties: readonly County[], count: number, random: Random): Generator<Placed> {
  const models = demoEnterprises(Math.min(count, MODELS));
  const pick = weighted(counties.map((county) => [county, weightOf(county)] as const));
  for (let i = 0; i < count; i++) {
    const model = models[i % models.length] as Enterprise;
    const county = pick(random);
    yield { county, enterprise: counties.length === 1 ? model : movedTo(county, model, i, random) };
  }
}

function movedTo(county: County, model: Enterprise, serial: number, random: Random): Enterprise {
  const township = random.pick(county.townships);
  const [old, own] = [shortOf(townshipName(model.region)), shortOf(township.name)];
  const name = model.name
    .replace(COUNTY.name, county.name)
    .replace(`${COUNTY.shortName}县`, county.name)
    .replace(COUNTY.shortName, county.shortName)
    .replace('武威', county.prefecture.name.slice(0, 2))
    .replace(old, own);
  const kind = model.kind === 'personal-partnership' ? 'partnership' : model.kind;
  return {
    ...model,
    id: enterpriseId(kind, serial, county.code),
    kind,
    name,
    region: township.code,
    address: model.address.replace(COUNTY.name, county.name).replace(townshipName(model.region), township.name),
  };
}

const shortOf = (township: string): string => township.replace(/(镇|乡|街道)$/, '');
