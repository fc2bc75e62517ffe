/**
 * Trades of 天祝: per trade the words on the licence, how names of such a place end, how common it is
 * under each legal form, how much attention inspectors give it, and which matters they look at there.
 */

/** The legal forms that trades differ by. */
export type Form = 'individual' | 'company' | 'cooperative' | 'branch';

export interface Trade {
  readonly trade: string;
  /** Endings of the names of shops; those of firms follow. */
  readonly shopTails: readonly string[];
  readonly firmTails: readonly string[];
  readonly share: Partial<Record<Form, number>>;
  readonly attention: number;
  readonly matters: Readonly<Record<string, number>>;
}

const LICENCE = { M058: 1 };
const FIRE = { M035: 1 };
const TOWNSHIP = { M909: 1.5 };
const SHOP = { ...LICENCE, ...TOWNSHIP, M907: 1, M032: 1 };
const WORKS = { ...TOWNSHIP, M002: 2, M905: 2, M904: 1, M029: 1, M027: 0.5 };

/** `tails`: words for shops, and after a bar those for firms where they differ. */
function trade(
  name: string,
  tails: string,
  share: Trade['share'],
  attention: number,
  matters: Trade['matters'],
): Trade {
  const [shops = '', firms = shops] = tails.split(' | ');
  return { trade: name, shopTails: shops.split(' '), firmTails: firms.split(' '), share, attention, matters };
}

const FOOD_AND_SHOPS: readonly Trade[] = [
  trade(
    '餐饮服务',
    '餐馆 藏餐馆 牛肉面馆 火锅店 面馆 清真餐厅 饭庄 农家乐 烤肉店 早餐店 | 餐饮 餐饮管理',
    { individual: 15, company: 3 },
    2.5,
    { ...SHOP, ...FIRE, M906: 6, M913: 0.5, M034: 1 },
  ),
  trade(
    '食品销售',
    '超市 便利店 商店 综合商店 粮油店 副食店 百货超市 | 商贸 超市 食品销售',
    { individual: 17, company: 3 },
    1.4,
    { ...SHOP, ...FIRE, M916: 2 },
  ),
  trade('糕点、面包制售', '糕点店 烘焙坊 蛋糕店 馍馍店 | 食品 烘焙食品', { individual: 2, company: 0.5 }, 1.8, {
    ...SHOP,
    M906: 4,
  }),
  trade('蔬菜、水果零售', '蔬菜店 水果店 果蔬配送部 | 果蔬配送', { individual: 4, company: 0.5 }, 0.5, SHOP),
  trade('牛羊肉零售', '鲜肉店 牛羊肉店 清真肉铺', { individual: 2.5 }, 1.2, { ...SHOP, M024: 3 }),
  trade('烟酒零售', '烟酒店 烟酒行 名烟名酒店', { individual: 3 }, 1.2, { ...SHOP, M916: 4 }),
  trade('服装、鞋帽零售', '服装店 童装店 鞋店 民族服饰店 | 服饰 服装', { individual: 7, company: 1 }, 0.3, SHOP),
  trade(
    '五金、建材零售',
    '五金店 建材店 门窗店 装饰材料部 电料行 | 建材 商贸 装饰材料',
    { individual: 6, company: 5 },
    0.4,
    { ...SHOP, M905: 1 },
  ),
  trade(
    '家用电器、通讯器材零售',
    '家电城 手机店 通讯部 电器行 | 电器 通讯 通信器材',
    { individual: 3, company: 2, branch: 6 },
    0.4,
    { ...SHOP, M011: 1, M905: 1 },
  ),
  trade(
    '日用百货零售',
    '百货店 文具店 日化店 花店 母婴店 眼镜店 | 商贸 百货',
    { individual: 6, company: 2 },
    0.3,
    SHOP,
  ),
  trade('药品零售', '药店 大药房 药房 | 大药房 医药 医药连锁', { individual: 0.7, company: 1, branch: 8 }, 4, {
    ...LICENCE,
    M903: 5,
    M915: 4,
    M907: 1,
  }),
  trade('农资销售', '农资店 种子门市部 农药化肥店 | 农资 种业 农业科技', { individual: 1.2, company: 1.5 }, 3, {
    ...LICENCE,
    M021: 3,
    M022: 3,
    M020: 2,
    M905: 1,
  }),
  trade('兽药、饲料销售', '兽药店 饲料店 动物诊疗所 | 牧业科技 饲料', { individual: 0.8, company: 0.6 }, 3, {
    ...LICENCE,
    M025: 4,
    M026: 3,
  }),
];

