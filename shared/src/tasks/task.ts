/**
 * 检查任务. One union: a field exists only in the states where it is legal. `transition.ts` is the only way from
 * one state to another; server, field app and desk all read this shape.
 */
import * as v from 'valibot';
import { deviceIdSchema, eventIdSchema, taskIdSchema } from '../kernel/ids.ts';
import { daySchema, instantSchema, windowSchema } from '../kernel/instant.ts';
import { regionCodeSchema } from '../kernel/regions.ts';
import { matterIdSchema } from '../matters/matter.ts';
import { inspectionRecordSchema } from '../records/record.ts';
import { agencyIdSchema, agencyRefSchema } from '../registry/agency.ts';
import { enterpriseIdSchema, riskGradeSchema } from '../registry/enterprise.ts';
import { officerIdSchema } from '../registry/officer.ts';
import { REFUSAL_GROUNDS } from '../scans/scan.ts';
import { filingTextSchema, offSiteCheckSchema, particulars } from './particulars.ts';
import { keptFindingsSchema } from './stored-findings.ts';

/** 日常, 个案, 专项. Visits that are no inspections have a shape of their own. */
export const TASK_TYPES = ['routine', 'case', 'special'] as const;
/** Sources of a task (FREQ-2 exempts some of them from the cap). */
export const TASK_SOURCES = [
  'annual-plan',
  'complaint',
  'referral',
  'data-monitoring',
  'own-request',
  'deployed',
] as const;

/** Sources that speak of one enterprise and cannot be planned: outside the cap, each with its reference (FREQ-2, FREQ-6). */
export const EXEMPT_SOURCES = ['complaint', 'referral', 'data-monitoring', 'own-request'] as const satisfies Source[];
type Source = (typeof TASK_SOURCES)[number];

export const isExemptSource = (source: Source): source is (typeof EXEMPT_SOURCES)[number] =>
  (EXEMPT_SOURCES as readonly Source[]).includes(source);

type Kind = { readonly type: (typeof TASK_TYPES)[number]; readonly source: Source };

/** 个案: rests on a clue about one enterprise. */
export const restsOnClue = ({ type, source }: Kind): boolean => type === 'case' && isExemptSource(source);

/** 日常, also under the name of a case: what a plan or a campaign asks for rests on no clue. */
export const isRoutine = (kind: Kind): boolean =>
  kind.type === 'routine' || (kind.type === 'case' && !restsOnClue(kind));

/** Ways on which a complaint, clue or request reaches an agency. */
export const REFERENCE_CHANNELS = [
  'hotline',
  'letter-or-visit',
  'other-agency',
  'superior',
  'monitoring',
  'enterprise',
  'other',
] as const;

/** Usual channel of a clue from each source. */
export const USUAL_CHANNEL = {
  complaint: 'hotline',
  referral: 'superior',
  'data-monitoring': 'monitoring',
  'own-request': 'enterprise',
} as const satisfies Record<(typeof EXEMPT_SOURCES)[number], (typeof REFERENCE_CHANNELS)[number]>;

/** FREQ-6: the document behind an exempt source: its number as filed, its day, and how it came. */
export const referenceSchema = v.object({
  number: v.pipe(v.string(), v.trim(), v.regex(/[\p{L}\p{N}]/u), v.maxLength(60)),
  date: daySchema,
  channel: v.picklist(REFERENCE_CHANNELS),
});
export type Reference = v.InferOutput<typeof referenceSchema>;
/** FREQ-6: null for sources that need none. */
export const optionalReferenceSchema = v.optional(v.nullable(referenceSchema), null);

export const stampSchema = v.object({
  at: instantSchema,
  by: v.string(),
  name: v.string(),
  /** POST-1: holder of the post for whom this person stood in. */
  onBehalfOf: v.exactOptional(v.object({ account: v.string(), name: v.string() })),
});
export type Stamp = v.InferOutput<typeof stampSchema>;

