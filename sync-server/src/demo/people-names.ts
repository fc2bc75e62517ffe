/** Names of invented people, as one hears them in 天祝: Han, Tibetan (about a third), Tu. */
import { type Random, weighted } from './random.ts';

const HAN_SURNAMES = [
  ...'王李张马刘杨赵陈徐朱孙郭何罗高梁宋唐许韩冯邓曹彭曾萧田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严武戴莫孔向汤',
];
const HAN_MEN =
  '建国 建军 永成 永贵 志强 志远 文斌 文辉 海峰 海龙 国栋 国庆 晓东 晓明 兴华 兴旺 生财 生荣 世杰 世平 正德 正义 学文 学军 玉龙 玉山 立新 立军 浩 鹏 磊 伟 勇 斌 涛 强'.split(
    ' ',
  );
const HAN_WOMEN =
  '春梅 春花 秀兰 秀英 玉兰 玉梅 桂芳 桂花 晓燕 晓红 雪梅 雪莲 丽娟 丽萍 海燕 文静 文婷 佳慧 淑珍 淑芳 菊香 彩霞 小红 婷婷 静 敏 芳 娟 燕 霞'.split(
    ' ',
  );

const TIBETAN_FIRST =
  '扎西 卓玛 才让 格桑 多杰 央金 拉毛 道吉 旦增 尕藏 仁青 索南 才旦 完玛 加洋 桑吉 次仁 贡布 华旦 元旦 南木加 赛让 旦正 交巴 尼玛 达娃 卡召 更登 环科 杨毛'.split(
    ' ',
  );
const TIBETAN_SECOND = '才让 卓玛 东珠 草 吉 多杰 加 措 扎西 道吉 项秀 当智 昂毛 东智 太 什吉 旦知'.split(' ');

/** Tu people of 天祝 and 互助 have surnames of their own. */
const TU_SURNAMES = [...'鲁祁李胡乔吕董席麻刁白包辛苏蔡颜裴阿'];
const TU_GIVEN = '兰索 永寿 生辉 什姐 金花 万福 尕保 成林 兰花 英花 占林 发祥 满仓 登科'.split(' ');

const kind = weighted([
  [han, 58],
  [tibetan, 34],
  [tu, 8],
]);

export const personName = (random: Random): string => kind(random)(random);

function han(random: Random): string {
  return random.pick(HAN_SURNAMES) + random.pick(random.chance(0.6) ? HAN_MEN : HAN_WOMEN);
}

function tibetan(random: Random): string {
  const first = random.pick(TIBETAN_FIRST);
  const second = random.pick(TIBETAN_SECOND);
  return first === second || random.chance(0.15) ? first : first + second;
}

function tu(random: Random): string {
  return random.pick(TU_SURNAMES) + random.pick(TU_GIVEN);
}

export const surname = (random: Random): string => random.pick(HAN_SURNAMES);
