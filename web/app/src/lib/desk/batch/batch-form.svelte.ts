/** A batch: the common fields, the targets with their periods, what the rules say of each, and what became of each. */
import type { Batch, BatchOutcome, BatchRow } from '@liangma/shared/compliance/batch';
import { DAY, type Day, dayOf, type Window } from '@liangma/shared/kernel/instant';
import { isWorkingDay, type WorkingCalendar } from '@liangma/shared/kernel/working-days';
import type { ListedEnterprise } from '@liangma/shared/registry/enterprise';
import { readFacts } from '#lib/api/applications.ts';
import { applyBatch, assessBatch } from '#lib/api/batch.ts';
import type { Problem } from '#lib/api/problem.ts';
import type { ApplicationForm } from '#lib/desk/application/application-form.svelte.ts';
import { isEmpty, toApplication } from '#lib/desk/application/draft.ts';
import type { Hours } from '#lib/desk/templates/template-draft.ts';
import { type BatchDraft, USUAL_SCHEDULE } from './batch-draft.ts';
import { isComplete, type Schedule, windowsOf } from './schedule.ts';
import { findTargets, linesOf } from './targets.ts';

export class BatchForm {
  readonly form: ApplicationForm;
  pasted = $state('');
  schedule = $state<Schedule>(USUAL_SCHEDULE);
  targets = $state.raw<readonly ListedEnterprise[]>([]);
  unknown = $state.raw<readonly string[]>([]);
  rows = $state.raw<readonly BatchRow[]>();
  outcomes = $state.raw<readonly BatchOutcome[]>();
  left = $state.raw<ReadonlySet<string>>(new Set());
  /** Reasons by enterprise and rule. */
  reasons = $state<Record<string, Record<string, string>>>({});
  problem = $state.raw<Problem>();
  /** Lines looked up so far; undefined while nothing is looked up. */
  looking = $state.raw<number>();
  busy = $state(false);
  /** Fewest letters and digits of a reason. */
  least = $state.raw(0);
  #calendar = $state.raw<WorkingCalendar>([]);
  /** The batch that `rows` speak of. */
  #judged = $state.raw('');