/** 法制审核意见, 审批意见, 补批意见 (APR-2). */
export const OPINION_KINDS = ['review', 'approval', 'confirmation'] as const;
export const opinionTextSchema = v.pipe(v.string(), v.trim(), v.maxLength(500));
export const writtenOpinionSchema = v.pipe(opinionTextSchema, v.regex(/[\p{L}\p{N}]/u));

/** APR-1: answer of the legal review. An objection states its ground and does not block. */
export const reviewSchema = v.variant('stand', [
  v.object({ stand: v.literal('agree'), text: opinionTextSchema }),
  v.object({ stand: v.literal('object'), text: writtenOpinionSchema }),
]);
export type Review = v.InferOutput<typeof reviewSchema>;

const opinionSchema = v.object({
  ...stampSchema.entries,
  kind: v.picklist(OPINION_KINDS),
  stand: v.picklist(['agree', 'object']),
  text: opinionTextSchema,
});
export type Opinion = v.InferOutput<typeof opinionSchema>;

export const taskOfficerSchema = v.object({
  id: officerIdSchema,
  name: v.string(),
  certificate: v.string(),
  /** QUAL-4: partner agency of a joint inspection that sends the officer; absent of the lead agency's own. */
  agency: v.exactOptional(agencyIdSchema),
});

/** Most agencies that take part in a joint inspection beside the lead agency. */
export const MOST_PARTNERS = 5;

/** 会签意见: answer of a partner agency's head. `version`: how often the application had been changed before. */
const answered = { ...stampSchema.entries, version: v.number() };
const partnerAnswerSchema = v.variant('stand', [
  v.object({ ...answered, stand: v.literal('agree'), text: opinionTextSchema }),
  v.object({ ...answered, stand: v.literal('decline'), text: writtenOpinionSchema }),
]);
export type PartnerAnswer = v.InferOutput<typeof partnerAnswerSchema>;

/** 参与机关: an agency that takes part in a joint inspection, with the matters of its own line of work. */
const partnerSchema = v.object({
  agency: agencyRefSchema,
  matters: v.array(matterIdSchema),
  /** Oldest first. The last one holds while the application is as it was then. */
  answers: v.array(partnerAnswerSchema),
});
export type Partner = v.InferOutput<typeof partnerSchema>;

/** Fields that a clerk fills in and may change until the decision: everything but the enterprise. */
export const contentSchema = v.object({
  type: v.picklist(TASK_TYPES),
  source: v.picklist(TASK_SOURCES),
  matters: v.pipe(v.array(matterIdSchema), v.maxLength(20)),
  officers: v.pipe(v.array(officerIdSchema), v.maxLength(20)),
  assistants: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(20)),
  window: windowSchema,
  reference: optionalReferenceSchema,
  /** OFF-1: why it cannot be done without entering. */
  whyOnSite: v.pipe(v.string(), v.maxLength(500)),
  /** Written reasons for findings of severity `reason`, by rule id. */
  reasons: v.record(v.string(), v.pipe(v.string(), v.maxLength(500))),
  ...particulars,
  /** 联合检查 (FREQ-3): agencies that take part; `officers` names theirs too. */
  partners: v.exactOptional(
    v.pipe(
      v.array(agencyIdSchema),
      v.minLength(1),
      v.maxLength(MOST_PARTNERS),
      v.check((ids) => new Set(ids).size === ids.length, 'partner-twice'),
    ),
  ),
});
export type Content = v.InferOutput<typeof contentSchema>;

/** Fields that a clerk fills in. */
export const applicationSchema = v.object({
  enterprise: enterpriseIdSchema,
  ...contentSchema.entries,
  /** The application that was returned or refused, and is made again by this one. */
  replaces: v.exactOptional(taskIdSchema),
});
export type Application = v.InferOutput<typeof applicationSchema>;

/** Explanation that an officer writes for supervisors. */
export const explanationSchema = v.object({ text: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(2000)) });

