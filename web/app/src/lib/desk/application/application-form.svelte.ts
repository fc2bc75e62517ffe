/** The application form: the draft, what the rules say of it, and its way to the server. */
import type { Finding } from '@liangma/shared/compliance/finding';
import { dayOf } from '@liangma/shared/kernel/instant';
import type { Result } from '@liangma/shared/kernel/result';
import type { Matter, MatterId } from '@liangma/shared/matters/matter';
import type { Officer, OfficerId } from '@liangma/shared/registry/officer';
import type { Task } from '@liangma/shared/tasks/task';
import { type EnterpriseFacts, readFacts } from '#lib/api/applications.ts';
import type { Problem } from '#lib/api/problem.ts';
import type { ListedEnterprise } from '#lib/api/registry.ts';
import { apply } from '#lib/api/tasks.ts';
import { type Draft, emptyDraft, toApplication, USUAL_SOURCE } from './draft.ts';
import { type Offer, offersOf } from './offers.ts';
import { review } from './review.ts';
import { firstWorkday } from './window.ts';

/** Loaded before the form opens; small lists of the own agency. */
export interface FormLists {
  readonly officers: readonly Officer[];
  readonly matters: readonly Matter[];
  readonly tasks: readonly Task[];
}

export class ApplicationForm {
  draft = $state<Draft>(emptyDraft());
  facts = $state.raw<EnterpriseFacts>();
  problem = $state.raw<Problem>();
  submitting = $state(false);
  readonly lists: FormLists;
  /** Server's clock minus ours, so that both judge by the same time. */
  #skew = 0;
  #refused = $state.raw<{ application: string; findings: readonly Finding[] }>();

  readonly application = $derived(toApplication(this.draft));
  readonly review = $derived(this.#review());
  /** The server's findings, until something is changed. */
  readonly serverFindings = $derived(
    this.#refused?.application === JSON.stringify(this.application) ? this.#refused.findings : undefined,
  );
  /** What to tell of; the server's findings are no news once something was changed. */
  readonly trouble = $derived(
    this.problem?.code === 'findings' && this.serverFindings === undefined ? undefined : this.problem,
  );
  readonly maySubmit = $derived(this.review?.mayProceed === true && this.serverFindings === undefined);

  constructor(lists: FormLists, draft: Draft | null) {
    this.lists = lists;
    if (draft) this.draft = draft;
    if (draft?.enterprise) void this.loadFacts();
  }

  chooseEnterprise(enterprise: ListedEnterprise | null): void {
    this.draft.enterprise = enterprise;
    this.facts = undefined;
    if (enterprise) void this.loadFacts();
  }

  async loadFacts(): Promise<void> {
    const id = this.draft.enterprise?.id;
    if (id === undefined) return;
    const facts = await readFacts(id);
    if (this.draft.enterprise?.id !== id) return;
    if (!facts.ok) {
      this.problem = facts.error;
      return;
    }
    this.#skew = facts.value.now - Date.now();
    this.facts = facts.value;
    this.problem = undefined;
  }

  #review() {
    if (!this.application.ok || !this.facts) return undefined;
    const application = this.application.value;
    const officers = this.lists.officers.filter(({ id }) => application.officers.includes(id));
    return review(application, { ...this.facts, officers, matters: this.lists.matters }, Date.now() + this.#skew);
  }

  offers(finding: Finding): Offer[] {
    if (!this.application.ok) return [];
    const { window } = this.application.value;
    return offersOf(finding, { ...this.lists, window, chosen: this.draft.officers });
  }

  /** Does what an offer says, and names the field that the person should look at next. */
  take(offer: Offer): string | undefined {
    switch (offer.kind) {
      case 'add-officer':
        this.addOfficer(offer.officer);
        return undefined;
      case 'remove-officer':
        this.draft.officers = this.draft.officers.filter((id) => id !== offer.officer);
        return undefined;
      case 'remove-matter':
        this.draft.matters = this.draft.matters.filter((id) => id !== offer.matter);
        return undefined;
      case 'next-year':
        this.draft.day = firstWorkday(offer.year);
        return 'day';
      case 'as-case':
        this.setType('case');
        return 'source';
      case 'change-window':
        return 'day';
      case 'write-why':
        return 'why';
      case 'write-reason':
        this.draft.reasons = { [offer.rule]: '', ...this.draft.reasons };
        return `reason-${offer.rule}`;
      default:
        return undefined;
    }
  }

  addOfficer(id: OfficerId): void {
    if (!this.draft.officers.includes(id)) this.draft.officers = [...this.draft.officers, id];
  }

  addMatter(id: MatterId): void {
    if (!this.draft.matters.includes(id)) this.draft.matters = [...this.draft.matters, id];
  }

  setType(type: Draft['type']): void {
    this.draft.type = type;
    this.draft.source = USUAL_SOURCE[type];
  }

  clear(): void {
    this.draft = emptyDraft();
    this.facts = undefined;
    this.problem = undefined;
  }

  async submit(): Promise<Result<Task, Problem> | undefined> {
    if (!this.application.ok || !this.maySubmit || this.submitting) return undefined;
    this.submitting = true;
    this.problem = undefined;
    const application = this.application.value;
    const result = await apply(application);
    this.submitting = false;
    if (!result.ok) await this.#refusedBy(result.error, application);
    return result;
  }

  /** Facts may have changed since they were read: show the server's findings, and read the facts again. */
  async #refusedBy(problem: Problem, application: unknown): Promise<void> {
    if (problem.code === 'findings') {
      await this.loadFacts();
      this.#refused = { application: JSON.stringify({ ok: true, value: application }), findings: problem.findings };
    }
    this.problem = problem;
  }

  /** Today by the server's clock; the earliest day that can be applied for. */
  get today(): string {
    return dayOf(Date.now() + this.#skew);
  }
}
