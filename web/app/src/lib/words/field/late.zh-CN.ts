/** Words of late entries. People on duty are never addressed by a pronoun. */
import type { LateEntryState } from '#lib/offline/rows.ts';

const states: Record<LateEntryState, string> = {
  draft: '草稿，未提交',
  ready: '待发送，有网络时自动提交',
  refused: '未通过，须修改',
  sent: '已提交，待机关负责人审批',
};

export const late = {
  title: '事后补录',
  line: '事后补录',
  waiting: (n: number) => `事后补录 · ${n} 件未提交`,
  lead: '来不及申请任务码就已开始的检查，在这里补录。没有网络也可以填写，先存在本机，有网络时自动提交，由机关负责人审批。',
  begin: '新补录一件',
  none: '本机没有补录。',
  noEnterprise: '未选企业',
  states,
  saved: '填写的内容已存在本机。',
  ground: '为什么没有先申请任务码',
  enterprise: '检查了哪家企业',
  when: '检查时间',
  from: '开始',
  to: '结束',
  reason: '补录理由',
  reasonHint: (least: number) => `写明当时的情况，至少 ${least} 个字。`,
  why: '为什么必须现场检查',
  officers: '执法人员（至少两名）',
  noColleagues: '本机还没有本机关执法人员名单。请有网络时同步一次。',
  limit: {
    emergency: (time: string) => `情况紧急的，应在离开企业前（${time} 前）补录。`,
    other: (time: string, days: number) => `应在检查结束后 ${days} 日内补录，截止 ${time}。`,
    over: (time: string) => `已超过补录期限（${time}）。仍可提交，但会告知监督机关。`,
    left: (n: number) => (n === 0 ? '今天是最后一天。' : `还剩 ${n} 天。`),
  },
  missing: '还差这些，补上才能提交：',
  fields: {
    ground: '没有先申请的原因',
    enterprise: '企业',
    window: '检查的开始和结束时间（结束晚于开始）',
    matters: '检查事项',
    officers: '执法人员不足两名',
  },
  give: '提交补录',
  givenOffline: '已存在本机，有网络时自动提交。',
  remove: '删除这份草稿',
  removeTitle: '删除这份补录草稿？',
  removeText: '草稿只在本机，删除后不能恢复。',
  refusal: '服务器审查未通过：',
  refusals: {
    forbidden: '补录须由参加检查的执法人员本人提交，且企业在本机关管辖区域内。',
    'not-found': '企业名录里没有这家企业，请同步后重选。',
    'enterprise-ceased': '这家企业已经注销、吊销或者迁出。',
    other: '内容不完整或者有误，请核对后再提交。',
  },
  edit: '修改',
  noPolicy: '本机还没有规则数据，不能审查。请有网络时同步一次；草稿可以先存在本机。',
};