/** Change of an application: its author, and the changed fields before. */
const editSchema = v.object({ ...stampSchema.entries, before: v.partial(contentSchema) });

const base = {
  id: taskIdSchema,
  /** Optimistic lock; +1 at every change. */
  rev: v.number(),
  agency: agencyRefSchema,
  enterprise: v.object({
    id: enterpriseIdSchema,
    name: v.string(),
    region: regionCodeSchema,
    township: v.string(),
    address: v.string(),
    grade: riskGradeSchema,
  }),
  type: v.picklist(TASK_TYPES),
  source: v.picklist(TASK_SOURCES),
  matters: v.array(matterIdSchema),
  officers: v.array(taskOfficerSchema),
  assistants: v.number(),
  window: windowSchema,
  reference: optionalReferenceSchema,
  whyOnSite: v.string(),
  reasons: v.record(v.string(), v.string()),
  ...particulars,
  /** Absent unless the inspection is a joint one. */
  partners: v.exactOptional(v.array(partnerSchema)),
  /** NOT-1: the n-th inspection of this enterprise by this agency this year, this one included. */
  nth: v.number(),
  applied: stampSchema,
  /** The returned or refused application that this one makes again. */
  replaces: v.exactOptional(taskIdSchema),
  /** Absent where nothing was found. */
  findings: v.exactOptional(keptFindingsSchema),
  /** Oldest first; absent in one that nobody has changed. */
  edits: v.exactOptional(v.array(editSchema)),
  /** APR-1, APR-2: oldest first; absent before the first. */
  opinions: v.exactOptional(v.array(opinionSchema)),
};

/** Ways on which an enterprise's answer comes: from its own phone, or in the return QR through an officer's. */
export const ROUTES = ['own', 'return'] as const;
export type Route = (typeof ROUTES)[number];

/**
 * Evidence that an answer was given at the door inside the inspection period (SHOW-5, EVAL-5): its code was live, the
 * officers' device carried it, or the server had it while the period ran.
 */
export const DOOR_PROOFS = ['live', 'carried', 'received'] as const;
export type DoorProof = (typeof DOOR_PROOFS)[number];

/** Origin of an enterprise's answer. */
const answer = {
  device: deviceIdSchema,
  /** Time by that device's clock. */
  at: instantSchema,
  event: eventIdSchema,
  /** Ways by which it came. */
  routes: v.array(v.picklist(ROUTES)),
  /** Absent where nothing proves it. */
  proof: v.exactOptional(v.picklist(DOOR_PROOFS)),
};

const refusal = { ...answer, ground: v.picklist(REFUSAL_GROUNDS), note: v.string() };

/** The bit of a code in the status list of a prefecture: `StatusEntry` of `trust/status-list.ts`. */
export const statusEntrySchema = v.object({ shard: v.string(), day: v.number(), index: v.number() });
export type StatusEntry = v.InferOutput<typeof statusEntrySchema>;

/** Facts that the papers of an approval state, fixed with it. */
const paper = {
  /** APR-5: 发文字号. Absent of a code that was issued on site, until it is confirmed. */
  documentNumber: v.exactOptional(v.string()),
  /** FREQ-1: published limits that bind it, and how many inspections of the year counted towards each before. */
  limits: v.exactOptional(v.array(v.object({ matter: v.string(), used: v.number(), cap: v.number() }))),
};

