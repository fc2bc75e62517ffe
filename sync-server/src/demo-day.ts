/**
 * Today's inspections in the demo county, through the same use cases as real ones. They are applied for, checked, approved and
 * signed, and their events come from devices with keys of their own.
 */
import { holdsCertificate } from '@liangma/shared/compliance/qualification';
import type { Evaluation } from '@liangma/shared/evaluations/evaluation';
import { assert } from '@liangma/shared/kernel/assert';
import { HOUR, MINUTE } from '@liangma/shared/kernel/instant';
import { matterIdSchema } from '@liangma/shared/matters/matter';
import { agencyIdSchema } from '@liangma/shared/registry/agency';
import { partnersOf } from '@liangma/shared/tasks/joining';
import type { IssuedTask, Task } from '@liangma/shared/tasks/task';
import * as v from 'valibot';
import { type DemoDevice, officerPhone, person, type SiteEvent, shopBrowser, shownCode } from './demo-devices.ts';
import { playDemoGrant } from './demo-grant.ts';
import type { Deps } from './deps.ts';
import { enterprisesNamed } from './registry/registry-lists.ts';
import { apply } from './tasks/applications.ts';
import { decide } from './tasks/decisions.ts';
import { joinTask } from './tasks/join-task.ts';
import { lapseTasks } from './tasks/lapse-tasks.ts';

/** `performed`: the officers inspected although the enterprise had refused. */
type End = 'applied' | 'returned' | 'issued' | 'inspecting' | 'recorded' | 'refused' | 'performed';

interface Scene {
  readonly agency: string;
  /** Part of the enterprise's name; the matter fits its trade. */
  readonly at: string;
  readonly matter: string;
  readonly end: End;
  /** Minutes from now at which the window begins. */
  readonly starts: number;
  /** Minutes before the server gets the events on site. */
  readonly offline: number;
  readonly overall?: Evaluation['overall'];
  /** Officers if the story needs certain ones; otherwise any two who are free today. */
  readonly officers?: readonly string[];
  /** Partner of a joint inspection, with its own matter and one officer. */
  readonly partner?: { readonly agency: string; readonly matter: string; readonly officer: string };
}

const QUARTER = 15 * MINUTE;

const SCENES: readonly Scene[] = [
  {
    agency: '620623-SCJG',
    end: 'recorded',
    at: '火锅',
    matter: 'M906',
    starts: -190,
    offline: 95,
    overall: 'satisfied',
  },
  {
    agency: '620623-WSJK',
    end: 'recorded',
    at: '宾馆',
    matter: 'M913',
    starts: -170,
    offline: 1,
    overall: 'basically-satisfied',
  },
  {
    agency: '620623-YJGL',
    end: 'recorded',
    at: '燃气',
    matter: 'M016',
    starts: -150,
    offline: 40,
    overall: 'satisfied',
  },
  { agency: '620623-SCJG', end: 'refused', at: '餐馆', matter: 'M906', starts: -120, offline: 2 },
  { agency: '620623-XFJY', end: 'inspecting', at: '农家乐', matter: 'M035', starts: -60, offline: 1 },
  { agency: '620623-SCJG', end: 'inspecting', at: '药房', matter: 'M903', starts: -40, offline: 12 },
  { agency: '620623-NYNC', end: 'inspecting', at: '养殖', matter: 'M024', starts: -30, offline: 3 },
  {
    agency: '620623-SCJG',
    end: 'issued',
    at: '面馆',
    matter: 'M906',
    starts: 60,
    offline: 0,
    officers: ['王建国', '卓玛'],
  },
  { agency: '620623-SCJG', end: 'applied', at: '超市', matter: 'M907', starts: 26 * 60, offline: 0 },
  { agency: '620623-SCJG', end: 'returned', at: '百货店', matter: 'M907', starts: 50 * 60, offline: 0 },
  // Nobody went there yesterday: the task lapses (NOT-2).
  { agency: '620623-SCJG', end: 'issued', at: '花店', matter: 'M907', starts: -26 * 60, offline: 0 },
  {
    agency: '620623-XFJY',
    end: 'performed',
    at: '招待所',
    matter: 'M035',
    starts: -100,
    offline: 4,
    overall: 'dissatisfied',
  },
  // 综合查一次: made by two agencies today, and one for tomorrow that waits for the partner's answer.
  {
    agency: '620623-SCJG',
    end: 'recorded',
    at: '加气站',
    matter: 'M905',
    starts: -140,
    offline: 6,
    overall: 'satisfied',
    partner: { agency: '620623-YJGL', matter: 'M016', officer: '祁玉兰' },
  },
  {
    agency: '620623-SCJG',
    end: 'applied',
    at: '石油销售',
    matter: 'M905',
    starts: 29 * 60,
    offline: 0,
    partner: { agency: '620623-YJGL', matter: 'M016', officer: '祁玉兰' },
  },
];

export async function playDemoDay(deps: Deps): Promise<void> {
  const cast: Cast = { taken: new Set(), phones: new Map() };
  for (const scene of SCENES) await play(deps, scene, cast);
  await lapseTasks(deps);
  await playDemoGrant(deps);
}

/** Enterprises that have a visit already, and the phone of each officer. */
interface Cast {
  readonly taken: Set<string>;
  readonly phones: Map<string, DemoDevice>;
}

