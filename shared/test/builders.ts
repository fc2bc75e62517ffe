/** Things for tests, with defaults: `anApplication({ matters: [] })`. Time stands at 2026-11-24 09:00 in China. */

import * as v from 'valibot';
import type { Facts, Visit } from '../src/compliance/facts.ts';
import { DEFAULT_POLICY } from '../src/defaults/policy.ts';
import { NOTICES } from '../src/defaults/working-years.ts';
import { deviceIdSchema, eventIdSchema, taskIdSchema } from '../src/kernel/ids.ts';
import { HOUR, MINUTE } from '../src/kernel/instant.ts';
import { basesOf } from '../src/matters/basis.ts';
import { flatCap } from '../src/matters/cap.ts';
import { type Matter, matterIdSchema } from '../src/matters/matter.ts';
import type { Photo } from '../src/photos/photo.ts';
import type { TaskEvent } from '../src/protocol/event.ts';
import type { InspectionRecord } from '../src/records/record.ts';
import { type Agency, agencyIdSchema, type Entrustment } from '../src/registry/agency.ts';
import { type Enterprise, enterpriseIdSchema } from '../src/registry/enterprise.ts';
import { type Officer, officerIdSchema } from '../src/registry/officer.ts';
import type { NoCodeReport } from '../src/reports/no-code-report.ts';
import type { Application, Reference, Task, TaskIn } from '../src/tasks/task.ts';

export const NOW = Date.UTC(2026, 10, 24, 1);
export const TASK_ID = v.parse(taskIdSchema, '019ab3a0-1234-7abc-8def-0123456789ab');
export const DEVICE_ID = v.parse(deviceIdSchema, '0123456789abcdef0123456789abcdef');
export const EVENT_ID = v.parse(eventIdSchema, '019ab3a0-ffff-7abc-8def-0123456789ab');
export const OTHER_DEVICE_ID = v.parse(deviceIdSchema, 'fedcba9876543210fedcba9876543210');

export const agencyId = (id: string) => v.parse(agencyIdSchema, id);
const officerId = (id: string) => v.parse(officerIdSchema, id);
export const matterId = (id: string) => v.parse(matterIdSchema, id);

export const anAgency = (changes: Partial<Agency> = {}): Agency => ({
  id: agencyId('620623-SCJG'),
  name: '天祝藏族自治县市场监督管理局',
  kind: 'organ',
  parent: null,
  level: 'county',
  vertical: false,
  region: '620623',
  line: 'SCJG',
  confirmation: { document: '武政发〔2025〕18号', body: '武威市人民政府', day: '2025-10-01' },
  activeFrom: '2025-10-01',
  activeUntil: null,
  entrustment: null,
  phone: '',
  demo: true,
  ...changes,
});

/** Valid, filed and published from the beginning of the year on. */
export const anEntrustment = (changes: Partial<Entrustment> = {}): Entrustment => ({
  agency: agencyId('620623-NYNC'),
  document: '天农发〔2025〕31号',
  validFrom: '2026-01-01',
  validTo: '2026-12-31',
  filedWithJudicial: '2026-01-01',
  filedWithSuperior: '2026-01-01',
  published: '2026-01-01',
  ...changes,
});

export const anOfficer = (n: number, changes: Partial<Officer> = {}): Officer => ({
  id: officerId(`O${String(n).padStart(4, '0')}`),
  agency: agencyId('620623-SCJG'),
  name: `执法员${n}`,
  certificate: { number: `6206230${String(n).padStart(4, '0')}`, validFrom: '2024-01-01', validTo: '2028-12-31' },
  department: '',
  phone: '',
  leftOn: null,
  suspended: false,
  demo: true,
  ...changes,
});

export const anEnterprise = (changes: Partial<Enterprise> = {}): Enterprise => ({
  id: v.parse(enterpriseIdSchema, 'X00000000001'),
  name: '天祝雪域食品有限公司',
  kind: 'limited-company',
  region: '620623100',
  address: '华藏寺镇',
  trade: '食品生产',
  class: '',
  state: 'registered',
  grade: 'B',
  demo: true,
  ...changes,
});

