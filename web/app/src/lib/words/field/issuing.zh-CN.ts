/** Words of issuing on site. People on duty are never addressed by a pronoun. */
import { grants } from '@liangma/web-common/words/grants/zh-CN';
import type { IssueTrouble } from '#lib/offline/tasks/issuing.ts';

const troubles: Record<IssueTrouble, { title: string; text: string }> = {
  'no-trust': { title: '本机还没有核验数据', text: '没有签发。请有网络时同步一次，再签发。' },
  'used-up': {
    title: '授权的次数已经用完',
    text: '没有签发。需要继续检查的，请机关负责人另行授权，或在办公端申请任务码。',
  },
  refused: {
    title: '生成的码本机核验不通过',
    text: '没有签发，也没有给任何人看。多半是授权已终止或核验数据过旧，请有网络时同步一次。',
  },
  'too-large': { title: '内容太长', text: '没有签发。请缩短现场检查的理由，再试一次。' },
};

export const issuing = {
  findings: grants.issuing,
  troubles,
  title: '现场签发任务码',
  /** On the first screen. */
  line: (left: number, until: string) => `可现场签发，剩余 ${left} 次，至 ${until}`,
  under: (left: number, until: string) => `依书面授权 · 剩余 ${left} 次 · 至 ${until}`,
  noneTitle: '没有有效的离线签发授权',
  none: '授权由机关负责人在办公端签发，有网络时自动下载到登记的设备。',
  enterprise: '检查哪家企业',
  search: '企业名称或代码',
  found: (shown: number, total: number) =>
    total > shown ? `找到 ${total} 家，先显示 ${shown} 家` : `找到 ${total} 家`,
  nothing: '授权区域内没有找到。请换几个字再试。',
  noPack: '本机还没有企业名录。请有网络时同步一次。',
  change: '换一家',
  matters: '检查事项',
  mattersSearch: '查找事项',
  moreMatters: (n: number) => `还有 ${n} 项，请输入名称查找`,
  officers: '执法人员（至少两名）',
  certificate: (number: string) => `执法证件号 ${number}`,
  source: '案件来源',
  referenceHint: '例如 12345 工单号；企业当面提出的，写提出人。',
  why: '为什么必须现场检查',
  whyHint: '写给企业和监督机关看，例如投诉的内容，至少 10 个字。',
  hours: '检查时长',
  hour: (n: number) => `${n} 小时`,
  until: (time: string) => `从现在起，到 ${time}`,
  issue: (number: number) => `签发第 ${number} 个任务码`,
  incomplete: '还差这些，补上才能签发：',
  ask: '签发这个任务码？',
  askText: (enterprise: string, until: string) =>
    `将为${enterprise}签发任务码，${until} 前有效，占用一次授权，不能退回。先存在本机，有网络时自动报送。`,
  confirm: '签发',
  whole: '对方扫不出？显示完整码',
  short: '显示较小的码',
  wholeHint: '完整码带着授权，没见过这份授权的手机也能核验。',
  notHere: '此码由签发它的设备出示',
  notHereText: '现场签发的任务码只在签发的手机上逐次更新。请用那台手机向企业亮码。',
  nth: (number: number) => `现场签发 · 该授权第 ${number} 次`,
};
