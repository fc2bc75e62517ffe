/** Trace of an inspection from application to evaluation, with two clocks: the device's and the server's. */
import * as v from 'valibot';
import { evaluationSchema } from '../evaluations/evaluation.ts';
import { isLatest } from '../evaluations/history.ts';
import { type Instant, instantSchema } from '../kernel/instant.ts';
import { type Answer, sameAnswer } from '../protocol/answer.ts';
import type { Discard } from '../protocol/discard.ts';
import type { SyncState } from '../protocol/documents.ts';
import type { TaskEvent } from '../protocol/event.ts';
import { countingKey } from '../tasks/door-keys.ts';
import { type Signature, signaturesOf } from '../tasks/signatures.ts';
import type { Task } from '../tasks/task.ts';

export const TRACE_STEPS = [
  'applied',
  'edited',
  'granted',
  'rejected',
  'returned',
  'done-off-site',
  'review-agreed',
  'review-objected',
  'partner-agreed',
  'partner-declined',
  'approved',
  'issued',
  'confirmed',
  'assistance-filed',
  'notice-sent',
  'notice-read',
  'notice-failed',
  'withdrawn',
  'notice-cancelled',
  'withdrawal-sent',
  'withdrawal-read',
  'withdrawal-failed',
  'lapsed',
  'shown',
  'scanned',
  'refused',
  'started',
  'joined',
  'recorded',
  'outcome-sent',
  'outcome-read',
  'outcome-failed',
  'explained',
  'discarded',
  'evaluated',
] as const;

/** When the receipt was signed anew because the key of the first is not believed any more: it says that moment (SYNC-1). */
const renewed = { renewedAt: v.exactOptional(instantSchema) };

/** Set if an officer's phone carried the answer to the server in a return QR. */
const returnedSchema = v.object({
  /** The officer whose phone it was. */
  by: v.string(),
  /** When it scanned the QR, by its clock; when the server got that. */
  at: instantSchema,
  receivedAt: instantSchema,
  receipt: v.string(),
  ...renewed,
});

export const traceStepSchema = v.object({
  step: v.picklist(TRACE_STEPS),
  /** When it happened: the server's clock at the desk, the device's clock on site. */
  at: instantSchema,
  /** When the server got it; null for what happened at the server. */
  receivedAt: v.nullable(instantSchema),
  /** Account or officer name; empty for an enterprise's browser. */
  by: v.string(),
  /** A value for the sentence: channel, outcome, satisfaction, ground or reason. */
  detail: v.string(),
  /** Null for what happened at the server, and for an answer that came in a return QR alone. */
  receipt: v.nullable(v.string()),
  ...renewed,
  alerts: v.array(v.string()),
  returned: v.array(returnedSchema),
  /** It stands in the place of a refused one (SYNC-14). */
  corrects: v.exactOptional(v.literal(true)),
  /** POST-1: the head for whom `by` stood in. */
  onBehalfOf: v.exactOptional(v.string()),
  /** Note of an officer about a discard. */
  note: v.exactOptional(v.string()),
  /** Account that brought the event in from a file, if the device did not send it itself (SYNC-16). */
  handedIn: v.exactOptional(v.string()),
  /**
   * Content of an evaluation, and whether it counts. It does not if it was corrected later (SYNC-8), or if it is `apart`:
   * from another key than the one that counts (EVAL-5).
   */
  evaluation: v.exactOptional(v.object({ given: evaluationSchema, counts: v.boolean(), apart: v.boolean() })),
});
export type TraceStep = v.InferOutput<typeof traceStepSchema>;

/** An accepted event as the server keeps it. */
export interface TraceEvent {
  readonly event: TaskEvent;
  readonly sync: Extract<SyncState, { state: 'accepted' }>;
  /** Time at which the receipt was signed anew. */
  readonly renewedAt?: Instant | undefined;
  readonly by: string;
  readonly alerts: readonly string[];
  /** Account that brought it in from a file. */
  readonly handedInBy?: string | undefined;
  /** Answer of a scan or refusal, or the one that an `acknowledgement-scanned` carries. */
  readonly answer?: Answer | undefined;
  /** For an `acknowledgement-scanned`: the officer of the device that answered; empty for an enterprise's device. */
  readonly answeredBy?: string | undefined;
}

