/** Words of the task: what it is, what the rules say of it, what happened to it. */

import type { Severity } from '@liangma/shared/compliance/finding';
import type { SATISFACTION } from '@liangma/shared/evaluations/evaluation';
import type { VOID_REASONS } from '@liangma/shared/grants/issued';
import type { DISCARD_GROUNDS } from '@liangma/shared/protocol/discard';
import type { RISK_GRADES } from '@liangma/shared/registry/enterprise';
import type { REFUSAL_GROUNDS } from '@liangma/shared/scans/scan';
import type { TRACE_STEPS } from '@liangma/shared/supervision/trace';
import type { LATE_GROUNDS, OffSiteWay } from '@liangma/shared/tasks/particulars';
import type { REFERENCE_CHANNELS, TASK_SOURCES, TASK_TYPES, TaskState } from '@liangma/shared/tasks/task';
import { alerts } from './alerts.zh-CN.ts';
import { findings, offSiteWays } from './findings.zh-CN.ts';
import { rules } from './rules.zh-CN.ts';

type Of<T extends readonly string[]> = Record<T[number], string>;
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
const referenceNumbers: Of<typeof REFERENCE_CHANNELS> = {
  hotline: '工单号',
  'letter-or-visit': '信访或登记编号',
  'other-agency': '移送文号或线索编号',
  superior: '交办文号或线索编号',
  monitoring: '线索编号',
  enterprise: '申请编号',
  other: '线索编号',
};
const referenceChannels: Of<typeof REFERENCE_CHANNELS> = {
  hotline: '12345、12315 等热线',
  'letter-or-visit': '来信来访',
  'other-agency': '其他机关移送',
  superior: '上级机关交办',
  monitoring: '监测系统',
  enterprise: '企业提出',
  other: '其他',
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

const steps: Of<typeof TRACE_STEPS> = {
  'notice-sent': '已通知企业联系人',
  'notice-read': '企业联系人已读通知',
  'notice-failed': '通知未送达企业联系人',
  'notice-cancelled': '撤回前尚未发出的通知已取消',
  'withdrawal-sent': '已告知企业联系人检查撤回',
  'withdrawal-read': '企业联系人已读撤回告知',
  'withdrawal-failed': '撤回告知未送达企业联系人',
  'outcome-sent': '已将检查结果告知企业联系人',
  'outcome-read': '企业联系人已查看检查结果',
  'outcome-failed': '检查结果未送达企业联系人',
  applied: '申请',
  edited: '修改申请',
  granted: '签发离线签发授权',
  rejected: '不予批准',
  returned: '退回修改',
  'done-off-site': '非现场完成',
  'review-agreed': '法制审核：同意',
  'review-objected': '法制审核：不同意',
  'partner-agreed': '参与机关同意参加联合检查',
  'partner-declined': '参与机关不同意参加联合检查',
  approved: '批准并签发任务码',
  issued: '现场签发任务码',
  confirmed: '补办审批',
  'assistance-filed': '异地协助备案',
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
    numbers: referenceNumbers,
    date: '收到日期',
    channel: '渠道',
    say: (channel: keyof typeof referenceChannels, number: string, date: string) =>
      `${referenceChannels[channel]}，${referenceNumbers[channel]} ${number}，${date}`,
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
  joint: '联合检查',
  /** Finding about the part of one agency in a joint inspection. */
  ofPartner: (agency: string, text: string) => `${agency}：${text}`,
  system: '系统',
  grades,
  cures: {
    addSent: (name: string) => `添加${name}`,
    addOfficer: (name: string) => `添加${name}（该时段无任务）`,
    noOfficer: '该时段没有空闲的持证人员，请调整检查时段',
    nextYear: (year: number) => `改为 ${year} 年 1 月`,
    asCase: '属投诉举报等线索的，填写线索编号',
    asRoutine: '改为日常检查',
    giveReference: '填写线索依据',
    openOverlap: '查看已有任务',
    mergeHint: '与该机关商定后由一家申请，另一家不再单独检查。',
    join: '并入联合检查，请该机关参加',
    removePartner: (agency: string) => `不再请${agency}参加`,
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
