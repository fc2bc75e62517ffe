/** Words of the task: what it is, what the rules say of it, what happened to it. */

import type { AlertCode } from '@liangma/shared/alerts/alert-rules';
import type { FindingCode, RuleId, Severity } from '@liangma/shared/compliance/finding';
import type { SATISFACTION } from '@liangma/shared/evaluations/evaluation';
import type { VOID_REASONS } from '@liangma/shared/grants/issued';
import type { DISCARD_GROUNDS } from '@liangma/shared/protocol/discard';
import type { RISK_GRADES } from '@liangma/shared/registry/enterprise';
import type { REFUSAL_GROUNDS } from '@liangma/shared/scans/scan';
import type { TRACE_STEPS } from '@liangma/shared/supervision/trace';
import type { LATE_GROUNDS, OffSiteWay } from '@liangma/shared/tasks/particulars';
import type { REFERENCE_CHANNELS, TASK_SOURCES, TASK_TYPES, TaskState } from '@liangma/shared/tasks/task';
import { type Evidence, hasSome, isHeld, sayAt, sayDate, sayDays, sayList, sayWords } from './say.ts';

type Of<T extends readonly string[]> = Record<T[number], string>;
interface FindingWords {
  title: string;
  text: (evidence: Evidence, now: number) => string;
}
interface RuleWords {
  name: string;
  text: string;
}

const states: Record<TaskState, string> = {
  applied: '待审批',
  rejected: '不予批准',
  'off-site': '已非现场完成',
  issued: '已签发',
  withdrawn: '已撤回',
  refused: '企业已拒绝',
  inspecting: '检查中',
  recorded: '已记录',
  lapsed: '逾期未检查',
  'performed-after-withdrawal': '撤回后仍检查',
  'performed-after-refusal': '拒绝后仍检查',
};

const SPANS = { day: '当天', week: '当周', month: '当月' } as const;
type Span = keyof typeof SPANS;

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

const types: Of<typeof TASK_TYPES> = { routine: '日常检查', case: '个案检查', special: '专项检查' };

const sources: Of<typeof TASK_SOURCES> = {
  'annual-plan': '年度计划',
  complaint: '投诉举报',
  referral: '转办交办',
  'data-monitoring': '数据监测',
  'own-request': '企业申请',
  deployed: '上级部署',
};

/** FREQ-6: how a complaint, clue or request came. */
const referenceChannels: Of<typeof REFERENCE_CHANNELS> = {
  hotline: '12345、12315 等热线',
  'letter-or-visit': '来信来访',
  'other-agency': '其他机关移送',
  superior: '上级机关交办',
  monitoring: '监测系统',
  enterprise: '企业提出',
  other: '其他',
};

const offSiteWays: Record<OffSiteWay, string> = {
  'written-check': '书面检查',
  'shared-data': '数据共享',
  remote: '远程监管',
};

const lateGrounds: Of<typeof LATE_GROUNDS> = {
  emergency: '情况紧急或者证据可能灭失',
  'no-network': '现场无网络，未能亮码',
  'system-fault': '系统故障，未能亮码',
};

const severities: Record<Severity, string> = {
  block: '不符合，不能签发',
  reason: '需要说明',
  alert: '提醒，监督机关会看到',
  notice: '提示',
};