const issued = {
  ...base,
  approved: stampSchema,
  /** The whole text of the QR. */
  code: v.string(),
  /** The short number under the code. Absent for a code that was issued on site. */
  number: v.exactOptional(v.pipe(v.string(), v.regex(/^\d{10}$/))),
  statusEntry: statusEntrySchema,
  ...paper,
  /**
   * Only of a code that an officer's device issued: it is the n-th under this grant. `reportedAt` is the server's clock when it
   * heard of the code; absent on a device.
   */
  grant: v.exactOptional(
    v.object({
      id: v.pipe(v.string(), v.regex(/^[0-9a-f]{16}$/)),
      number: v.number(),
      reportedAt: v.exactOptional(instantSchema),
    }),
  ),
  /** JUR-1: the last one holds, those before it were corrected; absent before the first. */
  assistanceFilings: v.exactOptional(v.array(v.object({ ...stampSchema.entries, ...filingTextSchema.entries }))),
  scans: v.array(v.object({ ...answer, verdict: v.string(), channel: v.string() })),
  /** SHOW-5: refusals that changed no state, in the order in which they came; absent before the first. */
  keptRefusals: v.exactOptional(v.array(v.object(refusal))),
};

const start = v.object({ at: instantSchema, device: deviceIdSchema });
/** SYNC-4: the earliest start, and those of other devices; absent while there are none. */
const started = { ...issued, started: start, joined: v.exactOptional(v.array(start)) };
const withdrawn = { ...issued, withdrawn: stampSchema, reason: v.string() };
/** `rev`: the first revision of the task that states the refusal. */
const refused = { ...issued, refused: v.object({ ...refusal, rev: v.number() }) };
/** EVAL-6: `receivedAt` is the server's clock when it got the record; absent on a device that has not heard from it. */
const recorded = { record: inspectionRecordSchema, receivedAt: v.exactOptional(instantSchema) };
/** In the order in which they came; absent before the first. */
const explanations = v.exactOptional(
  v.array(v.object({ event: eventIdSchema, at: instantSchema, device: deviceIdSchema, text: v.string() })),
);

export const taskSchema = v.variant('state', [
  v.object({ ...base, state: v.literal('applied') }),
  v.object({
    ...base,
    state: v.literal('rejected'),
    rejected: stampSchema,
    reason: v.string(),
    /** 退回修改: the clerk is asked to correct it and to apply again. Absent in one that was refused. */
    returned: v.exactOptional(v.literal(true)),
  }),
  /** OFF-1: done without entering; there is no code. */
  v.object({
    ...base,
    state: v.literal('off-site'),
    offSiteCheck: v.object({ ...stampSchema.entries, ...offSiteCheckSchema.entries }),
  }),
  v.object({ ...issued, state: v.literal('issued') }),
  v.object({ ...withdrawn, state: v.literal('withdrawn') }),
  v.object({ ...refused, state: v.literal('refused') }),
  /** NOT-2: the period ended and nobody had started; `lapsed` is when the server noticed. */
  v.object({ ...issued, state: v.literal('lapsed'), lapsed: instantSchema }),
  v.object({ ...started, state: v.literal('inspecting') }),
  v.object({ ...started, ...recorded, state: v.literal('recorded') }),
  /** SYNC-5: inspected offline before the device knew of the withdrawal. */
  v.object({ ...withdrawn, ...recorded, state: v.literal('performed-after-withdrawal'), explanations }),
  /** SHOW-5: inspected after the enterprise had refused. */
  v.object({ ...refused, ...recorded, state: v.literal('performed-after-refusal'), explanations }),
]);
export type Task = v.InferOutput<typeof taskSchema>;
export type TaskState = Task['state'];
export const TASK_STATES = taskSchema.options.map((option) => option.entries.state.literal);
export type TaskIn<S extends TaskState> = Extract<Task, { state: S }>;
export type IssuedTask = Extract<Task, { code: string }>;
export type Paper = Pick<IssuedTask, keyof typeof paper>;

/**
 * States in which the inspection took place or may still: they count towards caps and as the n-th of the year.
 * [SHOW-1] A refused one does not: a refusal is never held against the enterprise. NOT-2: nor does a lapsed one.
 */
export const COUNTED_STATES = [
  'issued',
  'inspecting',
  'recorded',
  'performed-after-withdrawal',
  'performed-after-refusal',
] as const satisfies TaskState[];
