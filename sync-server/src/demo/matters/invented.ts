/**
 * Matters the demo county needs and the published rows do not have. Each is marked `invented`: the statutes are
 * real, the caps and the checklists are ours.
 */
import { basesOf } from '@liangma/shared/matters/basis';
import { type Cap, flatCap, gradeCap } from '@liangma/shared/matters/cap';
import { type Matter, matterIdSchema } from '@liangma/shared/matters/matter';
import * as v from 'valibot';
import { asChecklist } from './checklist.ts';
import { LIST_VALID_FROM } from './published.ts';

interface Draft {
  readonly title: string;
  readonly basis: string;
  readonly agencyCode: string;
  readonly cap: Cap;
  readonly checklist: readonly string[];
}

const flat = flatCap;
const byGrade = (A: number, B: number, C: number, D: number, E: number): Cap => gradeCap({ A, B, C, D, E });

const MARKET: Record<string, Draft> = {
  M901: {
    title: '食品生产监督检查',
    basis: '《中华人民共和国食品安全法》第一百一十条',
    agencyCode: 'SCJG',
    cap: byGrade(1, 2, 3, 4, 6),
    checklist: [
      '食品生产许可证在有效期内，生产的品种与许可范围一致',
      '厂区环境整洁，与有毒、有害场所和污染源保持规定距离',
      '原料、食品添加剂进货查验记录完整',
      '没有使用非食用物质、超过保质期的原料',
      '食品添加剂专人专柜管理，使用量符合标准',
      '生产车间入口设有洗手、消毒设施并正常使用',
      '原料库房离墙离地存放，标识清楚',
      '生产记录完整，可追溯到批次',
      '关键工序的温度、时间记录与工艺文件一致',
      '出厂检验项目齐全，检验记录与批次对应',
      '食品标签内容真实、完整、清楚',
      '从业人员健康证明有效，食品安全培训有记录',
    ],
  },
  M902: {
    title: '定量包装商品计量检查',
    basis: '《定量包装商品计量监督管理办法》第十六条',
    agencyCode: 'SCJG',
    cap: flat(2),
    checklist: [
      '定量包装商品净含量标注规范',
      '净含量标注字符高度符合规定',
      '单件商品实际含量的短缺量没有超过允许值',
      '批量抽样的平均实际含量不低于标注净含量',
      '灌装、称重用计量器具在检定有效期内',
      '出厂净含量抽检记录完整',
    ],
  },
  M903: {
    title: '药品经营监督检查',
    basis: '《中华人民共和国药品管理法》第九十九条',
    agencyCode: 'SCJG',
    cap: flat(2),
    checklist: [
      '药品经营许可证在有效期内，经营范围相符',
      '执业药师在岗履职，离岗时停售处方药',
      '药品从合法渠道购进，票、账、货相符',
      '药品按温湿度要求储存，记录完整',
      '没有销售过期、变质药品',
      '处方药凭处方销售，处方留存',
      '含特殊药品复方制剂专柜存放、限量销售',
      '拆零药品登记完整，包装注明用法和效期',
    ],
  },
  M904: {
    title: '特种设备安全监督检查',
    basis: '《中华人民共和国特种设备安全法》第五十七条',
    agencyCode: 'SCJG',
    cap: byGrade(1, 1, 2, 3, 4),
    checklist: [
      '特种设备已办理使用登记，登记标志置于显著位置',
      '设备在检验有效期内',
      '作业人员持有效证书上岗',
      '安全附件、安全保护装置校验有效',
      '日常维护保养和自行检查有记录',
      '安全总监、安全员已配备，日管控、周排查、月调度有记录',
      '应急预案已制定，本年度已演练',
    ],
  },
  M905: {
    title: '产品质量监督检查',
    basis: '《中华人民共和国产品质量法》第十五条',
    agencyCode: 'SCJG',
    cap: byGrade(1, 2, 2, 3, 4),
    checklist: [
      '需要生产许可或强制认证的产品已取得证书',
      '产品有检验合格证明',
      '产品标识、执行标准标注真实完整',
      '原材料进厂检验记录完整',
      '出厂检验设备齐全，在检定有效期内',
      '上次监督抽查不合格的问题已整改',
    ],
  },
  M906: {
    title: '餐饮服务食品安全监督检查',
    basis: '《中华人民共和国食品安全法》第一百一十条',
    agencyCode: 'SCJG',
    cap: byGrade(1, 2, 3, 4, 6),
    checklist: [
      '食品经营许可证或备案有效，并在醒目位置公示',
      '从业人员健康证明有效，穿戴整洁',
      '食品原料进货查验记录完整，没有过期原料',
      '生熟食品分开存放、加工，工具容器有区分标识',
      '餐用具清洗消毒到位，保洁柜密闭',
      '冷藏冷冻温度符合要求',
      '食品留样符合规定',
      '后厨环境整洁，防蝇防鼠设施完好',
      '餐厨废弃物交由有资质的单位收运，有记录',
    ],
  },
  M907: {
    title: '价格行为监督检查',
    basis: '《中华人民共和国价格法》第三十三条',
    agencyCode: 'SCJG',
    cap: flat(1),
    checklist: [
      '商品和服务明码标价',
      '没有在标价之外加价或收取未标明的费用',
      '促销原价真实，依据可查',
      '政府定价、政府指导价执行到位',
      '没有哄抬价格、串通涨价',
      '收费公示与实际收费一致',
    ],
  },
};

