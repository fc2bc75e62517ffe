/** Names of invented enterprises, built as the register builds them: place, word, trade, legal form. */
import type { Enterprise } from '@liangma/shared/registry/enterprise';
import { surname } from './people-names.ts';
import type { Random } from './random.ts';
import { townshipName } from './regions.ts';
import type { Trade } from './trades.ts';

/** Words of the four places in the story (康源, 鑫盛, 高原, 雪域) are left out: a search finds those alone. */
const LUCKY =
  '祥和 兴隆 永盛 德顺 福源 瑞丰 广源 恒达 金诚 鑫源 华盛 民生 惠民 万家 同心 聚源 宏图 盛世 丰盈 裕华 隆昌 顺达 诚信 利民 百顺 吉利 富康 康泰 长青 永兴 天成 正源 昌盛 博远 锦绣 安泰 平安 双喜 万福 庆丰 益民 荣华 新星 华联 旺达 亨通 久久 聚福 迎春 金桥'.split(
    ' ',
  );
const HIGHLAND =
  '格桑花 吉祥 扎西 卓玛 白牦牛 马牙雪山 乌鞘岭 抓喜 华锐 金强河 三峡 天堂寺 石门沟 冰沟 祁连 青松 云杉 雪莲 雪山 草原 牧人 牧歌 天马 松山 雪峰 圣洁 藏乡 香巴拉 哈达 酥油花 毛毛山 岔口驿 金沙峡 本康 朱岔'.split(
    ' ',
  );

export function enterpriseName(kind: Enterprise['kind'], trade: Trade, region: string, random: Random): string {
  const name = word(random);
  const shop = withPlace(random.pick(trade.shopTails));
  const firm = random.pick(trade.firmTails);
  switch (kind) {
    case 'individual-business':
      return shopName(name, shop, region, random);
    case 'personal-partnership':
      return `${surname(random)}${surname(random)}合伙${shop}`;
    case 'sole-proprietorship':
      return `天祝县${township(region, random)}${name}${shop}`;
    case 'farmers-cooperative':
      return `天祝县${township(region, random)}${name}${firm}${random.chance(0.8) ? '农民' : ''}专业合作社`;
    case 'branch':
      return `${random.pick(PARENT_PLACES)}${name}${firm}有限公司天祝${random.pick(BRANCH_ENDS)}`;
    case 'partnership':
      return `天祝${name}${firm}中心（${random.chance(0.7) ? '普通' : '有限'}合伙）`;
    case 'joint-stock-company':
      return `甘肃${name}${firm}股份有限公司`;
    case 'foreign-office':
      return `${random.pick(FOREIGN_PLACES)}${name}${firm}有限公司天祝代表处`;
    case 'limited-company':
      return `${random.pick(COMPANY_PLACES)}${name}${firm}${random.chance(0.25) ? '有限责任公司' : '有限公司'}`;
  }
}

const COMPANY_PLACES = ['天祝', '天祝', '天祝藏族自治县', '甘肃', '武威'];
const PARENT_PLACES = ['武威', '甘肃', '兰州'];
const FOREIGN_PLACES = ['香港', '澳门', '新加坡'];
const BRANCH_ENDS = ['分公司', '分公司', '第一分公司', '第二分公司', '华藏寺分公司', '打柴沟分公司', '安远分公司'];

function word(random: Random): string {
  const first = random.pick(random.chance(0.4) ? HIGHLAND : LUCKY);
  return random.chance(0.3) ? first + random.pick(LUCKY) : first;
}

function shopName(name: string, shop: string, region: string, random: Random): string {
  const owner = random.pick(['老', '小']) + surname(random);
  const own = random.pick([name, name, name, `${owner}家`, `${surname(random)}记`]);
  return `天祝县${township(region, random)}${own}${shop}`;
}

/** Half of the names tell the township. */
const township = (region: string, random: Random): string => (random.chance(0.5) ? townshipName(region) : '');

const PLACE_ENDS: readonly (readonly [RegExp, string])[] = [
  [/(养殖|繁育)$/, '场'],
  [/种植$/, '园'],
  [/(服务|收购|购销|派遣|劳务|咨询|工程)$/, '部'],
  [/加工$/, '坊'],
  [/(艺术|品|科技|技术|商务)$/, '店'],
];

/** A shop's name ends in what one can walk into. */
const withPlace = (tail: string): string => tail + (PLACE_ENDS.find(([end]) => end.test(tail))?.[1] ?? '');
