/** What a past inspection found: an outcome, and for each item of the checklists an answer that fits it. */
import { DAY, dayOf, MINUTE, type Window } from '@liangma/shared/kernel/instant';
import type { Matter } from '@liangma/shared/matters/matter';
import type { InspectionRecord, Outcome, RecordItem } from '@liangma/shared/records/record';
import { personName } from './people-names.ts';
import { type Random, weighted } from './random.ts';

export const pickOutcome = weighted<Outcome>([
  ['no-problem', 62],
  ['corrected-on-spot', 14],
  ['guidance', 12],
  ['ordered-to-correct', 10],
  ['transferred', 2],
]);

/** A finding for an item, by a word in it. First hit wins. */
const FINDINGS: readonly (readonly [RegExp, readonly string[]])[] = [
  [/健康证/, ['一名从业人员健康证明已过期 5 天。']],
  [
    /记录|台账|登记|档案|日志/,
    ['有三天的记录没有填写。', '记录中缺少经手人签字。', '台账数量与现场清点不一致，相差 2 件。'],
  ],
  [/许可证|营业执照|证书|备案|资质/, ['证件没有放在醒目位置。', '现场不能出示证件原件。']],
  [/标签|标识|标志|标注|标价|公示|公开/, ['部分标识脱落，内容看不清。', '公示内容没有及时更新。']],
  [/培训|持证|上岗|在岗|演练|预案/, ['两名新员工没有培训记录。', '应急预案本年度没有演练。']],
  [/灭火器|消防|疏散|通道|出口|喷淋/, ['一具灭火器压力不足。', '后门通道堆放纸箱。']],
  [
    /卫生|消毒|清洁|整洁|洗手|存放|库房|储存|贮存/,
    ['东侧库房部分货物直接靠墙堆放。', '地面有积水，消毒液没有标明配制时间。'],
  ],
  [/过期|保质期|原料|添加/, ['货架上一件商品已过保质期 3 天。', '一种原料没有进货票据。']],
  [/检定|检验|校验|计量|检测/, ['一台电子秤超过检定有效期。', '本季度检测报告没有取得。']],
];
const ANY_FINDING = ['现场情况与要求有差距，已向负责人说明。', '执行不到位，负责人表示立即改正。'];

const NOT_APPLICABLE_SHARE = 0.06;
const CORRECTION_DAYS = 7;

export function pastRecord(matters: readonly Matter[], window: Window, random: Random): InspectionRecord {
  const outcome = pickOutcome(random);
  const startedAt = window.from + random.int(25) * MINUTE;
  const endedAt = startedAt + (35 + random.int(60)) * MINUTE;
  return {
    startedAt,
    endedAt,
    items: answers(matters, outcome, random),
    outcome,
    correctBy: outcome === 'ordered-to-correct' ? dayOf(endedAt + (CORRECTION_DAYS + random.int(9)) * DAY) : null,
    personPresent: personName(random),
    opinion: outcome === 'no-problem' ? '' : random.pick(['没有异议。', '没有异议，按要求改正。', '']),
  };
}

function answers(matters: readonly Matter[], outcome: Outcome, random: Random): RecordItem[] {
  const items = matters.flatMap(({ id, checklist }) => checklist.map((item) => ({ matter: id, ...item })));
  const failed = new Set<number>();
  if (outcome !== 'no-problem') {
    const count = outcome === 'guidance' ? 1 : 1 + random.int(2);
    while (failed.size < Math.min(count, items.length)) failed.add(random.int(items.length));
  }
  return items.map(({ matter, id, text }, i) => {
    if (failed.has(i)) return { matter, item: id, answer: 'fail', finding: findingFor(text, random) };
    return { matter, item: id, answer: random.chance(NOT_APPLICABLE_SHARE) ? 'not-applicable' : 'pass', finding: '' };
  });
}

const findingFor = (text: string, random: Random): string =>
  random.pick(FINDINGS.find(([words]) => words.test(text))?.[1] ?? ANY_FINDING);
