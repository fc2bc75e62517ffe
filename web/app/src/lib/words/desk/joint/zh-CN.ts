/** Words for joint inspections. */
import type { Agreement } from '@liangma/shared/tasks/joining';

const agreements: Record<Agreement, string> = {
  waiting: '等待同意',
  agreed: '已同意',
  declined: '不同意参加',
  outdated: '申请已修改，等待重新同意',
};

const stands: Record<Agreement, (agency: string) => string> = {
  waiting: (agency) => `等待${agency}同意`,
  agreed: (agency) => `${agency}已同意`,
  declined: (agency) => `${agency}不同意参加`,
  outdated: (agency) => `申请已修改，等待${agency}重新同意`,
};

export const joint = {
  partners: '联合检查的参与机关',
  partnersNote: '没有可不填',
  partnersPlaceholder: '输入机关名称',
  partnersNone: '没有符合的机关。只能请管辖区域包括该企业的机关。',
  partnersChosen: '可以选参与机关的事项和执法人员，每个机关至少派一人。参与机关都同意后，才能批准。',
  lead: '牵头机关',
  agreements,
  standOf: (agency: string, agreement: Agreement) => stands[agreement](agency),
  checkedOnAgreeing: '同意时，系统按本机关的资格、频次、人员和检查时段再次复核。',
  stamp: (name: string, time: string) => `${name}，${time}`,
  withText: (text: string) => `意见：${text}`,
  waits: '等待本机关同意',
  missing: (agencies: string) => `${agencies}还没有同意，不能批准。`,
  decide: (lead: string) => `${lead}请本机关参加联合检查。`,
  opinion: '意见（不同意的，写明理由）',
  agree: '同意参加',
  decline: '不同意参加',
  sending: '正在提交…',
  reasonMissing: '不同意参加的，请写明理由。',
  ownPart: '本人提交、修改申请，或者是这次检查的执法人员，不能由本人答复，须由其他负责人办理（APR-4）。',
  notHead: '待本机关负责人答复。',
  answerThese: (n: number) => `${n} 件联合检查申请等待本机关同意`,
};
