import type { SignatureStep } from '@liangma/shared/tasks/signatures';
import type { DocumentNumber } from '#lib/documents/document-number.ts';

const say =
  (word: string) =>
  (number: DocumentNumber): string => {
    if (number.kind === 'document') return number.text;
    return number.kind === 'code'
      ? `${word}〔${number.year}〕${number.serial} 号`
      : `${word}〔${number.year}〕　　　号`;
  };
const steps: Record<SignatureStep, string> = {
  applied: '提出申请，请审批。',
  edited: '修改申请。',
  reviewed: '',
  granted: '离线签发授权，准予现场签发。',
  approved: '同意，准予检查。',
  rejected: '不予批准。',
  returned: '退回修改。',
  confirmed: '同意，补办审批。',
};

export const documents = {
  number: { notice: say('检通'), approval: say('检审') },
  seal: '（印章）',
  stop: '。',
  basis: (citation: string) => `。依据：${citation}`,
  form: {
    title: '行政检查审批表',
    late: (ground: string) => `【补录】本次检查未经事前审批，原因：${ground}。`,
    onSite: '【现场签发】本次检查依离线签发授权在现场签发任务码。',
    object: '检查对象',
    uscc: (code: string) => `统一社会信用代码：${code}`,
    address: (address: string) => `地址：${address}`,
    agency: '检查主体',
    type: '检查类型',
    source: '任务来源',
    matters: '检查事项和依据',
    method: '检查方式',
    onPremises: '现场检查',
    time: '检查时间',
    surprise: '不提前告知企业。',
    thisYear: '本年度检查情况',
    nth: (n: number) => `本机关本年度对该企业的第 ${n} 次检查。`,
    cap: (matter: string, cap: string) => `${matter}：${cap}`,
    officers: '执法人员',
    assistants: '协助检查人员',
    people: (n: number) => (n === 0 ? '无' : `${n} 人`),
    offSite: '非现场方式和入企理由',
    findings: '规则核对',
    noFindings: '没有需要说明的问题。',
    reason: (rule: string, reason: string) => `理由（${rule}）：${reason}`,
    clerk: '承办人意见',
    review: '法制审核意见',
    head: '负责人审批意见',
    confirmation: '补办审批意见',
    steps,
    stands: { agree: '同意。', object: '不同意。' },
    said: (text: string) => `意见：${text}`,
    outdated: '（提出意见以后，申请又有修改。）',
    toSign: '签名：　　　　　　年　　月　　日',
    noDate: '　　　年　　月　　日',
  },
  receipt: {
    title: '送达回证',
    document: '送达文书及文号',
    addressee: '受送达人',
    place: '送达地点',
    way: '送达方式',
    ways: '□直接送达　□留置送达　□电子送达　□其他',
    blanks: ['送达时间', '收件人签名或盖章', '送达人签名', '见证人签名', '备注'],
  },
};