const OTHERS: Record<string, Draft> = {
  M908: {
    title: '建设工程质量和施工安全监督检查',
    basis: '《建设工程质量管理条例》第四十三条',
    agencyCode: 'ZJJ',
    cap: flat(4),
    checklist: [
      '施工许可证已取得',
      '项目经理和专职安全员在岗',
      '进场材料检验报告齐全',
      '临边、洞口防护到位',
      '危大工程专项方案已审批',
    ],
  },
  M909: {
    title: '生产经营单位安全生产状况监督检查',
    basis: '《中华人民共和国安全生产法》第九条第二款',
    agencyCode: 'XZZF',
    cap: flat(2),
    checklist: ['安全出口畅通', '灭火器在有效期内', '用电、用气没有明显隐患', '从业人员知道应急处置办法'],
  },
  M910: {
    title: '矿产资源开采监督检查',
    basis: '《中华人民共和国矿产资源法》',
    agencyCode: 'ZRZY',
    cap: flat(1),
    checklist: ['采矿许可证在有效期内', '没有越界开采', '开采方式与开发利用方案一致', '矿区生态修复按计划实施'],
  },
  M911: {
    title: '校外培训机构监督检查',
    basis: '《中华人民共和国民办教育促进法》',
    agencyCode: 'JYJ',
    cap: flat(2),
    checklist: ['办学许可证在有效期内并公示', '培训内容和时间符合规定', '预收费纳入监管', '教学场所消防合格'],
  },
  M912: {
    title: '养老机构监督检查',
    basis: '《养老机构管理办法》',
    agencyCode: 'MZJ',
    cap: flat(2),
    checklist: ['已办理备案', '与老年人签订服务协议', '护理人员经过培训', '食堂和消防设施符合规定'],
  },
  M913: {
    title: '公共场所卫生监督检查',
    basis: '《公共场所卫生管理条例》第十条',
    agencyCode: 'WSJK',
    cap: flat(2),
    checklist: [
      '卫生许可证在有效期内并公示',
      '从业人员健康证明有效',
      '公共用品用具一客一换一消毒',
      '卫生检测报告已公示',
    ],
  },
  M914: {
    title: '机动车维修经营监督检查',
    basis: '《机动车维修管理规定》',
    agencyCode: 'JTYS',
    cap: flat(1),
    checklist: ['维修经营已备案', '维修项目和工时费用已公示', '配件进货记录完整', '废机油等危险废物规范存放'],
  },
  M915: {
    title: '定点医药机构医疗保障基金使用监督检查',
    basis: '《医疗保障基金使用监督管理条例》',
    agencyCode: 'YBJ',
    cap: flat(2),
    checklist: ['实名结算，人证相符', '药品进销存与结算数据一致', '没有串换药品、虚开票据', '医保协议公示内容完整'],
  },
  M916: {
    title: '烟草制品零售监督检查',
    basis: '《中华人民共和国烟草专卖法实施条例》',
    agencyCode: 'YCZM',
    cap: flat(2),
    checklist: ['烟草专卖零售许可证在有效期内', '没有向未成年人出售', '没有销售非法渠道卷烟', '明码标价'],
  },
};

const PUBLIC_SAFETY = /食品|药品|特种设备|餐饮|燃气|消防|危险|安全/;

export const INVENTED_MATTERS: readonly Matter[] = Object.entries({ ...MARKET, ...OTHERS }).map(
  ([id, { title, basis, agencyCode, cap, checklist }]) => ({
    id: v.parse(matterIdSchema, id),
    title,
    bases: basesOf(basis),
    agencyCode,
    levels: [],
    target: '',
    methods: ['on-site'],
    publicSafety: PUBLIC_SAFETY.test(title),
    cap,
    validFrom: LIST_VALID_FROM,
    validTo: null,
    checklist: asChecklist(checklist),
    source: { place: '示例（虚构）', url: '', invented: true },
  }),
);