export const aMatter = (id: string, changes: Partial<Matter> = {}): Matter => ({
  id: matterId(id),
  title: `事项 ${id}`,
  bases: basesOf('《中华人民共和国食品安全法》第一百一十条'),
  agencyCode: 'SCJG',
  levels: [],
  target: '',
  methods: [],
  publicSafety: false,
  cap: flatCap(2),
  validFrom: '2025-01-01',
  validTo: null,
  checklist: [{ id: '1', text: '出示营业执照', points: null, mayNotApply: true, invented: true }],
  source: { place: '示例', url: '', invented: true },
  ...changes,
});

export const anApplication = (changes: Partial<Application> = {}): Application => ({
  enterprise: anEnterprise().id,
  type: 'routine',
  source: 'annual-plan',
  matters: [matterId('M901')],
  officers: [anOfficer(1).id, anOfficer(2).id],
  assistants: 0,
  window: { from: NOW + HOUR, to: NOW + 5 * HOUR },
  reference: null,
  offSite: 'none',
  whyOnSite: '需查看生产现场的卫生状况。',
  reasons: {},
  ...changes,
});

export const aReference = (changes: Partial<Reference> = {}): Reference => ({
  number: '12345-20261123-0017',
  date: '2026-11-23',
  channel: 'hotline',
  ...changes,
});

export const someFacts = (changes: Partial<Facts> = {}): Facts => ({
  agency: anAgency(),
  partners: [],
  enterprise: anEnterprise(),
  officers: [anOfficer(1), anOfficer(2)],
  matters: [aMatter('M901'), aMatter('M902')],
  visits: [],
  referenceUses: [],
  grades: [],
  marks: {},
  penalised: {},
  premises: null,
  // Most rules are shown on an application for the same day (NOT-1).
  policy: { ...DEFAULT_POLICY, noticeWorkingDays: 0 },
  calendar: NOTICES,
  quietPeriods: [],
  whitelist: [],
  ...changes,
});

export const aVisit = (changes: Partial<Visit> = {}): Visit => ({
  task: '019ab3a0-0000-7abc-8def-0123456789ab',
  agency: agencyId('620623-SCJG'),
  agencyName: '天祝藏族自治县市场监督管理局',
  type: 'routine',
  source: 'annual-plan',
  matters: [matterId('M901')],
  window: { from: Date.UTC(2026, 2, 3, 1), to: Date.UTC(2026, 2, 3, 5) },
  state: 'recorded',
  endedAt: Date.UTC(2026, 2, 3, 4),
  outcome: 'no-problem',
  principal: null,
  line: null,
  level: null,
  officers: [],
  joint: null,
  premises: null,
  ...changes,
});

const stamp = (by: string) => ({ at: NOW - HOUR, by, name: by });

export const aRecord = (changes: Partial<InspectionRecord> = {}): InspectionRecord => ({
  startedAt: NOW + HOUR,
  endedAt: NOW + 2 * HOUR,
  items: [{ matter: matterId('M901'), item: '1', answer: 'pass', finding: '' }],
  outcome: 'no-problem',
  correctBy: null,
  personPresent: '央金',
  opinion: '',
  ...changes,
});

export const aPhoto = (changes: Partial<Photo> = {}): Photo => ({
  hash: 'a1'.repeat(32),
  size: 240_000,
  type: 'image/jpeg',
  takenAt: NOW + HOUR + 10 * MINUTE,
  item: { matter: matterId('M901'), item: '1' },
  ...changes,
});

const base = {
  id: TASK_ID,
  rev: 1,
  agency: { id: anAgency().id, name: anAgency().name },
  enterprise: {
    id: anEnterprise().id,
    name: anEnterprise().name,
    region: '620623100',
    township: '华藏寺镇',
    address: '',
    grade: 'B',
  },
  type: 'routine',
  source: 'annual-plan',
  matters: [matterId('M901')],
  officers: [1, 2].map((n) => ({
    id: anOfficer(n).id,
    name: anOfficer(n).name,
    certificate: anOfficer(n).certificate.number,
  })),
  assistants: 0,
  window: { from: NOW + HOUR, to: NOW + 5 * HOUR },
  reference: null,
  offSite: 'none',
  whyOnSite: '需查看生产现场的卫生状况。',
  reasons: {},
  nth: 1,
  applied: stamp('clerk'),
} as const;