const SERVICES: readonly Trade[] = [
  trade('住宿服务', '宾馆 旅馆 招待所 民宿 快捷酒店 | 酒店管理 宾馆 酒店', { individual: 2, company: 2 }, 4, {
    ...LICENCE,
    ...TOWNSHIP,
    M045: 3,
    M913: 4,
    M035: 3,
  }),
  trade('理发、美容', '理发店 美容美发店 造型屋 养生馆', { individual: 4 }, 1, { ...LICENCE, M913: 4, M907: 1 }),
  trade('娱乐服务', '歌厅 网吧 台球厅 音乐茶座 | 文化娱乐', { individual: 0.6, company: 0.3 }, 5, {
    ...LICENCE,
    M035: 3,
    M049: 3,
  }),
  trade('健身、体育场所', '健身房 游泳馆 滑雪场 | 体育文化 滑雪场 健身', { individual: 0.2, company: 0.4 }, 4, {
    M053: 4,
    ...FIRE,
    M904: 1,
  }),
  trade(
    '机动车维修',
    '汽修厂 汽车维修部 轮胎店 摩托车修理部 洗车行 | 汽车维修 汽车服务',
    { individual: 3, company: 2 },
    1.2,
    { ...LICENCE, ...TOWNSHIP, M914: 4, M029: 1 },
  ),
  trade(
    '居民服务',
    '裁缝店 干洗店 家电维修部 开锁店 搬家服务部 照相馆 | 家政服务 搬家服务',
    { individual: 4, company: 1 },
    0.2,
    SHOP,
  ),
  trade('文印、广告', '图文广告部 打字复印部 广告装潢部 | 广告传媒 图文', { individual: 1.5, company: 2.5 }, 0.4, {
    ...SHOP,
    M034: 1,
  }),
  trade('诊疗服务', '诊所 口腔诊所 中医诊所 藏医诊所 | 医院管理 口腔诊所', { individual: 0.6, company: 0.4 }, 4, {
    M030: 5,
    M915: 2,
  }),
  trade(
    '道路货物运输',
    '运输队 货运部 物流部 快递服务站 | 物流 货物运输 快递',
    { individual: 5, company: 4, branch: 6 },
    0.3,
    { ...LICENCE, M027: 1 },
  ),
  trade('道路旅客运输', '客运 旅游客运 出租汽车服务 | 客运 旅游客运 出租汽车', { company: 0.5 }, 6, {
    M036: 4,
    M037: 1,
  }),
  trade(
    '旅游服务',
    '旅行社 旅游服务部 牧家乐 露营地 | 旅行社 旅游开发 乡村旅游',
    { individual: 0.8, company: 2, cooperative: 1.5 },
    2,
    { M050: 3, M051: 1, ...FIRE, M038: 2 },
  ),
  trade('校外培训', '培训学校 艺术培训中心 托管中心 | 教育培训 艺术培训', { individual: 0.3, company: 0.8 }, 5, {
    M911: 4,
    M052: 2,
    ...FIRE,
  }),
  trade('养老服务', '养老院 老年公寓 居家养老服务中心 | 养老服务', { company: 0.3 }, 6, { M912: 4, M035: 2 }),
  trade('人力资源服务', '人力资源服务 劳务派遣 劳务', { company: 2.5 }, 2, { M028: 3, M057: 2 }),
  trade('咨询服务', '财务咨询 企业管理咨询 信息咨询', { company: 6 }, 0.2, LICENCE),
  trade('信息技术服务', '网络科技 信息技术 电子商务', { individual: 0.6, company: 6, branch: 3 }, 0.3, {
    ...LICENCE,
    M012: 1,
  }),
  trade('金融、保险网点', '营业部 支公司 营业所 | 保险 村镇银行 融资担保 财产保险', { branch: 14 }, 0.3, {
    ...FIRE,
    M057: 1,
  }),
];

const FARMING: readonly Trade[] = [
  trade('白牦牛养殖', '白牦牛养殖 牦牛繁育 牦牛养殖', { individual: 1.5, company: 1.5, cooperative: 26 }, 0.8, {
    M023: 4,
    M024: 2,
  }),
  trade('藏羊养殖', '藏羊养殖 高山细毛羊养殖 肉羊养殖', { individual: 1.5, company: 1, cooperative: 24 }, 0.8, {
    M023: 4,
    M024: 2,
  }),
  trade('高原蔬菜种植', '蔬菜种植 高原夏菜种植 果蔬种植', { individual: 0.8, company: 3, cooperative: 16 }, 0.7, {
    M019: 4,
    M022: 1,
  }),
  trade('食用菌种植', '食用菌种植 香菇种植', { company: 1, cooperative: 7 }, 0.9, { M019: 3, M020: 2 }),
  trade('藜麦、青稞种植', '藜麦种植 青稞种植 油菜种植', { company: 1.2, cooperative: 9 }, 0.6, { M019: 3, M018: 1 }),
  trade('中药材种植', '中药材种植 药材种植', { company: 1, cooperative: 8 }, 0.5, { M019: 2 }),
  trade('农机服务', '农机服务 农业机械服务', { individual: 0.4, cooperative: 6 }, 0.3, { M022: 1 }),
  trade('林木种苗', '苗木种植 苗圃', { individual: 0.3, company: 1, cooperative: 5 }, 1.5, {
    M041: 2,
    M040: 2,
    M044: 1,
  }),
  trade('冷水鱼养殖', '冷水鱼养殖 虹鳟鱼养殖', { company: 0.4, cooperative: 1.2 }, 1.5, { M054: 3 }),
  trade('粮食收购', '粮油收购 粮食购销 | 粮油购销 粮油', { individual: 0.6, company: 1 }, 2, { M046: 4, M907: 1 }),
  trade('生猪、牛羊屠宰', '屠宰 定点屠宰', { company: 0.3 }, 6, { M056: 4, M024: 1, M029: 1 }),
];

