/**
 * The one transition function of a task: (task, command) → next task, or why not. Devices run it over their
 * pending events to show them at once; the server runs it to decide.
 */
import { unreachable } from '../kernel/assert.ts';
import type { DeviceId, EventId } from '../kernel/ids.ts';
import type { Instant } from '../kernel/instant.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import type { InspectionRecord } from '../records/record.ts';
import type { Refusal, Scan } from '../scans/scan.ts';
import { filed } from './assistance-filing.ts';
import { unconfirmedSince } from './confirmation.ts';
import { type Approver, isPartial } from './impartial.ts';
import { type Joining, joined, missingPartners, withEarlierAnswers } from './joining.ts';
import { type FilingText, type OffSiteCheck, withoutParticulars } from './particulars.ts';
import { findingsField, type StoredFinding } from './stored-findings.ts';
import type {
  Content,
  DoorProof,
  IssuedTask,
  Opinion,
  Paper,
  Partner,
  Review,
  Route,
  Stamp,
  StatusEntry,
  Task,
  TaskIn,
} from './task.ts';
import { contentOf, differing } from './versions.ts';

/** Fields that an approval adds to a task. */
export interface SignedCode extends Paper {
  readonly code: string;
  readonly number: string;
  readonly statusEntry: StatusEntry;
}

/** Origin of an enterprise's answer: its device, the event that holds it, and the way it took. */
export interface Origin {
  readonly device: DeviceId;
  readonly at: Instant;
  readonly event: EventId;
  readonly route: Route;
  readonly proof?: DoorProof | undefined;
}

/** Deed of an officer, with the evidence of its time: SHOW-5 compares it with the moment of a refusal. */
interface Deed {
  readonly device: DeviceId;
  /** The device's clock. */
  readonly at: Instant;
  /** No earlier than any event before it in the device's chain, whatever the clock said. */
  readonly chainAt: Instant;
  /** Revision of the task that the device knew. */
  readonly taskRev: number;
}

/** An application as it was changed, with what follows from that: names and certificates, and the n-th of the year. */
export interface EditedContent {
  readonly content: Content;
  readonly officers: Task['officers'];
  /** Agencies that take part, without their answers; empty unless the inspection is a joint one. */
  readonly partners: readonly Partner[];
  readonly nth: number;
  readonly findings: readonly StoredFinding[];
}

export type TaskCommand =
  | ({ readonly type: 'edit'; readonly by: Stamp } & EditedContent)
  | ({
      readonly type: 'approve';
      readonly by: Stamp;
      readonly approver: Approver;
      readonly findings: readonly StoredFinding[];
      /** Words of the head; of a late entry they are its confirmation (APR-2). */
      readonly opinion?: string;
    } & SignedCode)
  | { readonly type: 'review'; readonly by: Stamp; readonly reviewer: Approver; readonly review: Review }
  /** Answer of the head of a partner agency to a joint inspection. */
  | ({ readonly type: 'join' } & Joining)
  | ({ readonly type: 'confirm'; readonly by: Stamp; readonly approver: Approver; readonly opinion: string } & Paper)
  | { readonly type: 'file-assistance'; readonly by: Stamp; readonly filing: FilingText }
  | { readonly type: 'reject' | 'return'; readonly by: Stamp; readonly reason: string }
  | { readonly type: 'do-off-site'; readonly by: Stamp; readonly check: OffSiteCheck }
  | { readonly type: 'withdraw'; readonly by: Stamp; readonly reason: string }
  | ({ readonly type: 'scan'; readonly scan: Pick<Scan, 'verdict' | 'channel'> } & Origin)
  | ({ readonly type: 'refuse'; readonly refusal: Pick<Refusal, 'ground' | 'note'> } & Origin)
  | ({ readonly type: 'start' } & Deed)
  /** `receivedAt`: the server's clock; absent on the device. */
  | ({ readonly type: 'record'; readonly record: InspectionRecord; readonly receivedAt?: Instant } & Deed)
  | ({ readonly type: 'explain'; readonly text: string } & Omit<Origin, 'route' | 'proof'>)
  | { readonly type: 'lapse'; readonly at: Instant };

export type TransitionError = 'wrong-state' | 'same-person' | 'partner-missing';
type Next = Result<Task, TransitionError>;

/** The same task, with its revision, where the command changes nothing. */
export function transition(task: Task, command: TaskCommand): Result<Task, TransitionError> {
  const next = apply(task, command);
  return next.ok && next.value !== task ? ok({ ...next.value, rev: task.rev + 1 }) : next;
}

