/** Words of 现场检查笔录: answers, outcomes and the names of its parts. */
import type { Outcome, RecordItem } from '@liangma/shared/records/record';

export const records = {
  title: '现场检查笔录',
  answers: { pass: '合格', fail: '不合格', 'not-applicable': '不适用' } satisfies Record<RecordItem['answer'], string>,
  outcomes: {
    'no-problem': { name: '未发现问题', meaning: '检查的各项均符合要求。' },
    guidance: { name: '行政指导', meaning: '情节轻微，已当面说明法律要求并提醒改进，不予处罚。' },
    'corrected-on-spot': { name: '当场改正', meaning: '发现的问题已在检查结束前改正。' },
    'ordered-to-correct': { name: '责令改正', meaning: '应在期限前改正，到期复查。' },
    transferred: { name: '移送立案', meaning: '涉嫌违法，转立案调查，或者移送有权机关。' },
  } satisfies Record<Outcome, { name: string; meaning: string }>,
  parts: {
    startedAt: '检查开始',
    endedAt: '检查结束',
    items: '检查项目',
    finding: '发现的情况',
    outcome: '处理结果',
    correctBy: '改正期限',
    personPresent: '在场人员',
    opinion: '当事人意见',
  },
  counts: (pass: number, fail: number, notApplicable: number) =>
    `合格 ${pass} 项，不合格 ${fail} 项，不适用 ${notApplicable} 项`,
};
