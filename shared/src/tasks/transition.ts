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
import { findingsField, type KeptFinding } from './kept-findings.ts';
import type { Content, IssuedTask, Route, Stamp, Task, TaskIn } from './task.ts';
import { contentOf, differing } from './versions.ts';

/** What an approval gives to a task. */
export interface SignedCode {
  readonly code: string;
  readonly number: string;
  readonly statusIndex: number;
}

/** Where an enterprise's answer comes from: its device, the event in which that keeps it, and the way it took. */
export interface Origin {
  readonly device: DeviceId;
  readonly at: Instant;
  readonly event: EventId;
  readonly route: Route;
}

/** An application as it was changed, with what follows from that: names and certificates, and the n-th of the year. */
export interface EditedContent {
  readonly content: Content;
  readonly officers: Task['officers'];
  readonly nth: number;
  readonly findings: readonly KeptFinding[];
}

/** Whoever approves: their account, and the officer they are themselves, if any. */
export interface Approver {
  readonly account: string;
  readonly officer: string | null;
}

export type TaskCommand =
  | ({ readonly type: 'edit'; readonly by: Stamp } & EditedContent)
  | ({
      readonly type: 'approve';
      readonly by: Stamp;
      /** APR-4. */
      readonly officer: string | null;
      readonly findings: readonly KeptFinding[];
    } & SignedCode)
  | { readonly type: 'reject'; readonly by: Stamp; readonly reason: string }
  | { readonly type: 'return'; readonly by: Stamp; readonly reason: string }
  | { readonly type: 'withdraw'; readonly by: Stamp; readonly reason: string }
  | ({ readonly type: 'scan'; readonly scan: Pick<Scan, 'verdict' | 'channel'> } & Origin)
  | ({ readonly type: 'refuse'; readonly refusal: Pick<Refusal, 'ground' | 'note'> } & Origin)
  | { readonly type: 'start'; readonly device: DeviceId; readonly at: Instant }
  | { readonly type: 'record'; readonly device: DeviceId; readonly at: Instant; readonly record: InspectionRecord }
  | ({ readonly type: 'explain'; readonly text: string } & Omit<Origin, 'route'>);

export type TransitionError = 'wrong-state' | 'same-person';

export function transition(task: Task, command: TaskCommand): Result<Task, TransitionError> {
  const next = apply(task, command);
  return next.ok ? ok({ ...next.value, rev: task.rev + 1 }) : next;
}

function apply(task: Task, command: TaskCommand): Result<Task, TransitionError> {
  switch (command.type) {
    case 'edit':
      return edit(task, command);
    case 'approve':
      return approve(task, command);
    case 'reject':
      if (task.state !== 'applied') return err('wrong-state');
      return ok({ ...task, state: 'rejected', rejected: command.by, reason: command.reason });
    case 'return':
      if (task.state !== 'applied') return err('wrong-state');
      return ok({ ...task, state: 'rejected', rejected: command.by, reason: command.reason, returned: true });
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
    default:
      return unreachable(command);
  }
}

type Command<T extends TaskCommand['type']> = Extract<TaskCommand, { type: T }>;

/** An application may be changed until it is decided; what it said before stays with it. */
function edit(task: Task, { by, content, officers, nth, findings }: Command<'edit'>): Result<Task, TransitionError> {
  if (task.state !== 'applied') return err('wrong-state');
  const { findings: _, ...rest } = task;
  const was = contentOf(task);
  const before = Object.fromEntries(differing(was, content).map((field) => [field, was[field]]));
  const edits = [...(task.edits ?? []), { ...by, before }];
  return ok({ ...rest, ...content, officers, nth, edits, ...findingsField(findings) });
}

/** [APR-1] Whoever applied, and whoever changed the application: none of them approves it. */
export const isApplicant = ({ applied, edits = [] }: Task, account: string): boolean =>
  [applied, ...edits].some(({ by }) => by === account);

/** [APR-4] Nobody approves an inspection in which he is one of the officers. */
export const isOneOfOfficers = ({ officers }: Pick<Task, 'officers'>, officer: string | null): boolean =>
  officers.some(({ id }) => id === officer);

/** Neither the applicant (APR-1) nor one of the officers (APR-4). */
export const isPartial = (task: Task, { account, officer }: Approver): boolean =>
  isApplicant(task, account) || isOneOfOfficers(task, officer);

