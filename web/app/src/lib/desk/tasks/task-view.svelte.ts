/** State of a task at the desk: its content, the findings of the rules, and the actions. */
import { factsOf, withoutTask } from '@liangma/shared/compliance/facts';
import type { Policy } from '@liangma/shared/compliance/policy';
import type { Matter } from '@liangma/shared/matters/matter';
import { partnersOf } from '@liangma/shared/tasks/joining';
import type { NoticeContact } from '@liangma/shared/tasks/papers/notice-contact';
import type { Task } from '@liangma/shared/tasks/task';
import { applicationOf } from '@liangma/shared/tasks/versions';
import { readFacts } from '#lib/api/applications.ts';
import { listMatters } from '#lib/api/matters.ts';
import { readPolicy } from '#lib/api/policy.ts';
import type { Problem } from '#lib/api/problem.ts';
import { listOfficers } from '#lib/api/registry.ts';
import { type Decision, decide, openTask } from '#lib/api/tasks.ts';
import { type Review, review } from '#lib/desk/application/review.ts';
import { readPartners } from '#lib/desk/joint/requests.ts';
import { keepOpinion, writtenOpinion } from '#lib/desk/opinions/written-opinions.ts';
import { all } from '#lib/loading/all.ts';
import { Resource } from '#lib/loading/resource.svelte.ts';
import { session } from '#lib/session/session.svelte.ts';

export interface OpenedTask {
  readonly task: Task;
  readonly contact: NoticeContact | null;
  readonly matters: readonly Matter[];
  readonly policy: Policy;
  /** Only of an application that waits, and only for those who may read the facts. */
  readonly review: Review | undefined;
}

export class TaskView {
  readonly opened: Resource<OpenedTask>;
  busy = $state<Decision>();
  problem = $state.raw<Problem>();
  /** The task as it was on screen, and as it is now. */
  conflict = $state.raw<{ before: Task; now: Task }>();

  readonly #id: string;
  #opinion = $state('');

  constructor(id: string) {
    this.#id = id;
    this.#opinion = writtenOpinion(session.actor?.account ?? '', id);
    this.opened = new Resource(() => open(id));
  }

  /** Words of the head or of the legal review, kept until they are sent. */
  get opinion(): string {
    return this.#opinion;
  }

  set opinion(text: string) {
    this.#opinion = text;
    keepOpinion(session.actor?.account ?? '', this.#id, text);
  }

  /** True when it was done. */
  async decide(task: Task, decision: Decision, words?: string): Promise<boolean> {
    if (this.busy) return false;
    this.busy = decision;
    this.problem = undefined;
    const decided = await decide(task, decision, words);
    this.busy = undefined;
    const opened = this.opened.value;
    if (decided.ok && opened) {
      const { state } = decided.value;
      this.opened.set({ ...opened, task: decided.value, review: state === 'applied' ? opened.review : undefined });
    } else if (decided.ok) void this.opened.reload();
    else if (decided.error.code === 'conflict' && decided.error.current) {
      this.conflict = { before: task, now: decided.error.current };
    } else this.problem = decided.error;
    return decided.ok;
  }

  /** Why the last decision was not taken; from here on the caller shows it. */
  takeProblem(): Problem | undefined {
    const { problem } = this;
    this.problem = undefined;
    return problem;
  }

  /** Until the version that is there now has come, nothing can be decided: it would be about the one that was on screen. */
  async useCurrent(): Promise<void> {
    await this.opened.reload();
    if (!this.opened.problem) this.conflict = undefined;
  }
}

async function open(id: string) {
  const found = await openTask(id);
  if (!found.ok) return found;
  const { task, contact } = found.value;
  const read = await all({ list: listMatters(task.matters), policy: readPolicy(task.enterprise.region) });
  if (!read.ok) return read;
  const { list, policy } = read.value;
  const { matters } = list;
  return { ok: true as const, value: { task, contact, matters, policy, review: await reviewOf(task, matters) } };
}

async function reviewOf(task: Task, matters: readonly Matter[]): Promise<Review | undefined> {
  if (task.state !== 'applied') return undefined;
  const read = await all({
    facts: readFacts(task.enterprise.id, task.reference?.number),
    officers: listOfficers(task.officers.map((officer) => officer.id)),
  });
  if (!read.ok) return undefined;
  const { facts, officers } = read.value;
  // The facts are those of the own agency; a partner's part is judged by the server when its head agrees.
  if (facts.agency.id !== task.agency.id) return undefined;
  const named = partnersOf(task).map(({ agency }) => agency.id);
  const joint = named.length > 0 ? await readPartners(task.enterprise.id, named) : undefined;
  if (joint && !joint.ok) return undefined;
  const lists = {
    officers,
    matters: joint
      ? [...matters, ...joint.value.matters.filter(({ id }) => !matters.some((one) => one.id === id))]
      : matters,
    partners: joint?.value.agencies ?? [],
  };
  const application = applicationOf(task);
  return review(application, withoutTask(factsOf(application, facts, lists), task.id), facts.now);
}