async function play(deps: Deps, scene: Scene, { taken, phones }: Cast): Promise<void> {
  const now = deps.clock.now();
  const from = Math.floor((now + scene.starts * MINUTE) / QUARTER) * QUARTER;
  const at = (minutes: number): Deps => ({ ...deps, clock: { now: () => from + minutes * MINUTE } });
  // Applied for and approved the evening before, but never in the future.
  const desk = { ...deps, clock: { now: () => Math.min(from, now) - 17 * HOUR } };
  const task = await applyFor(desk, scene, from, taken);
  if (!task || scene.end === 'applied') return;
  const head = person('mayongcheng', '马永成', 'approver', task);
  if (scene.end === 'returned') {
    const returned = await decide({ ...deps, clock: { now: () => now - HOUR } }, head, task.id, task.rev, RETURN);
    assert(returned.ok, 'the demo’s own application is returned');
    return;
  }
  const { id, rev } = await agreed(desk, task);
  const approved = await decide(desk, head, id, rev, { type: 'approve' });
  assert(approved.ok && approved.value.state === 'issued', `the demo's own application is approved (${id})`);
  if (scene.end !== 'issued') await onSite(at, scene, approved.value, from, phones);
}

/** The head of each partner agrees to a joint inspection; returns the task as it is then. */
async function agreed(deps: Deps, task: Task): Promise<Task> {
  let current = task;
  for (const { agency } of partnersOf(task)) {
    const head = person('maguoliang', '马国梁', 'approver', { agency });
    const { id, rev } = current;
    const joined = await joinTask(deps, head, { task: id, rev, answer: { stand: 'agree', text: '' } });
    assert(joined.ok, `the demo's own joint inspection is agreed to (${id})`);
    current = joined.value;
  }
  return current;
}

/** The first enterprise at which the rules allow it. */
async function applyFor(
  deps: Deps,
  { agency: id, at, matter, officers: named, partner }: Scene,
  from: number,
  taken: Set<string>,
): Promise<Task | undefined> {
  const window = { from, to: from + 3 * HOUR };
  const { agency, officers, sent, enterprises } = await deps.store.read(async (tx) => ({
    agency: await tx.registry.agency(id),
    officers: await tx.officers.ofAgency(id),
    sent: partner ? await tx.officers.ofAgency(partner.agency) : [],
    enterprises: await enterprisesNamed(tx, '620623', at),
  }));
  if (!agency) return undefined;
  const able = officers.filter((officer) => holdsCertificate(officer, { window }));
  const two = (named ? able.filter(({ name }) => named.includes(name)) : able.slice(-(2 + 2 * (taken.size % 3)))).slice(
    0,
    2,
  );
  const clerk = person('lichunmei', '李春梅', 'clerk', { agency });
  for (const enterprise of enterprises) {
    if (taken.has(enterprise.id)) continue;
    const applied = await apply(deps, clerk, {
      enterprise: enterprise.id,
      type: 'routine',
      source: 'annual-plan',
      matters: [matter, ...(partner ? [partner.matter] : [])].map((one) => v.parse(matterIdSchema, one)),
      officers: [...two, ...sent.filter(({ name }) => name === partner?.officer)].map((officer) => officer.id),
      ...(partner && { partners: [v.parse(agencyIdSchema, partner.agency)] }),
      assistants: 0,
      window,
      reference: null,
      reasons: {},
      offSite: 'none',
      whyOnSite: '需到现场查看，书面和共享数据无法核实。',
    });
    if (!applied.ok) continue;
    taken.add(enterprise.id);
    return applied.value;
  }
  return undefined;
}

/** Shown, confirmed or refused at the door; inspected, recorded, evaluated. */
async function onSite(
  at: (minutes: number) => Deps,
  scene: Scene,
  task: IssuedTask,
  from: number,
  phones: Map<string, DemoDevice>,
): Promise<void> {
  const code = await shownCode(at(0), task, from + 2 * MINUTE);
  const holder = task.officers[0]?.id ?? '';
  const phone = phones.get(holder) ?? (await officerPhone(at(0), task));
  phones.set(holder, phone);
  const browser = await shopBrowser(at(0));
  const isRefused = scene.end === 'refused' || scene.end === 'performed';
  await browser.push(at(3), from + 2 * MINUTE, isRefused ? REFUSAL(code) : SCAN(code), task);
  const shown = { type: 'code-shown', data: {} } as const;
  await phone.push(at(1 + scene.offline), from + MINUTE, shown, task);
  if (scene.end === 'refused') return;
  await phone.push(at(4 + scene.offline), from + 4 * MINUTE, { type: 'inspection-started', data: {} }, task);
  if (scene.end === 'inspecting') return;
  await phone.push(
    at(45 + scene.offline),
    from + 45 * MINUTE,
    { type: 'record-submitted', data: record(task, from) },
    task,
  );
  const evaluation = {
    overall: scene.overall,
    answers: { 'showed-code': true, 'showed-id': true },
    prohibitedActs: [],
    text: '',
  };
  await browser.push(at(52), from + 51 * MINUTE, { type: 'evaluation', data: evaluation }, task);
}

const RETURN = { type: 'return', reason: '请写明书面检查不能核实的内容。' } as const;
const SCAN = (code: string): SiteEvent => ({ type: 'scan', data: { code, verdict: 'genuine', channel: 'link' } });
const REFUSAL = (code: string): SiteEvent => ({
  type: 'refusal',
  data: { code, ground: 'certificate-mismatch', note: '来人的执法证与码上不符。' },
});

const record = (task: Task, from: number) => ({
  startedAt: from + 4 * MINUTE,
  endedAt: from + 44 * MINUTE,
  outcome: 'no-problem',
  correctBy: null,
  personPresent: '',
  opinion: '无异议',
  items: task.matters.map((matter) => ({ matter, item: '1', answer: 'pass', finding: '' })),
});