/** SYNC-15: what an officer is done with on a device, although the server refused it. */
export type TraceDiscard = Pick<Discard, 'at' | 'ground' | 'note'> & {
  readonly by: string;
  readonly receivedAt: Instant;
};

/** NOT-1, RES-1: what became of a message to a contact of the enterprise. */
export interface TraceNotice {
  readonly step: 'notice-cancelled' | `${'notice' | 'withdrawal' | 'outcome'}-${'sent' | 'read' | 'failed'}`;
  readonly at: Instant;
  /** Name of the contact. */
  readonly to: string;
}

export function traceOf(
  task: Task,
  events: readonly TraceEvent[],
  discards: readonly TraceDiscard[] = [],
  notices: readonly TraceNotice[] = [],
): TraceStep[] {
  const isCarried = ({ event }: TraceEvent): boolean => event.type === 'acknowledgement-scanned';
  const carried = events.filter(isCarried);
  const own = events.filter((event) => !isCarried(event));
  const alone = carried.filter((one, i) => ![...own, ...carried.slice(0, i)].some((other) => isSame(one, other)));
  const evaluations = own.map(({ event }) => event).filter(({ type }) => type === 'evaluation');
  const site = [...own, ...alone].map((event) => ({
    ...eventStep(event, carried),
    ...evaluationIn(task, event, evaluations),
    ...(isJoining(task, event) ? { step: 'joined' as const } : {}),
  }));
  const steps = [...deskSteps(task), ...site, ...discards.map(discardStep), ...notices.map(noticeStep)];
  return steps.sort((a, b) => a.at - b.at || TRACE_STEPS.indexOf(a.step) - TRACE_STEPS.indexOf(b.step));
}

/** [SYNC-4] Not the start that counts. */
const isJoining = (task: Task, { event: { type, device } }: TraceEvent): boolean =>
  type === 'inspection-started' && 'started' in task && task.started.device !== device;

/** [SYNC-8] Each stays in the trace. */
function evaluationIn(task: Task, { event }: TraceEvent, all: readonly TaskEvent[]): Pick<TraceStep, 'evaluation'> {
  if (event.type !== 'evaluation') return {};
  const keys = all.map(({ device }) => device);
  const apart = event.device !== countingKey(task, keys);
  return { evaluation: { given: event.data, counts: !apart && isLatest(event, all), apart } };
}

function deskSteps(task: Task): TraceStep[] {
  // A grant approved a code issued on site beforehand; its application is the event itself.
  if ('grant' in task && task.grant) {
    const lapses = 'lapsed' in task ? [lapse(task.lapsed)] : [];
    return [deskStep('granted', task.approved, ''), ...opinionSteps(task), ...lapses, ...withdrawalOf(task)];
  }
  const steps = [deskStep('applied', task.applied, task.whyOnSite)];
  for (const { before, ...by } of task.edits ?? []) steps.push(deskStep('edited', by, Object.keys(before).join(' ')));
  steps.push(...opinionSteps(task));
  if ('rejected' in task) steps.push(deskStep(task.returned ? 'returned' : 'rejected', task.rejected, task.reason));
  if ('offSiteCheck' in task) steps.push(deskStep('done-off-site', task.offSiteCheck, task.offSiteCheck.received));
  if ('approved' in task) steps.push(deskStep('approved', task.approved, approvalText(task)));
  if ('code' in task)
    for (const filing of task.assistanceFilings ?? []) steps.push(deskStep('assistance-filed', filing, filing.number));
  if ('lapsed' in task) steps.push(lapse(task.lapsed));
  return [...steps, ...withdrawalOf(task)];
}

const PARTNER_STEPS = { joined: 'partner-agreed', declined: 'partner-declined' } as const;
const partnerText = ({ agency = '', text }: Signature): string => [agency, text].filter(Boolean).join('：');