const issued = {
  ...base,
  approved: stamp('head'),
  code: 'http://localhost:8787/c#000',
  number: '0000005724',
  statusEntry: { shard: '6206', day: 20_781, index: 7 },
  scans: [],
};
const started = { ...issued, started: { at: NOW + HOUR, device: DEVICE_ID } };
const withdrawn = { ...issued, withdrawn: stamp('head'), reason: '计划调整' };

const refused = {
  at: NOW + HOUR,
  device: DEVICE_ID,
  event: '019ab3a0-fffe-7abc-8def-0123456789ab',
  routes: ['own'],
  ground: 'no-valid-code',
  note: '',
  proof: 'live',
  rev: 2,
};

const TASKS = {
  applied: { ...base, state: 'applied' },
  rejected: { ...base, state: 'rejected', rejected: stamp('head'), reason: '次数已满' },
  'off-site': {
    ...base,
    offSite: 'written-check',
    state: 'off-site',
    offSiteCheck: { ...stamp('clerk'), asked: '营业执照和进货台账', received: '均已提交，没有问题' },
  },
  issued: { ...issued, state: 'issued' },
  withdrawn: { ...withdrawn, state: 'withdrawn' },
  refused: {
    ...issued,
    state: 'refused',
    refused,
  },
  lapsed: { ...issued, state: 'lapsed', lapsed: NOW + 5 * HOUR },
  inspecting: { ...started, state: 'inspecting' },
  recorded: { ...started, state: 'recorded', record: aRecord() },
  'performed-after-withdrawal': { ...withdrawn, state: 'performed-after-withdrawal', record: aRecord() },
  'performed-after-refusal': { ...issued, refused, state: 'performed-after-refusal', record: aRecord() },
} as unknown as { readonly [S in Task['state']]: TaskIn<S> };

export const aTask = <S extends Task['state']>(state: S, changes: Partial<TaskIn<S>> = {}): TaskIn<S> => ({
  ...structuredClone(TASKS[state]),
  ...changes,
});

/** Partner agency of a joint inspection, of another line of work. */
export const PARTNER = anAgency({
  id: agencyId('620623-YJGL'),
  name: '天祝藏族自治县应急管理局',
  line: 'YJGL',
});

/** An application of two agencies that nobody has answered: M902 and officer 3 are the partner's. */
export const aJointTask = (changes: Partial<TaskIn<'applied'>> = {}): TaskIn<'applied'> => {
  const { id, name } = PARTNER;
  const { officers, matters, ...task } = aTask('applied');
  const sent = anOfficer(3);
  return {
    ...task,
    matters: [...matters, matterId('M902')],
    officers: [...officers, { id: sent.id, name: sent.name, certificate: sent.certificate.number, agency: id }],
    partners: [{ agency: { id, name }, matters: [matterId('M902')], answers: [] }],
    ...changes,
  };
};

type DataOf<T extends TaskEvent['type']> = Extract<TaskEvent, { type: T }>['data'];

export const anEvent = <T extends TaskEvent['type']>(
  type: T,
  data: DataOf<T>,
  changes: Partial<TaskEvent> = {},
): TaskEvent =>
  ({
    id: EVENT_ID,
    device: DEVICE_ID,
    seq: 1,
    prev: '',
    type,
    task: TASK_ID,
    taskRev: 1,
    at: NOW + HOUR + MINUTE,
    data,
    ...changes,
  }) as TaskEvent;

type KeptScan = TaskIn<'issued'>['scans'][number];
/** A scan that a task keeps, of the browser of an enterprise. */
export const aKeptScan = (changes: Partial<KeptScan> = {}): KeptScan => ({
  device: OTHER_DEVICE_ID,
  at: NOW,
  event: EVENT_ID,
  routes: ['own'],
  verdict: 'genuine',
  channel: 'link',
  ...changes,
});

export const aNoCodeReport = (changes: Partial<NoCodeReport> = {}): NoCodeReport => ({
  happened: ['no-code-shown'],
  text: '来了两个人，没有出示任务码。',
  day: '2026-11-24',
  agency: '天祝藏族自治县市场监督管理局',
  enterprise: '',
  contact: '',
  ...changes,
});
