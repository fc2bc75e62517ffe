/** Words for what the rules find about an application. */
import type { FindingCode } from '@liangma/shared/compliance/finding';
import type { RegistrationState } from '@liangma/shared/registry/enterprise';
import type { OffSiteWay } from '@liangma/shared/tasks/particulars';
import type { REFERENCE_CHANNELS } from '@liangma/shared/tasks/task';
import { spaced } from '../../dates.ts';
import { type Evidence, hasSome, isHeld, sayAt, sayDate, sayDays, sayList, sayWords } from './say.ts';

/** FREQ-6: channels in the middle of a sentence. */
const CHANNELS: Readonly<Record<Channel, string>> = {
  hotline: '热线平台',
  'letter-or-visit': '信访登记',
  'other-agency': '移送机关',
  superior: '上级机关',
  monitoring: '监测系统',
  enterprise: '企业',
  other: '该渠道',
};
type Channel = (typeof REFERENCE_CHANNELS)[number];

interface FindingWords {
  title: string;
  text: (evidence: Evidence, now: number) => string;
}

const SPANS = { day: '当天', week: '当周', month: '当月' } as const;
type Span = keyof typeof SPANS;

/** States in which nobody is there to be inspected. */
const ENDED = { revoked: '吊销', ceased: '注销', 'moved-away': '迁出' } as const satisfies Partial<
  Record<RegistrationState, string>
>;
export type Ended = keyof typeof ENDED;

/** Facts without which the number of a cap cannot be told. */
const UNKNOWN: Readonly<Record<string, string>> = {
  grade: '该企业在清单所用等级中的级别',
  mark: '该企业在清单所用标准中的等级',
  level: '检查主体的层级',
  penalty: '上年度行政处罚（处理）情况',
  premises: '每次检查的经营场所',
};

const LEVELS: Readonly<Record<string, string>> = {
  province: '省级',
  prefecture: '市级',
  county: '县级',
  township: '乡级',
};

/** Says what counts together, where it is more than this matter by this agency. */
const reachOf = (e: Evidence): string =>
  [
    hasSome(e.levels) && `${sayWords(e.levels, LEVELS, '、')}累计`,
    e.scope === 'all' && '全部事项合计',
    e.scope === 'together' && '相关事项合计',
    e.place === 'premises' && '同一经营场所',
  ]
    .filter(Boolean)
    .map((part) => `（${part}）`)
    .join('');

const scaleOf = (e: Evidence): string => {
  if (e.grade) return `（${e.grade} 级）`;
  return e.mark ? `（${e.scale} ${e.mark}）` : '';
};

export const offSiteWays: Record<OffSiteWay, string> = {
  'written-check': '书面检查',
  'shared-data': '数据共享',
  remote: '远程监管',
};