/** Opinions of the legal review, answers of partners, and confirmations that came after the approval. */
const opinionSteps = (task: Task): TraceStep[] =>
  signaturesOf(task).flatMap((one) => {
    if (one.step === 'confirmed') return [deskStep('confirmed', one, one.text)];
    if (one.step === 'joined' || one.step === 'declined')
      return [deskStep(PARTNER_STEPS[one.step], one, partnerText(one))];
    if (one.step !== 'reviewed') return [];
    return [deskStep(one.stand === 'object' ? 'review-objected' : 'review-agreed', one, one.text)];
  });

const approvalText = (task: Task): string => signaturesOf(task).find(({ step }) => step === 'approved')?.text ?? '';

/** NOT-2: the server's own deed. */
const lapse = (at: Instant): TraceStep => deskStep('lapsed', { at, by: '', name: '' }, '');

const withdrawalOf = (task: Task): TraceStep[] =>
  'withdrawn' in task ? [deskStep('withdrawn', task.withdrawn, task.reason)] : [];

const deskStep = (step: TraceStep['step'], stamp: Task['applied'], detail: string): TraceStep => ({
  step,
  at: stamp.at,
  receivedAt: null,
  by: stamp.name,
  ...(stamp.onBehalfOf ? { onBehalfOf: stamp.onBehalfOf.name } : {}),
  detail,
  receipt: null,
  alerts: [],
  returned: [],
});

const noticeStep = ({ step, at, to }: TraceNotice): TraceStep => deskStep(step, { at, by: '', name: '' }, to);

const discardStep = ({ at, by, ground, note, receivedAt }: TraceDiscard): TraceStep => ({
  step: 'discarded',
  at,
  receivedAt,
  by,
  detail: ground,
  receipt: null,
  alerts: [],
  returned: [],
  ...(note === '' ? {} : { note }),
});

const STEP_OF = {
  'code-issued': 'issued',
  'code-shown': 'shown',
  scan: 'scanned',
  refusal: 'refused',
  'acknowledgement-scanned': 'scanned',
  'inspection-started': 'started',
  'record-submitted': 'recorded',
  evaluation: 'evaluated',
  explanation: 'explained',
} as const satisfies Record<TaskEvent['type'], TraceStep['step']>;

/** [SYNC-7] An answer that came both ways is one step, with the clocks and the receipt of each. */
function eventStep(kept: TraceEvent, carried: readonly TraceEvent[]): TraceStep {
  const { event, sync, by, alerts, answer } = kept;
  const same = carried.filter((one) => isSame(one, kept));
  const returned = same.map(({ event: { at }, sync: { receivedAt, receipt }, by, ...one }) => ({
    by,
    at,
    receivedAt,
    receipt,
    ...renewalOf(one),
  }));
  const known = [...new Set([...alerts, ...same.flatMap((one) => one.alerts)])];
  const step = {
    at: event.at,
    receivedAt: sync.receivedAt,
    alerts: known,
    returned,
    ...(event.replaces === undefined ? {} : { corrects: true as const }),
    ...(kept.handedInBy === undefined ? {} : { handedIn: kept.handedInBy }),
  };
  if (event.type !== 'acknowledgement-scanned' || !answer) {
    return {
      ...step,
      step: STEP_OF[event.type],
      by,
      detail: detailOf(event),
      receipt: sync.receipt,
      ...renewalOf(kept),
    };
  }
  const { content } = answer;
  const what =
    content.type === 'scan'
      ? { step: STEP_OF.scan, detail: content.channel }
      : { step: STEP_OF.refusal, detail: content.ground };
  return { ...step, ...what, at: answer.at, by: kept.answeredBy ?? '', receipt: null };
}

const renewalOf = ({ renewedAt }: Pick<TraceEvent, 'renewedAt'>): Pick<TraceStep, 'renewedAt'> =>
  renewedAt === undefined ? {} : { renewedAt };

const isSame = (a: TraceEvent, b: TraceEvent): boolean =>
  a.answer !== undefined && b.answer !== undefined && sameAnswer(a.answer, b.answer);

function detailOf(event: TaskEvent): string {
  switch (event.type) {
    case 'code-issued':
      return event.data.whyOnSite;
    case 'scan':
      return event.data.channel;
    case 'refusal':
      return event.data.ground;
    case 'record-submitted':
      return event.data.outcome;
    case 'evaluation':
      return event.data.overall;
    case 'explanation':
      return event.data.text;
    default:
      return '';
  }
}
