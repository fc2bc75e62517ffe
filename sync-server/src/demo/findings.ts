/** Invents the findings of a past inspection: an outcome, and an answer that fits it for each item of the checklists. */
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

/** A finding for an item, by a word in it; the first hit wins. Only words that leave no doubt are here. */
const FINDINGS: readonly (readonly [RegExp, string])[] = [
  [/健康证明/, '一名从业人员健康证明过期 5 天。'],
  [/灭火器在有效期|灭火器、/, '一具灭火器压力不足。'],
  [/通道|安全出口/, '后门通道堆放纸箱。'],
  [/演练/, '本年度没有演练记录。'],
  [/培训.*记录|培训档案/, '两名新员工没有培训记录。'],
  [/账实相符|票、账、货/, '清点数量与台账相差 2 件。'],
  [/保质期|过期/, '货架上一件商品过期 3 天。'],
  [/计量器具/, '一台电子秤超过检定有效期。'],
  [/离墙/, '东侧库房部分货物直接靠墙堆放。'],
  [/畜禽.*检疫证明/, '一头牲畜没有佩戴标识。'],
  [/明码标价/, '部分商品没有标价。'],
  [/标签|标识齐全|产品标识|标注规范|标注字符|标注的/, '两种商品的标识不全。'],
  [/公示|醒目|上墙/, '公示栏内容没有及时更新。'],
  [/许可证.*有效|资质证书|备案/, '现场没有出示证件原件。'],
  [/记录|台账/, '有三天的记录没有填写。'],
];
const ANY_FINDING = ['现场没有完全做到，已说明要求。', '现场与要求有差距，负责人表示立即改正。'];

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
  FINDINGS.find(([words]) => words.test(text))?.[1] ?? random.pick(ANY_FINDING);