export const findings: Record<FindingCode, FindingWords> = {
  'agency-not-confirmed': {
    title: '行政检查主体资格尚未确认',
    text: (e) => `${e.agency}的检查主体资格在检查时段开始前还没有确认并公告。确认后才能申请。`,
  },
  'agency-inactive': {
    title: '检查主体在检查时段内不在有效期',
    text: (e) =>
      e.until === ''
        ? `${e.agency}自 ${e.from} 起才可以检查。`
        : `${e.agency}可以检查的期间是 ${e.from} 至 ${e.until}，检查时段的每一天都应当在期间内。`,
  },
  'entrustment-missing': {
    title: '没有登记委托书',
    text: (e) => `${e.agency}是受委托组织，还没有登记委托书。`,
  },
  'entrustment-not-valid': {
    title: '委托书不在有效期',
    text: (e) => `委托书 ${e.document} 的有效期是 ${e.from} 至 ${e.until}，检查时段的每一天都应当在有效期内。`,
  },
  'entrustment-not-filed-judicial': {
    title: '委托书未向司法行政部门备案',
    text: (e) => `委托书 ${e.document} 在检查时段开始前还没有向同级司法行政部门备案。`,
  },
  'entrustment-not-filed-superior': {
    title: '委托书未向上级主管部门备案',
    text: (e) => `委托书 ${e.document} 在检查时段开始前还没有向上级主管部门备案。`,
  },
  'entrustment-not-published': {
    title: '委托书未公布',
    text: (e) => `委托书 ${e.document} 在检查时段开始前还没有向社会公布。`,
  },
  'too-few-officers': {
    title: '人员不足',
    text: (e) =>
      `检查时段内执法证件有效的仅 ${e.valid} 人，不得少于 ${e.needed} 人。${
        hasSome(e.invalid) ? `执法证件不符合要求：${sayList(e.invalid, '、')}。` : ''
      }协助检查人员不计入。`,
  },
  'officer-not-valid': {
    title: '有人员不具备执法资格',
    text: (e) => `${e.officer}的执法证件在检查时段内无效，或者已停用、离岗，不能作为执法人员参加检查，请移出名单。`,
  },
  'officer-of-other-agency': {
    title: '人员不属于参加检查的机关',
    text: (e) => `${e.officer}不是本机关或者参与机关的执法人员。`,
  },
  'officer-unknown': {
    title: '人员不在登记库中',
    text: (e) => `登记库中没有编号为 ${e.officer} 的执法人员。`,
  },
  'partner-unknown': {
    title: '参与机关有误',
    text: (e) => `${e.agency}不在登记库中，或者就是本机关，不能作为联合检查的参与机关。`,
  },
  'agency-without-officer': {
    title: '有机关没有派出执法人员',
    text: (e) => `联合检查的每个机关至少派一名执法人员，${e.agency}还没有。`,
  },
  'agency-without-matter': {
    title: '有机关没有检查事项',
    text: (e) =>
      `联合检查的每个机关至少有一项属于本领域、本层级的检查事项，${e.agency}还没有。请补选事项，或者调整参加的机关。`,
  },
  'no-matter': { title: '没有检查事项', text: () => '至少选一项已公布的检查事项。' },
  'matter-not-published': {
    title: '事项当天不在公布清单内',
    text: (e) => `${e.matter}在 ${e.day} 不在公布的清单内，不能检查。`,
  },
  'matter-of-other-agency': {
    title: '事项属于其他机关',
    text: (e) => `${e.matter}不是本机关的检查事项。`,
  },
  'basis-not-stated': {
    title: '事项没有写明依据',
    text: (e) => `公布的清单没有写明${e.matter}的法律依据。可以申请，监督机关会看到。`,
  },
  'outside-region': {
    title: '不在管辖区域',
    text: (e) => `${e.enterprise}不在${e.agency}的管辖区域内。确需检查的，凭异地协助函，由当地机关协助。`,
  },
  'assistance-in-future': {
    title: '协助函日期晚于今天',
    text: (e) => `协助函 ${e.number} 的日期 ${e.date} 晚于今天，请核对。`,
  },
  'assistance-afterwards': {
    title: '协助函晚于检查',
    text: (e) => `协助函 ${e.number} 的日期 ${e.date} 晚于检查开始的日期。异地协助应当在检查之前商请。`,
  },
  'enterprise-ended': {
    title: '经营主体已不在登记状态',
    text: (e) => `${e.enterprise}已${ENDED[e.state as Ended]}，不能检查。`,
  },
  'off-site-unanswered': {
    title: '尚未说明能否非现场检查',
    text: () => '先选择能否通过书面检查、数据共享或者远程监管完成；能完成的，不得入企检查。',
  },
  'off-site-possible': {
    title: '可以非现场检查',
    text: (e) =>
      `已选择可以通过${offSiteWays[e.way as OffSiteWay]}完成，不得入企检查。请登记为非现场检查，或者改选“均不能替代”。`,
  },
  'why-on-site-missing': {
    title: '未说明入企必要性',
    text: (e) =>
      `能通过书面检查、数据共享、远程监管等非现场方式实施的，不得入企检查；确需入企的，应当说明必要性，至少 ${e.least} 个字，标点不计。`,
  },
  'cap-reached': {
    title: '已达年度检查频次上限',
    text: (e, now) =>
      `${e.matter}${reachOf(e)}年度上限 ${e.cap} 次${scaleOf(e)}，已用 ${e.used} 次${
        hasSome(e.days) ? `：${sayDays(e.days, now, 'zh-CN', '、')}` : ''
      }。`,
  },
  'cap-unsure': {
    title: '年度上限还不能确定',
    text: (e) =>
      `${e.matter}${reachOf(e)}今年可能已检查 ${e.used} 次，年度上限最低为 ${e.cap} 次；缺少${sayWords(e.unknown, UNKNOWN, '、')}，不能判断是否达到上限。请核实后再申请。`,
  },
  'others-waiting': {
    title: '另有申请待审批',
    text: (e) =>
      `${e.matter}${reachOf(e)}年度上限 ${e.cap} 次，已用 ${e.used} 次，另有 ${e.waiting} 件待审批。先批准的计入，达到上限后不能再批准。`,
  },
  'notice-too-short': {
    title: '告知时间不足',
    text: (e) =>
      `日常检查应当提前 ${e.days} 个工作日告知企业，最早可安排在 ${e.earliest}${e.provisional ? '（该年放假安排尚未公布，暂按推算）' : ''}。请调整检查时段；确需突击检查的，说明理由。`,
  },
  'surprise-unexplained': {
    title: '突击检查应当说明理由',
    text: (e) => `不事先告知企业的，应当说明理由，至少 ${e.least} 个字，标点不计。`,
  },
  'calendar-missing': {
    title: '缺少工作日安排',
    text: (e) => `系统中没有 ${e.year} 年的放假调休安排，无法推算告知期限。请联系管理员导入。`,
  },
  'quiet-period': {
    title: '处在安静生产期',
    text: (e) =>
      `${e.day} 处在“${e.period}”（${e.document}）内。请调整检查时段；属于列明情形的，选择情形并说明理由${e.exemption ? `（已选：${e.exemption}）` : ''}。`,
  },
  'quiet-exemption-unknown': {
    title: '例外情形未列明',
    text: (e) => `“${e.period}”（${e.document}）没有列明所选的例外情形，请重新选择。`,
  },
  whitelisted: {
    title: '白名单企业',
    text: (e) => `该企业在白名单内（${e.condition}，${e.document}，至 ${e.until}），无事不扰。确需检查的，说明理由。`,
  },
  'grade-free': {
    title: 'A 级企业免日常检查',
    text: (e) => `该企业自 ${e.since} 起为 A 级（${e.source}），至 ${e.until} 不安排日常检查。`,
  },
  'late-after-leaving': {
    title: '离开企业后补码',
    text: (e, now) =>
      `紧急检查应当在离开企业前补办任务码，检查已于${spaced(sayAt(e.to, now, 'zh-CN'))} 结束。可以补办，监督机关会看到。`,
  },
  'late-overdue': {
    title: '补录逾期',
    text: (e) =>
      `因无网络或系统故障未亮码的，应当在检查结束后 ${e.days} 日内补录，期限到 ${e.last}。可以补录，监督机关会看到。`,
  },
  'late-unexplained': {
    title: '补录应当说明理由',
    text: (e) => `事后补录的，应当说明当时不能亮码的情况，至少 ${e.least} 个字，标点不计。`,
  },
  'late-not-begun': {
    title: '检查尚未开始',
    text: (e, now) => `检查时段从${spaced(sayAt(e.from, now, 'zh-CN'))} 开始，尚未开始的检查按正常程序申请。`,
  },
  'case-without-clue': {
    title: '个案检查没有线索',
    text: (e) =>
      e.source === 'deployed'
        ? '上级部署的检查属于日常检查，应当提前告知，计入频次。上级交办检查这一家企业的，来源选“转办交办”，写明文号。'
        : '年度计划内的检查属于日常检查，应当提前告知，计入频次。有投诉举报等线索的，来源选相应的一项，写明线索编号。',
  },
  'reference-missing': {
    title: '没有写明线索',
    text: () => '投诉举报、转办交办、数据监测和企业申请的检查，应当写明线索或工单的编号、日期和渠道。',
  },
  'reference-in-future': {
    title: '线索日期晚于今天',
    text: (e) => `线索 ${e.number} 的日期 ${e.date} 晚于今天，请核对。`,
  },
  'reference-afterwards': {
    title: '线索晚于检查',
    text: (e) => `线索 ${e.number} 的日期 ${e.date} 晚于检查开始的日期，不能作为这次检查的线索。`,
  },
  'reference-unusual': {
    title: '请核对线索编号',
    text: (e) => `“${e.number}”不像${CHANNELS[e.channel as Channel]}给出的编号，请核对；确实如此的，可以申请。`,
  },
  'reference-used-twice': {
    title: '线索编号重复使用',
    text: (e, now) =>
      `线索 ${e.number} 已用于${spaced(sayDate(e.from, now, 'zh-CN'))}对${e.enterprise}的检查。可以申请，监督机关会看到。`,
  },
  'exempt-beyond-reason': {
    title: '个案检查偏多',
    text: (e) =>
      `${e.matter}今年已检查 ${e.used} 次，合理次数为 ${e.limit} 次，再检查就超出了。可以申请，监督机关会看到。`,
  },
  'pace-exceeded': {
    title: '短期内检查过密',
    text: (e) =>
      `该企业${SPANS[e.span as Span]}已有 ${e.used} 次检查（${sayList(e.agencies, '、')}），各机关合计一般不超过 ${e.most} 次。可以申请，监督机关会看到。`,
  },
  'same-officer-again': {
    title: '同一执法人员连续检查',
    text: (e, now) =>
      `${e.officer}此前连续检查该企业都没有发现问题：${sayDays(e.days, now, 'zh-CN', '、')}；这将是一年内第 ${e.nth} 次。请换人，或者说明理由。`,
  },
  'other-agency-near': {
    title: '其他机关近期也有检查',
    text: (e, now) =>
      isHeld(e.state)
        ? `${e.agency}在${spaced(sayDate(e.from, now, 'zh-CN'))}刚检查过。能共用检查结果的，不再入企。`
        : `${e.agency}在${spaced(sayDate(e.from, now, 'zh-CN'))}有任务，可并入联合检查，一次完成（综合查一次）。`,
  },
  'same-agency-overlap': {
    title: '与本机关已有任务时段重叠',
    text: (e, now) =>
      `本机关对该企业已有任务：${sayAt(e.from, now, 'zh-CN')} 至 ${sayAt(e.to, now, 'zh-CN')}。应当合并实施，或者调整检查时段。`,
  },
  'partner-overlap': {
    title: '参与机关同一时段另有任务',
    text: (e, now) =>
      `${e.agency}对该企业另有任务：${sayAt(e.from, now, 'zh-CN')} 至 ${sayAt(e.to, now, 'zh-CN')}。该机关退回或者撤回自己的任务后，才能同意参加。`,
  },
  'window-past': {
    title: '时间已过',
    text: (e, now) => `检查时段已于${spaced(sayAt(e.to, now, 'zh-CN'))} 结束。检查须事先批准，请调整检查时段。`,
  },
  'window-too-long': {
    title: '检查时段过长',
    text: (e) => `一次检查的时段不超过 ${e.days} 天，不签发长期有效的任务码。`,
  },
  'special-without-plan': {
    title: '没有经批准的专项检查计划',
    text: () => '专项检查应当依据经批准、备案并公布的计划。系统中还没有登记这样的计划，不能申请。',
  },
};