/** [APR-1] Approved beforehand by the head of the agency, not by the person who applied. */
function approve(
  task: Task,
  { by, officer, code, number, statusIndex, findings }: Command<'approve'>,
): Result<Task, TransitionError> {
  if (task.state !== 'applied') return err('wrong-state');
  if (isPartial(task, { account: by.by, officer })) return err('same-person');
  const kept = findingsField(task.findings?.applied ?? [], findings);
  return ok({ ...task, ...kept, state: 'issued', approved: by, code, number, statusIndex, scans: [] });
}

/** Whoever makes itself keys can scan a code as often: all are events, and no more than this stands in what phones pull. */
const MAX_SCANS = 100;

/** A scan is kept in every state that has a code: someone stood at a door with it. One entry a device. */
function scan(task: Task, { scan, ...origin }: Command<'scan'>): Result<Task, TransitionError> {
  if (!hasCode(task)) return err('wrong-state');
  const isListed = task.scans.some((s) => s.device === origin.device);
  if (!isListed && task.scans.length < MAX_SCANS) {
    const { verdict, channel } = scan;
    return ok({ ...task, scans: [...task.scans, { ...newAnswer(origin), verdict, channel }] });
  }
  return ok({ ...task, scans: task.scans.map((s) => (isOf(s, origin) ? { ...s, ...again(s, origin) } : s)) });
}

/** [SHOW-1] The enterprise may refuse as long as nothing has begun; later its refusal is kept and changes nothing. */
function refuse(task: Task, { refusal, ...origin }: Command<'refuse'>): Result<Task, TransitionError> {
  if (!hasCode(task)) return err('wrong-state');
  if (task.state === 'refused' && isOf(task.refused, origin)) {
    // Its words come with the enterprise's own event alone.
    const note = task.refused.note || refusal.note;
    return ok({ ...task, refused: { ...task.refused, ...again(task.refused, origin), note } });
  }
  if (task.state !== 'issued') return ok(task);
  const { ground, note } = refusal;
  return ok({ ...task, state: 'refused', refused: { ...newAnswer(origin), ground, note } });
}

type KeptAnswer = IssuedTask['scans'][number] | TaskIn<'refused'>['refused'];

const newAnswer = ({ device, at, event, route }: Origin) => ({ device, at, event, routes: [route] });

/** [SYNC-7] One answer that comes by two ways is one: known by its event, before there were those by its moment. */
const isOf = (kept: KeptAnswer, { device, event, at }: Origin): boolean =>
  kept.device === device && (kept.event === undefined ? kept.at === at : kept.event === event);

function again({ routes = ['own'] }: KeptAnswer, { event, route }: Origin): Pick<KeptAnswer, 'event' | 'routes'> {
  return { event, routes: routes.includes(route) ? routes : [...routes, route] };
}

/** [SYNC-4] Two officers may start the same task offline: the earliest start counts, the other joined. */
function start(task: Task, { device, at }: Command<'start'>): Result<Task, TransitionError> {
  switch (task.state) {
    case 'issued':
      return ok({ ...task, state: 'inspecting', started: { at, device } });
    case 'inspecting':
    case 'recorded':
      return ok({ ...task, ...joining([task.started, ...(task.joined ?? [])], { at, device }) });
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

/** [SYNC-5] A record made after a withdrawal the device did not know of is kept as evidence. */
function record(task: Task, { device, record }: Command<'record'>): Result<Task, TransitionError> {
  switch (task.state) {
    case 'issued':
      return ok({ ...task, state: 'recorded', started: { at: record.startedAt, device }, record });
    case 'inspecting':
      return ok({ ...task, state: 'recorded', record });
    case 'withdrawn':
      return ok({ ...task, state: 'performed-after-withdrawal', record });
    default:
      return err('wrong-state');
  }
}

/** [SYNC-5] What the officers say to it stands with it, each once. */
function explain(task: Task, { type: _, ...explanation }: Command<'explain'>): Result<Task, TransitionError> {
  if (task.state !== 'performed-after-withdrawal') return err('wrong-state');
  const before = task.explanations ?? [];
  if (before.some(({ event }) => event === explanation.event)) return ok(task);
  return ok({ ...task, explanations: [...before, explanation] });
}

/** [SYNC-5] Supervisors wait for the officers to say how it came. */
export const wantsExplanation = (task: Task): boolean =>
  task.state === 'performed-after-withdrawal' && (task.explanations ?? []).length === 0;

export const hasCode = (task: Task): task is IssuedTask => 'code' in task;