function apply(task: Task, command: TaskCommand): Result<Task, TransitionError> {
  switch (command.type) {
    case 'edit':
      return edit(task, command);
    case 'approve':
      return approve(task, command);
    case 'review':
      return review(task, command);
    case 'join':
      return joined(task, command);
    case 'confirm':
      return confirm(task, command);
    case 'file-assistance':
      return filed(task, command.by, command.filing);
    case 'reject':
      if (task.state !== 'applied') return err('wrong-state');
      return ok({ ...task, state: 'rejected', rejected: command.by, reason: command.reason });
    case 'return':
      if (task.state !== 'applied') return err('wrong-state');
      return ok({ ...task, state: 'rejected', rejected: command.by, reason: command.reason, returned: true });
    case 'do-off-site':
      return doOffSite(task, command);
    case 'withdraw':
      if (task.state !== 'issued') return err('wrong-state');
      return ok({ ...task, state: 'withdrawn', withdrawn: command.by, reason: command.reason });
    case 'scan':
      return scan(task, command);
    case 'refuse':
      return refuse(task, command);
    case 'start':
      return start(task, command);
    case 'record':
      return record(task, command);
    case 'explain':
      return explain(task, command);
    case 'lapse':
      return lapse(task, command);
    default:
      return unreachable(command);
  }
}

type Command<T extends TaskCommand['type']> = Extract<TaskCommand, { type: T }>;

/** An application may be changed until it is decided; what it said before stays with it. */
function edit(task: Task, { by, content, officers, partners, nth, findings }: Command<'edit'>): Next {
  if (task.state !== 'applied') return err('wrong-state');
  const { findings: _, partners: _before, ...rest } = withoutParticulars(task);
  const { partners: _ids, ...fields } = content;
  const was = contentOf(task);
  const before = Object.fromEntries(differing(was, content).map((field) => [field, was[field]]));
  const edits = [...(task.edits ?? []), { ...by, before }];
  const joint = partners.length > 0 ? { partners: withEarlierAnswers(partners, task) } : {};
  return ok({ ...rest, ...fields, ...joint, officers, nth, edits, ...findingsField(findings) });
}

/** [OFF-1] An application whose answer is a way without entering ends as an off-site inspection; it is never a joint one. */
function doOffSite(task: Task, { by, check }: Command<'do-off-site'>): Result<Task, TransitionError> {
  if (task.state !== 'applied' || task.offSite === undefined || task.offSite === 'none') return err('wrong-state');
  if (task.partners) return err('wrong-state');
  return ok({ ...task, state: 'off-site', offSiteCheck: { ...by, ...check } });
}

/**
 * [APR-1] Approved beforehand by the head of the agency, not by the person who applied. [QUAL-4] A joint inspection needs the
 * agreement of every partner to the application as it is.
 */
function approve(task: Task, { type: _, by, approver, findings, opinion = '', ...signed }: Command<'approve'>): Next {
  if (task.state !== 'applied') return err('wrong-state');
  if (isPartial(task, approver)) return err('same-person');
  if (missingPartners(task).length > 0) return err('partner-missing');
  const kept = findingsField(task.findings?.applied ?? [], findings);
  const kind = task.late ? 'confirmation' : 'approval';
  const opinions = opinion === '' ? {} : withOpinion(task, { ...by, kind, stand: 'agree', text: opinion });
  return ok({ ...task, ...kept, ...opinions, ...signed, state: 'issued', approved: by, scans: [] });
}

/**
 * [APR-1] The legal review gives its opinion before the head decides. The next revision makes a head who had the application open look
 * again. Neither the applicant nor one of the officers reviews it.
 */
function review(task: Task, { by, reviewer, review }: Command<'review'>): Result<Task, TransitionError> {
  if (task.state !== 'applied') return err('wrong-state');
  if (isPartial(task, reviewer)) return err('same-person');
  return ok({ ...task, ...withOpinion(task, { ...by, kind: 'review', ...review }) });
}

/** [APR-2] The head confirms what began before he could approve it. APR-4: not what he did himself. */
function confirm(task: Task, { type: _, by, approver, opinion, ...paper }: Command<'confirm'>): Next {
  if (unconfirmedSince(task) === null) return err('wrong-state');
  if (isPartial(task, approver)) return err('same-person');
  return ok({
    ...task,
    ...paper,
    ...withOpinion(task, { ...by, kind: 'confirmation', stand: 'agree', text: opinion }),
  });
}

const withOpinion = ({ opinions = [] }: Task, opinion: Opinion): { opinions: Opinion[] } => ({
  opinions: [...opinions, opinion],
});

/** Strangers can make any number of keys: every answer is an event, but phones pull no more of them than this. */
const MAX_SCANS = 100;
const MAX_KEPT_REFUSALS = 20;