const findings: Record<FindingCode, FindingWords> = {
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
  'officer-of-other-agency': {
    title: '人员不属于本机关',
    text: (e) => `${e.officer}不是本机关的执法人员。`,
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
    title: '突击检查未说明理由',
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
      `紧急检查应当在离开企业前补办任务码，检查已于${sayAt(e.to, now, 'zh-CN')}结束。可以补办，监督机关会看到。`,
  },
  'late-overdue': {
    title: '补录逾期',
    text: (e) =>
      `因无网络或系统故障未亮码的，应当在检查结束后 ${e.days} 日内补录，期限到 ${e.last}。可以补录，监督机关会看到。`,
  },
  'late-unexplained': {
    title: '补录未说明理由',
    text: (e) => `事后补录的，应当说明当时不能亮码的情况，至少 ${e.least} 个字，标点不计。`,
  },
  'late-not-begun': {
    title: '检查尚未开始',
    text: (e, now) => `检查时段从${sayAt(e.from, now, 'zh-CN')}开始，尚未开始的检查按正常程序申请。`,
  },
  'reference-missing': {
    title: '没有写明线索',
    text: () => '投诉举报、转办交办、数据监测和企业申请的检查，应当写明线索或工单的编号、日期和渠道。',
  },
  'reference-in-future': {
    title: '线索日期晚于今天',
    text: (e) => `线索 ${e.number} 的日期 ${e.date} 晚于今天，请核对。`,
  },
  'reference-used-twice': {
    title: '线索编号重复使用',
    text: (e, now) =>
      `线索 ${e.number} 已用于${sayDate(e.from, now, 'zh-CN')}对${e.enterprise}的检查。可以申请，监督机关会看到。`,
  },
  'exempt-beyond-reason': {
    title: '个案检查偏多',
    text: (e) => `${e.matter}今年已检查 ${e.used} 次，超过合理次数 ${e.limit} 次。可以申请，监督机关会看到。`,
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
        ? `${e.agency}在${sayDate(e.from, now, 'zh-CN')}刚检查过。能共用检查结果的，不再入企。`
        : `${e.agency}在${sayDate(e.from, now, 'zh-CN')}有任务，可合并实施（综合查一次）。`,
  },
  'same-agency-overlap': {
    title: '与本机关已有任务时段重叠',
    text: (e, now) =>
      `本机关对该企业已有任务：${sayAt(e.from, now, 'zh-CN')} 至 ${sayAt(e.to, now, 'zh-CN')}。应当合并实施，或者调整检查时段。`,
  },
  'window-past': {
    title: '时间已过',
    text: (e, now) => `检查时段已于${sayAt(e.to, now, 'zh-CN')}结束。检查须事先批准，请调整检查时段。`,
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

const rules: Record<RuleId, RuleWords> = {
  'QUAL-1': { name: '主体资格', text: '检查主体的资格在检查前已确认并公告，检查时段的每一天都在有效期内。' },
  'QUAL-2': {
    name: '委托备案',
    text: '受委托组织的委托书在整个检查时段内有效，已公布，并向同级司法行政部门和上级主管部门备案；以委托机关名义检查。',
  },
  'QUAL-3': { name: '两名执法人员', text: '至少两名执法人员的证件在整个检查时段内有效，协助检查人员不计入。' },
  'QUAL-4': { name: '人员归属', text: '每名执法人员都属于本机关，或属于联合检查的机关。' },
  'MAT-1': { name: '公布的事项', text: '只检查当天在公布清单内、属于本机关的事项。' },
  'MAT-2': { name: '法律依据', text: '每个事项都写明法律依据。' },
  'JUR-1': { name: '管辖', text: '检查主体的管辖区域包括企业所在地；到外地检查的，凭异地协助函。' },
  'OFF-1': {
    name: '非现场优先',
    text: '能通过书面检查、数据共享或者远程监管完成的，不得入企检查；确需入企的，应当说明必要性。',
  },
  'NOT-1': { name: '提前告知', text: '日常检查提前规定的工作日告知企业；个案检查除外，突击检查应当说明理由。' },
  'QUIET-1': {
    name: '安静生产期',
    text: '安静生产期内，只有列明的例外情形并说明理由，才能入企检查；涉及公共安全的事项除外。',
  },
  'WL-1': { name: '白名单', text: '白名单企业无事不扰；个案检查和涉及公共安全的事项除外，其他检查应当说明理由。' },
  'GRADE-1': { name: '分级检查', text: '评为 A 级的企业，规定期限（默认一年）内不安排日常检查。' },
  'LATE-1': { name: '紧急补码', text: '情况紧急或者证据可能灭失的，可以先行检查，离开企业前补办任务码。' },
  'LATE-2': {
    name: '事后补录',
    text: '因无网络或者系统故障未亮码的，检查结束后规定期限（默认 10 日）内补录，并说明情况。',
  },
  'APR-1': { name: '事先批准', text: '每次检查都由本机关负责人事先批准，经办人不能批准自己提交的申请。' },
  'APR-3': { name: '检查时段', text: '一次检查的时段不超过规定的天数（默认 5 天），没有长期有效的任务码。' },
  'SPEC-1': { name: '专项检查计划', text: '专项检查依据经批准、备案并公布的计划。' },
  'FREQ-1': { name: '年度频次上限', text: '同一机关对同一企业，一年内的检查不超过事项公布的上限。' },
  'FREQ-2': { name: '个案合理次数', text: '投诉举报、转办、数据监测和企业申请的个案检查不占上限，但不超过合理次数。' },
  'FREQ-4': {
    name: '各机关合计不过密',
    text: '各机关对同一企业的检查合计，一天、一周、一个月内都有一般次数；超过的可以申请，监督机关会看到。',
  },
  'FREQ-5': {
    name: '执法人员适时轮换',
    text: '同一执法人员一年内对同一企业连续检查都没有发现问题的，再去须说明理由。',
  },
  'FREQ-6': {
    name: '线索可查',
    text: '投诉举报、转办交办、数据监测和企业申请的检查，写明线索的编号、日期和渠道；同一编号再次使用的，监督机关会看到。',
  },
  'DUP-1': { name: '避免重复', text: '其他机关近期（默认前后 30 天）也要检查的，合并为一次；单独检查的，说明理由。' },
  'DUP-2': { name: '避免重叠', text: '同一机关对同一企业的检查时段不重叠。' },
};

const steps: Of<typeof TRACE_STEPS> = {
  'notice-sent': '已通知企业联系人',
  'notice-read': '企业联系人已读通知',
  'notice-failed': '通知未送达企业联系人',
  applied: '申请',
  edited: '修改申请',
  granted: '签发离线签发授权',
  rejected: '不予批准',
  returned: '退回修改',
  'done-off-site': '非现场完成',
  'review-agreed': '法制审核：同意',
  'review-objected': '法制审核：不同意',
  approved: '批准并签发任务码',
  issued: '现场签发任务码',
  confirmed: '补办审批',
  withdrawn: '撤回任务码',
  lapsed: '检查时段结束，没有检查',
  shown: '亮码',
  scanned: '企业扫码',
  refused: '企业拒绝',
  started: '开始检查',
  joined: '加入检查',
  recorded: '检查笔录',
  explained: '执法人员说明',
  discarded: '记录不再处理',
  evaluated: '企业评价',
};

const channels: Record<'camera' | 'link' | 'assisted', string> = {
  camera: '企业用网页扫码',
  link: '企业用手机相机扫码',
  assisted: '企业不便扫码，由执法人员代录',
};

const grounds: Of<typeof REFUSAL_GROUNDS> = {
  'no-valid-code': '没有出示有效的任务码',
  'fewer-than-two-officers': '执法人员少于两人',
  'certificate-mismatch': '证件与任务码不符',
  'matter-not-listed': '检查没有列明的事项',
  'wrong-time-or-place': '时间或地点不符',
  other: '其他',
};

const satisfaction: Of<typeof SATISFACTION> = {
  satisfied: '满意',
  'basically-satisfied': '基本满意',
  dissatisfied: '不满意',
};

/** Alerts to supervisors: the enterprise's refusal, and findings of sync and the rules. */
const alerts: Record<AlertCode, { name: string; text: string }> = {
  'late-after-leaving': {
    name: '离开企业后补码',
    text: '紧急检查应当在离开企业前补办任务码，本次在离开之后才补办。',
  },
  'late-overdue': { name: '补录逾期', text: '因无网络或者系统故障未亮码的检查，超过规定期限才补录。' },
  'enterprise-refused': {
    name: '企业行使拒绝权',
    text: '请核查拒绝理由。理由成立的，不得因此对企业作出不利处理，并依法查处检查主体的问题。',
  },
  'no-code-reported': {
    name: '反映未亮码检查',
    text: '有人反映未出示任务码入企检查。请核查是哪个检查主体、有无任务，并向反映人反馈。反映人的联系方式只用于核查，不得告知检查主体。',
  },
  'task-lapsed': {
    name: '批准后未检查',
    text: '任务批准后，检查时段结束仍未开始检查，不计入检查次数。按检查主体、按月合并计数。',
  },
  'record-missing': {
    name: '开始检查后没有笔录',
    text: '已经开始检查，检查时段结束后仍未收到现场检查笔录。请核实检查是否进行、笔录在哪里。',
  },
  'result-late': {
    name: '未在期限内告知结果',
    text: '收到笔录后 5 个工作日内，没有企业已知晓检查结果的记录。按检查主体、按月合并计数。',
  },
  'confirmation-overdue': {
    name: '逾期未补办审批',
    text: '现场签发的任务码或者补录的检查，本机关负责人没有在期限内补办审批。请核实检查是否应当进行、为什么没有补办。',
  },
  'answer-overdue': {
    name: '逾期未答复',
    text: '检查主体没有在期限内作出说明或者回复督办函。',
  },
  'refusal-unproven': {
    name: '拒绝待核实',
    text: '有人拒绝检查，但所扫的不是执法人员现场出示的动态码，或不在检查时段内，也不是由执法人员设备带回。任务状态不变，请核实是谁、为什么拒绝。',
  },
  'performed-after-refusal': {
    name: '拒绝后仍检查',
    text: '企业拒绝之后完成了检查。笔录作为证据保留，已要求执法人员说明情况。请核实拒绝的理由和检查是否应当进行。',
  },
  'refused-before-start': {
    name: '拒绝早于开始检查',
    text: '按双方设备时间，企业在开始检查之前已经拒绝，拒绝记录后到。任务状态不变。设备时间可能不准，请核实先后。',
  },
  'recorded-without-scan': {
    name: '未亮码即检查',
    text: '提交了检查笔录，但没有亮码记录，检查时段内也没有人扫码。笔录已保留。请核实检查前是否出示了检查任务码。',
  },
  'recorded-outside-window': {
    name: '检查时间不在时段内',
    text: '开始检查或笔录的时间不在检查时段内，或者与提交、收到的时间不符。记录已保留。请核实实际检查时间。',
  },
  'evaluated-by-many': {
    name: '多台设备评价同一检查',
    text: '超过三台设备评价了同一次检查。只计入在现场确认或拒绝的一台，其余单独列出。请核实是否有人代评。',
  },
  'code-copied': {
    name: '动态码超时（疑似截图或转发）',
    text: '企业确认时扫到的动态码已超过两分钟，可能是截图或转发，也可能是任一方手机时间不准。确认照常有效，请核实来人是否到场。',
  },
  'chain-broken': {
    name: '设备记录次序不连续',
    text: '该设备的记录次序不连续，可能缺失记录或更换了设备，需要核对原始记录。',
  },
  'gap-forced': {
    name: '记录缺失',
    text: '这台设备有一条更早的记录等了五天仍没有到，后面的记录先行生效。请联系该执法人员或企业查明缺的是什么。',
  },
  'sent-after-barred': {
    name: '停用或暂停后补传',
    text: '设备停用或人员暂停执法之后才上传，设备显示系此前形成，已按此前处理，请核查时间是否属实。',
  },
  'performed-after-withdrawal': {
    name: '撤回后仍检查',
    text: '任务码撤回后完成了检查。设备当时可能没有网络，不知道已撤回。笔录作为证据保留。',
  },
  'grant-exceeded': {
    name: '超出离线签发授权',
    text: '设备离线签发的任务码超出了授权范围，任务码自始无效；检查记录作为证据保留。请向该机关查明情况。',
  },
  'issued-after-end': {
    name: '授权终止后签发',
    text: '任务码在授权终止之后签发，自始无效。设备当时可能没有网络，不知道授权已终止。请向该机关查明情况。',
  },
  'reported-late': {
    name: '现场签发报送超时',
    text: '现场签发的任务码没有在授权规定的时间内送达服务器。任务码不因此失效。请向该机关查明原因。',
  },
  'answers-differ': {
    name: '两次答复不一致',
    text: '企业手机自己上传的答复，和执法人员扫码带回的不一致。两份都已保留，先到的计入。需要核实。',
  },
  'clock-off': {
    name: '设备时钟不准',
    text: '设备时间晚于服务器收到的时间，或者早于它所扫动态码的时间。时间以服务器收到的为准。',
  },
  'scanned-by-officer': {
    name: '执法人员设备代企业扫码',
    text: '扫码的设备登记在执法人员名下，不能视为企业扫码，需要核实。',
  },
  'record-discarded': {
    name: '记录不再处理',
    text: '执法人员在设备上把一条被退回的记录标为不再处理，理由见经过。原始记录仍在设备上，请核对理由。',
  },
  'basis-not-stated': {
    name: '检查事项未写明依据',
    text: '申请检查的事项，公布的清单没有写明法律依据。请核对清单，并要求补充公布。',
  },
  'exempt-beyond-reason': {
    name: '个案检查偏多',
    text: '该机关今年对这家企业的检查已超过合理次数，仍以投诉举报等来源申请。请核实线索。',
  },
  'pace-exceeded': {
    name: '对同一企业检查过密',
    text: '各机关对这家企业的检查在一天、一周或者一个月内合计超过一般次数。请协调合并或者错开。',
  },
  'reference-used-twice': {
    name: '线索编号重复使用',
    text: '同一个线索编号用于多次检查。另一次检查见这次检查的审查情况，请核实是否确有必要。',
  },
  'reference-missing': {
    name: '现场签发没有写明线索',
    text: '现场签发的任务码没有写明线索的编号、日期和渠道。请向该机关查明。',
  },
};

/** Why the server withdrew a code that a device had issued on site. */
const voids: Of<typeof VOID_REASONS> = {
  'outside-bounds': '超出授权的次数、事项、区域或期限。',
  'enterprise-unknown': '登记库中没有这家企业。',
  'enterprise-elsewhere': '企业实际登记地不在授权区域内。',
  'matter-not-allowed': '检查事项没有公布，或者不属于本机关。',
  'too-few-officers': '执法人员少于两人。',
  'number-used-twice': '同一个序号签发了两个不同的任务码。',
  'grant-ended': '授权终止后签发。',
};

/** Why an officer is done with a record that was not accepted. */
const discards: Of<typeof DISCARD_GROUNDS> = {
  'entered-by-another': '同组人员已提交同一内容',
  'made-by-mistake': '误操作，没有发生这件事',
  other: '其他，写明理由',
};

const grades: Of<typeof RISK_GRADES> = { A: 'A 级', B: 'B 级', C: 'C 级', D: 'D 级', E: 'E 级' };

export const tasks = {
  /** A code that an officer's device signed under a grant, and the count that only the server knows. */
  onSite: '现场签发',
  nthUnknown: '本年度第几次，待系统核计',
  states,
  /** An application that a head sent back for correction; in place of its state. */
  returned: '退回修改',
  types,
  sources,
  referenceChannels,
  offSiteWays,
  offSiteAnswer: (answer: OffSiteWay | 'none') =>
    answer === 'none' ? '均不能替代，须现场检查' : `可以通过${offSiteWays[answer]}完成`,
  lateGrounds,
  /** Findings that stay with a task. */
  storedFindings: '审查情况',
  reference: {
    label: '线索依据',
    number: '线索或工单编号',
    date: '收到日期',
    channel: '渠道',
    say: (channel: string, number: string, date: string) => `${channel}，编号 ${number}，${date}`,
  },
  severities,
  findings,
  rules,
  steps,
  channels,
  grounds,
  satisfaction,
  alerts,
  voids,
  discards,
  system: '系统',
  grades,
  cures: {
    addOfficer: (name: string) => `添加${name}（该时段无任务）`,
    noOfficer: '该时段没有空闲的持证人员，请调整检查时段',
    nextYear: (year: number) => `改为 ${year} 年 1 月`,
    asCase: '属投诉举报等线索的，填写线索编号',
    asRoutine: '改为日常检查',
    giveReference: '填写线索依据',
    openOverlap: '查看已有任务',
    mergeHint: '与该机关商定后由一家申请，另一家不再单独检查。',
    writeWhy: '填写必要性说明',
    writeReason: '填写理由',
    reasonLabel: (least: number) => `理由，至少 ${least} 个字`,
    reasonGiven: '已填写理由',
    removeMatter: (title: string) => `移除“${title}”`,
    removeOfficer: (name: string) => `移除${name}`,
    changeWindow: '调整检查时段',
    giveAssistance: '填写异地协助函',
    answerOffSite: '选择能否非现场检查',
    doOffSite: '登记为非现场检查',
    asSurprise: '作为突击检查，填写理由',
    nameExemption: '选择例外情形',
    notLate: '不是事后补录',
  },
  nth: (n: number) => `今年第 ${n} 次`,
  /** Until it is approved others may be approved before. */
  nthIfApproved: (n: number) => `若现在批准，为今年第 ${n} 次`,
  assistants: (n: number) => `另有协助检查人员 ${n} 人`,
};