  readonly windows = $derived(
    isComplete(this.schedule) ? windowsOf(this.targets.length, this.schedule, (day) => this.#isWorking(day)) : [],
  );
  readonly batch = $derived(this.#batch());
  readonly isJudged = $derived(this.rows !== undefined && this.#judged === JSON.stringify(this.batch));
  /** Targets that the rules allow and that the clerk did not leave out. */
  readonly sendable = $derived(
    (this.isJudged ? (this.rows ?? []) : []).filter(
      (row) => row.known !== null && row.mayProceed && !this.left.has(row.enterprise),
    ),
  );

  readonly #places = $derived(new Map<string, number>(this.targets.map(({ id }, i) => [id, i])));
  /** Targets that the latest judgement holds back; they stay while a reason is written. */
  readonly heldBack = $derived((this.rows ?? []).filter((row) => row.known === null || !row.mayProceed));
  /** The table shows only `heldBack`. */
  onlyHeldBack = $state(false);
  readonly shown = $derived.by(() => {
    if (!this.onlyHeldBack) return this.targets;
    const held = new Set<string>(this.heldBack.map(({ enterprise }) => enterprise));
    return this.targets.filter(({ id }) => held.has(id));
  });

  /** Content of the form to be kept; null where nothing is filled in. */
  readonly draft = $derived.by((): BatchDraft | null => {
    const common = $state.snapshot(this.form.draft);
    const { pasted, targets } = this;
    if (isEmpty(common) && pasted.trim() === '' && targets.length === 0) return null;
    const [schedule, reasons] = [$state.snapshot(this.schedule), $state.snapshot(this.reasons)];
    return { common, pasted, schedule, targets: [...targets], left: [...this.left], reasons };
  });

  constructor(form: ApplicationForm, kept: BatchDraft | null) {
    this.form = form;
    if (!kept) return;
    this.pasted = kept.pasted;
    this.schedule = kept.schedule;
    this.targets = kept.targets;
    this.left = new Set(kept.left);
    this.reasons = kept.reasons;
    void this.#readCalendar();
  }

  async find(): Promise<void> {
    this.problem = undefined;
    this.looking = 0;
    const found = await findTargets(linesOf(this.pasted), (done) => {
      this.looking = done;
    });
    this.looking = undefined;
    if (!found.ok) {
      this.problem = found.error;
      return;
    }
    const all = [...this.targets, ...found.value.found];
    this.targets = [...new Map(all.map((one) => [one.id, one])).values()];
    this.unknown = found.value.unknown;
    this.pasted = found.value.unknown.join('\n');
    await this.#readCalendar();
  }

  /** Takes the hours of a template, where it has some. */
  takeHours({ from, minutes }: Hours): void {
    const { schedule } = this;
    this.schedule = { ...schedule, from: from || schedule.from, minutes: minutes ?? schedule.minutes };
  }

  windowOf(id: string): Window | undefined {
    return this.windows[this.#places.get(id) ?? -1];
  }

  remove(id: string): void {
    this.targets = this.targets.filter((target) => target.id !== id);
  }

  giveReason(id: string, rule: string, reason: string): void {
    this.reasons = { ...this.reasons, [id]: { ...this.reasons[id], [rule]: reason } };
  }

  toggle(id: string): void {
    const left = new Set(this.left);
    if (!left.delete(id)) left.add(id);
    this.left = left;
  }

  async judge(): Promise<void> {
    const { batch } = this;
    if (!batch || this.busy) return;
    this.busy = true;
    const judged = await assessBatch(batch);
    this.busy = false;
    this.problem = judged.ok ? undefined : judged.error;
    if (!judged.ok) return;
    this.rows = judged.value;
    this.#judged = JSON.stringify(batch);
  }

  async submit(): Promise<void> {
    const { batch } = this;
    if (!batch || this.busy || this.sendable.length === 0) return;
    this.busy = true;
    const chosen = new Set(this.sendable.map(({ enterprise }) => enterprise));
    const sent = await applyBatch({
      ...batch,
      targets: batch.targets.filter(({ enterprise }) => chosen.has(enterprise)),
    });
    this.busy = false;
    this.problem = sent.ok ? undefined : sent.error;
    if (sent.ok) this.outcomes = sent.value;
  }

  /** The common fields with each target and its period; undefined while something is missing. */
  #batch(): Batch | undefined {
    const [first] = this.targets;
    if (!first || this.windows.length < this.targets.length) return undefined;
    const { day, from } = this.schedule;
    const made = toApplication({ ...this.form.draft, enterprise: first, day, from, to: '23:59', endsNextDay: false });
    if (!made.ok) return undefined;
    const { enterprise: _, window: __, replaces: ___, ...content } = made.value;
    const targets = this.targets.flatMap(({ id }, i) => {
      const window = this.windows[i];
      const given = Object.entries(this.reasons[id] ?? {}).filter(([, reason]) => reason.trim() !== '');
      return window ? [{ enterprise: id, window, reasons: Object.fromEntries(given) }] : [];
    });
    return { content, targets };
  }

  /** A day of a year that the calendar does not hold is no working day: nothing is planned by guess. */
  #isWorking(day: Day): boolean {
    const known = isWorkingDay(this.#calendar, day);
    return known.ok && known.value.isWorking;
  }

  async #readCalendar(): Promise<void> {
    const [first] = this.targets;
    if (!first || this.#calendar.length > 0) return;
    const facts = await readFacts(first.id);
    if (!facts.ok) {
      this.problem = facts.error;
      return;
    }
    this.#calendar = facts.value.calendar;
    this.least = facts.value.policy.reasonCharacters;
    if (this.schedule.day === '') this.schedule = { ...this.schedule, day: dayOf(facts.value.now + DAY) };
  }
}