/** A scan is kept in every state that has a code: someone stood at a door with it. One entry a device. */
function scan(task: Task, { scan: { verdict, channel }, ...origin }: Command<'scan'>): Result<Task, TransitionError> {
  if (!hasCode(task)) return err('wrong-state');
  const listed = task.scans.find(({ device }) => device === origin.device);
  if (!listed) {
    const scans = withAnswer(task.scans, { ...newAnswer(origin), verdict, channel }, MAX_SCANS);
    return ok(scans === task.scans ? task : { ...task, scans });
  }
  const merged = isOf(listed, origin) ? again(listed, origin) : listed;
  return ok(merged === listed ? task : { ...task, scans: task.scans.map((one) => (one === listed ? merged : one)) });
}

/**
 * [SHOW-5] A refusal ends the task while nothing has begun, if its code was live or the officers' device carried it. Any
 * other is kept with the task and changes no state.
 */
function refuse(
  task: Task,
  { refusal: { ground, note }, type: _, ...origin }: Command<'refuse'>,
): Result<Task, TransitionError> {
  if (!hasCode(task)) return err('wrong-state');
  if ('refused' in task && isOf(task.refused, origin)) {
    const merged = withNote(again(task.refused, origin), note);
    return ok(merged === task.refused ? task : { ...task, refused: merged });
  }
  const kept = task.keptRefusals ?? [];
  const known = kept.find((one) => isOf(one, origin));
  const refusal = known ? withNote(again(known, origin), note) : { ...newAnswer(origin), ground, note };
  if (isStrong(refusal) && (task.state === 'issued' || task.state === 'lapsed')) {
    const others = kept.filter((one) => one !== known);
    const { keptRefusals: _, ...rest } = withoutLapse(task);
    const left = others.length > 0 ? { keptRefusals: others } : {};
    return ok({ ...rest, ...left, state: 'refused', refused: { ...refusal, rev: task.rev + 1 } });
  }
  const next = known
    ? kept.map((one) => (one === known ? refusal : one))
    : withAnswer(kept, refusal, MAX_KEPT_REFUSALS);
  return ok(next === kept || refusal === known ? task : { ...task, keptRefusals: next });
}

type KeptScan = IssuedTask['scans'][number];
type StoredRefusal = NonNullable<IssuedTask['keptRefusals']>[number];
type KeptAnswer = KeptScan | StoredRefusal;

function newAnswer({ device, at, event, route, proof }: Origin) {
  return { device, at, event, routes: [route], ...(proof ? { proof } : {}) };
}

/** A full list takes an answer that was proved at the door in the place of the last one that was not, and no other. */
function withAnswer<A extends KeptAnswer>(list: A[], answer: A, most: number): A[] {
  if (list.length < most) return [...list, answer];
  const weak = isStrong(answer) ? list.filter((one) => !isStrong(one)).at(-1) : undefined;
  return weak ? [...list.filter((one) => one !== weak), answer] : list;
}

/** Nobody can bring these about who was not shown the code by the officers' device. */
export const isStrong = ({ proof }: { readonly proof?: DoorProof }): boolean => proof === 'live' || proof === 'carried';

/** [SYNC-7] An answer that arrives by two ways counts once: both name its event. */
const isOf = (kept: KeptAnswer, { device, event }: Origin): boolean => kept.device === device && kept.event === event;

/** With the second way and the better proof; the same object where it says nothing new. */
function again<A extends KeptAnswer>(kept: A, { route, proof }: Origin): A {
  const { routes } = kept;
  const better = proof && !isStrong(kept) && (isStrong({ proof }) || !kept.proof) ? { proof } : {};
  if (routes.includes(route) && !('proof' in better)) return kept;
  return { ...kept, routes: routes.includes(route) ? routes : [...routes, route], ...better };
}

/** The words of a refusal come with the enterprise's own event alone. */
const withNote = <R extends StoredRefusal>(refusal: R, note: string): R =>
  refusal.note === '' && note !== '' ? { ...refusal, note } : refusal;

/** [NOT-2] A period that ends without a start: the task has lapsed. */
function lapse(task: Task, { at }: Command<'lapse'>): Result<Task, TransitionError> {
  if (task.state !== 'issued' || at < task.window.to) return err('wrong-state');
  return ok({ ...task, state: 'lapsed', lapsed: at });
}

/** A task that is brought back by what its officers did offline is as it was before it lapsed. */
function withoutLapse(task: TaskIn<'issued'> | TaskIn<'lapsed'>): TaskIn<'issued'> {
  if (task.state === 'issued') return task;
  const { lapsed: _, ...rest } = task;
  return { ...rest, state: 'issued' };
}

