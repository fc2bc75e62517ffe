/** The enterprises of the county: four of the story first, then as many as wanted, in the shares of a real county. */
import type { Enterprise, RiskGrade } from '@liangma/shared/registry/enterprise';
import { address } from './addresses.ts';
import { enterpriseId } from './enterprise-ids.ts';
import { enterpriseName } from './enterprise-names.ts';
import { shareOut } from './quota.ts';
import { seededRandom, shuffle, weighted } from './random.ts';
import { COUNTY, TOWNSHIP_SHARES } from './regions.ts';
import { classOf, type Form, TRADES } from './trades.ts';

type Kind = Enterprise['kind'];

/** In per cent; foreign offices and the like are rare, yet each kind occurs. */
const KIND_SHARES: readonly (readonly [Kind, number])[] = [
  ['individual-business', 70],
  ['limited-company', 15],
  ['farmers-cooperative', 9],
  ['sole-proprietorship', 2.6],
  ['branch', 2.6],
  ['partnership', 0.4],
  ['joint-stock-company', 0.2],
  ['personal-partnership', 0.15],
  ['foreign-office', 0.01],
];

const FORM: Record<Kind, Form> = {
  'individual-business': 'individual',
  'personal-partnership': 'individual',
  'sole-proprietorship': 'individual',
  'limited-company': 'company',
  'joint-stock-company': 'company',
  partnership: 'company',
  'foreign-office': 'company',
  'farmers-cooperative': 'cooperative',
  branch: 'branch',
};

const tradesOf = (form: Form) =>
  weighted(TRADES.flatMap((trade) => (trade.share[form] ? [[trade, trade.share[form]] as const] : [])));

const PICK_TRADE: Record<Form, ReturnType<typeof tradesOf>> = {
  individual: tradesOf('individual'),
  company: tradesOf('company'),
  cooperative: tradesOf('cooperative'),
  branch: tradesOf('branch'),
};

const pickTownship = weighted(TOWNSHIP_SHARES);

const pickGrade = weighted<RiskGrade>([
  ['B', 42],
  ['A', 26],
  ['C', 23],
  ['D', 7],
  ['E', 2],
]);

const HUAZANGSI = '620623100';
const DACHAIGOU = '620623101';

const story = (
  serial: number,
  name: string,
  kind: Kind,
  region: string,
  place: string,
  trade: string,
  grade: RiskGrade,
): Enterprise => ({
  id: enterpriseId(kind, serial),
  name,
  kind,
  region,
  address: `${COUNTY.name}${place}`,
  trade,
  class: classOf(trade),
  state: 'registered',
  grade,
  demo: true,
});

/** The places of the demo's story. Their ids are the same in every demo. */
export const STORY = {
  food: story(0, '天祝雪域食品有限公司', 'limited-company', HUAZANGSI, '华藏寺镇祝贡路36号', '食品生产', 'B'),
  pharmacy: story(1, '康源大药房', 'individual-business', HUAZANGSI, '华藏寺镇团结路12号', '药品零售', 'A'),
  quarry: story(2, '鑫盛砂石料厂', 'sole-proprietorship', DACHAIGOU, '打柴沟镇石板沟村一组8号', '砂石开采加工', 'C'),
  yaks: story(
    3,
    '高原白牦牛养殖专业合作社',
    'farmers-cooperative',
    DACHAIGOU,
    '打柴沟镇上滩村三组21号',
    '白牦牛养殖',
    'B',
  ),
} as const satisfies Record<string, Enterprise>;

const STORY_PLACES: readonly Enterprise[] = Object.values(STORY);

export function demoEnterprises(count: number): Enterprise[] {
  const random = seededRandom('enterprises');
  const kinds = shareOut(count - STORY_PLACES.length, KIND_SHARES, 1).flatMap(([kind, n]) => Array<Kind>(n).fill(kind));
  const names = new Set<string>();
  const others = shuffle(kinds, random).map((kind, i): Enterprise => {
    const trade = PICK_TRADE[FORM[kind]](random);
    const region = pickTownship(random);
    return {
      id: enterpriseId(kind, STORY_PLACES.length + i),
      name: newName(names, () => enterpriseName(kind, trade, region, random)),
      kind,
      region,
      address: address(region, random),
      trade: trade.trade,
      class: classOf(trade.trade),
      state: 'registered',
      grade: pickGrade(random),
      demo: true,
    };
  });
  return [...STORY_PLACES, ...others];
}

const NAME_TRIES = 5;

/** Shops may share a name, as in life; a new one is tried for a few times. */
function newName(taken: Set<string>, make: () => string): string {
  let name = make();
  for (let tries = 1; tries < NAME_TRIES && taken.has(name); tries++) name = make();
  taken.add(name);
  return name;
}