const INDUSTRY: readonly Trade[] = [
  trade(
    '食品生产',
    '食品加工坊 酸奶坊 清真食品厂 酥油加工坊 | 食品 乳业 肉业 清真食品 农牧产品加工',
    { individual: 0.5, company: 4, cooperative: 1.2 },
    4,
    { ...TOWNSHIP, M901: 6, M902: 2, M002: 1, M029: 1, M907: 1 },
  ),
  trade('饮用水生产', '饮用水 山泉水', { company: 0.6 }, 4, { M901: 4, M902: 3, M047: 2 }),
  trade('砂石开采加工', '砂石料厂 石料厂 采石场 | 砂石料 石料 矿业', { individual: 0.3, company: 2 }, 5, {
    M015: 3,
    M910: 3,
    M048: 2,
    M033: 2,
    M905: 1,
  }),
  trade('煤炭开采', '煤业 矿业', { company: 0.5 }, 7, { M014: 4, M004: 3, M006: 2, M910: 1 }),
  trade('碳化硅制品', '碳化硅制品 新材料', { company: 1 }, 4, { ...WORKS, M029: 3 }),
  trade('建材制造', '水泥制品厂 砖厂 门窗厂 新型建材 | 水泥制品 新型建材 门窗', { individual: 0.6, company: 3 }, 3, {
    ...WORKS,
    M033: 2,
  }),
  trade('民族手工艺品制作', '唐卡艺术 民族工艺品 藏饰加工', { individual: 1, company: 1.2, cooperative: 2 }, 0.3, {
    ...LICENCE,
    M905: 1,
  }),
  trade('成品油零售', '加油站 加气站 | 石油销售 燃气 能源', { individual: 0.1, company: 0.8, branch: 8 }, 7, {
    M016: 3,
    M035: 2,
    M905: 2,
    M904: 1,
    M032: 1,
  }),
  trade('危险化学品经营', '化工产品经营部 气体经营部 | 化工产品 气体', { individual: 0.1, company: 0.5 }, 7, {
    M003: 3,
    M016: 2,
  }),
  trade('房屋建筑施工', '建筑工程 建筑劳务 装饰工程 市政工程', { individual: 0.5, company: 12, branch: 6 }, 1.2, {
    M908: 4,
    M057: 1,
    M042: 0.5,
  }),
  trade('水电、新能源发电', '水电站 光伏发电 风力发电 | 水电 光伏发电 风力发电', { company: 1.5 }, 2, {
    M047: 2,
    M017: 2,
    M042: 1,
  }),
  trade('物业服务', '物业服务 物业管理', { company: 2.5 }, 2, { M904: 3, M035: 3, M907: 2 }),
  trade('林产品加工', '木材加工厂 家具厂 | 木业 家具', { individual: 0.6, company: 1 }, 2, {
    ...TOWNSHIP,
    M040: 2,
    M017: 2,
    ...FIRE,
  }),
];

export const TRADES: readonly Trade[] = [...FOOD_AND_SHOPS, ...SERVICES, ...FARMING, ...INDUSTRY];

const byName = new Map(TRADES.map((item) => [item.trade, item]));

export const tradeOf = (name: string): Trade | undefined => byName.get(name);

/** Industry classes (GB/T 4754-2017, section and division) of the trades of the demo. */
const CLASSES: readonly (readonly [words: RegExp, code: string])[] = [
  [/屠宰|食品生产/, 'C13'],
  [/饮用水/, 'C15'],
  [/林产品/, 'C20'],
  [/工艺品/, 'C24'],
  [/碳化硅|建材制造/, 'C30'],
  [/砂石/, 'B10'],
  [/煤炭/, 'B06'],
  [/水电|发电/, 'D44'],
  [/施工/, 'E47'],
  [/餐饮/, 'H62'],
  [/住宿/, 'H61'],
  [/养殖/, 'A03'],
  [/种植/, 'A01'],
  [/林木/, 'A02'],
  [/农机/, 'A05'],
  [/收购|农资|兽药|危险化学品/, 'F51'],
  [/零售|食品销售|制售/, 'F52'],
  [/运输/, 'G54'],
  [/维修|理发|居民/, 'O80'],
  [/娱乐|健身|体育/, 'R90'],
  [/旅游|人力资源|咨询|文印|广告/, 'L72'],
  [/诊疗/, 'Q84'],
  [/养老/, 'Q85'],
  [/培训/, 'P83'],
  [/信息技术/, 'I65'],
  [/金融|保险/, 'J66'],
  [/物业/, 'K70'],
];

export const classOf = (trade: string): string => CLASSES.find(([words]) => words.test(trade))?.[1] ?? '';