/**
 * [SHOW-5] Tells whether officers acted before the enterprise refused, by everything that is known: the clock of their device,
 * which its own chain must not contradict, lies before the enterprise's; and their device had not heard of the refusal.
 * Two clocks may differ: in doubt it came after, which loses nothing and asks the officers to explain. Of several refusals
 * the earliest decides: any of them would have ended the task if it had come in first.
 */
const precedes = ({ chainAt, taskRev }: Deed, { refused, keptRefusals = [] }: TaskIn<'refused'>): boolean =>
  taskRev < refused.rev && [refused, ...keptRefusals.filter(isStrong)].every(({ at }) => chainAt < at);

/** The refusal came too late to end the task: it is kept beside it. */
function withoutRefusal({ refused, ...task }: TaskIn<'refused'>): TaskIn<'issued'> {
  const { rev: _, ...refusal } = refused;
  return { ...task, state: 'issued', keptRefusals: [...(task.keptRefusals ?? []), refusal] };
}

/** [SYNC-4] Two officers may start the same task offline: the earliest start counts, the other joined. */
function start(task: Task, { type: _, ...deed }: Command<'start'>): Result<Task, TransitionError> {
  const { device, at } = deed;
  switch (task.state) {
    case 'issued':
    case 'lapsed':
      return ok({ ...withoutLapse(task), state: 'inspecting', started: { at, device } });
    case 'refused':
      if (!precedes(deed, task)) return ok(task);
      return ok({ ...withoutRefusal(task), state: 'inspecting', started: { at, device } });
    case 'inspecting':
    case 'recorded': {
      const known = [task.started, ...(task.joined ?? [])];
      const isKnown = known.some((one) => one.device === device && one.at <= at);
      return ok(isKnown ? task : { ...task, ...joining(known, { at, device }) });
    }
    case 'withdrawn':
      return ok(task);
    default:
      return err('wrong-state');
  }
}

type Start = TaskIn<'inspecting'>['started'];

/** The same whichever comes in first: one for each device, by their clocks. */
function joining(known: readonly Start[], next: Start): Pick<TaskIn<'inspecting'>, 'started' | 'joined'> {
  const same = known.find(({ device }) => device === next.device);
  const own = same && same.at <= next.at ? same : next;
  const others = known.filter(({ device }) => device !== next.device);
  const [started = next, ...joined] = [...others, own].sort((a, b) => a.at - b.at || (a.device < b.device ? -1 : 1));
  return joined.length > 0 ? { started, joined } : { started };
}

/** [SYNC-5] A record made after a withdrawal the device did not know of is kept as evidence. SHOW-5: so is one after a refusal. */
function record(
  task: Task,
  { record, receivedAt, type: _, ...deed }: Command<'record'>,
): Result<Task, TransitionError> {
  const recorded = { record, ...(receivedAt === undefined ? {} : { receivedAt }) };
  const started = { at: record.startedAt, device: deed.device };
  switch (task.state) {
    case 'issued':
    case 'lapsed':
      return ok({ ...withoutLapse(task), state: 'recorded', started, ...recorded });
    case 'refused':
      return precedes(deed, task)
        ? ok({ ...withoutRefusal(task), state: 'recorded', started, ...recorded })
        : ok({ ...task, state: 'performed-after-refusal', ...recorded });
    case 'inspecting':
      return ok({ ...task, state: 'recorded', ...recorded });
    case 'withdrawn':
      return ok({ ...task, state: 'performed-after-withdrawal', ...recorded });
    default:
      return err('wrong-state');
  }
}

export type Performed = TaskIn<'performed-after-withdrawal'> | TaskIn<'performed-after-refusal'>;

/** SYNC-5, SHOW-5: inspected although the code was withdrawn, or the enterprise had refused. */
export const isPerformed = (task: Task): task is Performed =>
  task.state === 'performed-after-withdrawal' || task.state === 'performed-after-refusal';

/** [SYNC-5] Adds an explanation of the officers to the task; the same one is added once. */
function explain(task: Task, { type: _, ...explanation }: Command<'explain'>): Result<Task, TransitionError> {
  if (!isPerformed(task)) return err('wrong-state');
  const before = task.explanations ?? [];
  if (before.some(({ event }) => event === explanation.event)) return ok(task);
  return ok({ ...task, explanations: [...before, explanation] });
}

/** [SYNC-5] Supervisors wait for the officers to say how it came. */
export const wantsExplanation = (task: Task): boolean => isPerformed(task) && (task.explanations ?? []).length === 0;

export const hasCode = (task: Task): task is IssuedTask => 'code' in task;
