/** The application form: the draft, what the rules say of it, and its way to the server. */

import { assess, assessOffSite } from '@liangma/shared/compliance/assess';
import { factsElsewhere, knownElsewhere, type LookedElsewhere } from '@liangma/shared/compliance/elsewhere';
import { type EnterpriseFacts, factsOf, withoutTask } from '@liangma/shared/compliance/facts';
import type { Finding } from '@liangma/shared/compliance/finding';
import { dayOf } from '@liangma/shared/kernel/instant';
import { ok, type Result } from '@liangma/shared/kernel/result';
import type { Matter, MatterId } from '@liangma/shared/matters/matter';
import type { AgencyId } from '@liangma/shared/registry/agency';
import type { Leave } from '@liangma/shared/registry/leave';
import type { Officer, OfficerId } from '@liangma/shared/registry/officer';
import { offSiteCheckSchema } from '@liangma/shared/tasks/particulars';
import { type Application, type Content, isExemptSource, type Task, USUAL_CHANNEL } from '@liangma/shared/tasks/task';
import type { TaskRow } from '@liangma/shared/tasks/task-list';
import {
  type Choice,
  choicesBetween,
  chosenOf,
  contentOf,
  differing,
  type Field,
} from '@liangma/shared/tasks/versions';
import * as v from 'valibot';
import { lookElsewhere, readFacts } from '#lib/api/applications.ts';
import type { Problem } from '#lib/api/problem.ts';
import { apply, applyOffSite, edit } from '#lib/api/tasks.ts';
import { PartnersOf } from '#lib/desk/joint/partner-lists.svelte.ts';
import {
  type ChosenEnterprise,
  type Draft,
  draftOf,
  emptyDraft,
  isElsewhere,
  referenceOf,
  toApplication,
  USUAL_SOURCE,
} from './draft.ts';
import { type Offer, offersOf } from './offers.ts';
import { review } from './review.ts';
import { firstWorkday, windowFields } from './window.ts';

/** Loaded before the form opens; small lists of the own agency. `tasks` are those that still occupy their officers. */
export interface FormLists {
  readonly officers: readonly Officer[];
  readonly matters: readonly Matter[];
  readonly tasks: readonly TaskRow[];
  /** Absences from today on. */
  readonly leaves: readonly Leave[];
}

/** [SYNC-12] Another desk was faster: what this form says, what the task says by now, and where they differ. */
export interface EditConflict {
  readonly current: Task;
  readonly mine: Content;
  readonly theirs: Content;
  readonly choices: readonly Choice[];
}

const withOthers = <T extends { readonly id: string }>(own: readonly T[], others: readonly T[]): readonly T[] => [
  ...own,
  ...others.filter(({ id }) => !own.some((one) => one.id === id)),
];

export class ApplicationForm {
  draft = $state<Draft>(emptyDraft());
  facts = $state.raw<EnterpriseFacts>();
  problem = $state.raw<Problem>();
  submitting = $state(false);
  /** The fields that only some applications need are unfolded. */
  showsParticulars = $state(false);
  /** The version that is being changed; undefined for a new application. */
  editing = $state.raw<Task>();
  conflict = $state.raw<EditConflict>();
  /** A conflict was resolved, and the result is not submitted yet. */
  merged = $state(false);
  readonly lists: FormLists;
  readonly partners = new PartnersOf();
  /** Officers and matters of the own agency, and those of the partners of a joint inspection. */
  readonly officers = $derived.by(() => withOthers(this.lists.officers, this.partners.lists.officers));
  readonly matters = $derived.by(() => withOthers(this.lists.matters, this.partners.lists.matters));
  /** Server's clock minus ours, so that both judge by the same time. */
  #skew = 0;
  #refused = $state.raw<{ application: string; findings: readonly Finding[] }>();

  readonly application = $derived(this.#application());
  readonly review = $derived(this.#review());
  /** The server's findings, until something is changed. */
  readonly serverFindings = $derived(
    this.#refused?.application === JSON.stringify(this.application) ? this.#refused.findings : undefined,
  );
  /** The trouble to show; the server's findings are out of date once something was changed. */
  readonly trouble = $derived(
    this.problem?.code === 'findings' && this.serverFindings === undefined ? undefined : this.problem,
  );
  /** An application that says what it said before needs no change. */
  readonly changed = $derived(
    !this.editing || (this.application.ok && differing(contentOf(this.editing), this.application.value).length > 0),
  );
  /** JUR-1: the server alone knows the inspections, grades and quiet days of the enterprise. */
  readonly isElsewhere = $derived(isElsewhere(this.draft.enterprise));
  /** OFF-1: the answer is a way without entering. */
  readonly isOffSite = $derived(this.draft.offSite !== '' && this.draft.offSite !== 'none');
  readonly #offSiteCheck = $derived(
    v.safeParse(offSiteCheckSchema, { asked: this.draft.offSiteAsked, received: this.draft.offSiteReceived }),
  );
  readonly maySubmit = $derived(
    this.review?.mayProceed === true &&
      (!this.isOffSite || this.#offSiteCheck.success) &&
      this.serverFindings === undefined &&
      this.changed &&
      !this.conflict,
  );

  constructor(lists: FormLists, draft: Draft | null, editing?: Task) {
    this.lists = lists;
    this.editing = editing;
    if (draft) this.draft = draft;
    if (draft?.enterprise) void this.loadFacts();
  }

  chooseEnterprise(enterprise: ChosenEnterprise | null): void {
    this.draft.enterprise = enterprise;
    this.facts = undefined;
    if (enterprise) void this.loadFacts();
  }

  /** JUR-1: an enterprise of another region, as the letter opened it. */
  chooseElsewhere(looked: LookedElsewhere, letter: string): void {
    this.draft.enterprise = looked.enterprise;
    this.draft.assistance = { date: '', authority: '', ...this.draft.assistance, number: letter };
    this.showsParticulars = true;
    this.#skew = looked.now - Date.now();
    this.facts = factsElsewhere(looked);
    this.problem = undefined;
  }

  async #readFacts(id: string, reference: string | undefined): Promise<Result<EnterpriseFacts, Problem>> {
    if (!isElsewhere(this.draft.enterprise)) return readFacts(id, reference);
    const looked = await lookElsewhere(id, this.draft.assistance?.number ?? '');
    return looked.ok ? ok(factsElsewhere(looked.value)) : looked;
  }

  async loadFacts(): Promise<void> {
    const id = this.draft.enterprise?.id;
    if (id === undefined) return;
    this.#loadPartners();
    const reference = referenceOf(this.draft)?.number;
    const facts = await this.#readFacts(id, reference);
    if (this.draft.enterprise?.id !== id || referenceOf(this.draft)?.number !== reference) return;
    if (!facts.ok) {
      this.problem = facts.error;
      return;
    }
    this.#skew = facts.value.now - Date.now();
    this.facts = facts.value;
    this.problem = undefined;
  }

  #application() {
    const typed = toApplication(this.draft);
    const made = typed.ok && this.isOffSite ? ok(this.#alone(typed.value)) : typed;
    const task = this.editing;
    if (!made.ok || !task) return made;
    // A window that nobody touched stays as it is, also where the fields cannot say it.
    const { day, from, to, endsNextDay } = this.draft;
    const untouched = JSON.stringify(windowFields(task.window)) === JSON.stringify({ day, from, to, endsNextDay });
    return untouched ? ok({ ...made.value, window: task.window }) : made;
  }

  /** OFF-1: an inspection without entering is no joint one. */
  #alone({ partners: _, ...application }: Application): Application {
    const { officers } = this.lists;
    return { ...application, officers: application.officers.filter((id) => officers.some((one) => one.id === id)) };
  }

  #review() {
    if (!this.application.ok || !this.facts) return undefined;
    const application = this.application.value;
    const { agencies } = this.partners.lists;
    if (this.partners.isReading) return undefined;
    const lists = { officers: this.officers, matters: this.matters, partners: agencies };
    const facts = factsOf(application, this.facts, lists);
    const others = this.editing ? withoutTask(facts, this.editing.id) : facts;
    const judge = this.isOffSite ? assessOffSite : assess;
    const judgeKnown: typeof assess = (...about) => knownElsewhere(judge(...about));
    return review(application, others, Date.now() + this.#skew, this.isElsewhere ? judgeKnown : judge);
  }

  offers(finding: Finding): Offer[] {
    if (!this.application.ok) return [];
    const { window } = this.application.value;
    const { agencies } = this.partners.lists;
    const { officers, matters, lists } = this;
    const own = this.facts?.agency.id;
    return offersOf(finding, {
      own,
      officers,
      matters,
      agencies,
      tasks: lists.tasks,
      window,
      chosen: this.draft.officers,
    });
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
      case 'join':
        this.addPartner(offer.agency as AgencyId);
        return 'officers';
      case 'remove-partner':
        this.removePartner(offer.agency);
        return 'partners';
      case 'next-year':
        this.draft.day = firstWorkday(offer.year);
        return 'day';
      case 'as-case':
        this.setType('case');
        return 'reference-number';
      case 'as-routine':
        this.setType('routine');
        return 'source';
      case 'give-reference':
        return 'reference-number';
      case 'give-assistance':
        this.draft.assistance ??= { number: '', date: '', authority: '' };
        this.showsParticulars = true;
        return 'assistance-number';
      case 'answer-off-site':
        return 'off-site-none';
      case 'do-off-site':
        return 'off-site-asked';
      case 'as-surprise':
        this.draft.surprise = true;
        this.draft.reasons = { 'NOT-1': '', ...this.draft.reasons };
        return 'reason-NOT-1';
      case 'name-exemption':
        this.draft.reasons = { 'QUIET-1': '', ...this.draft.reasons };
        this.showsParticulars = true;
        return 'quiet-exemption';
      case 'not-late':
        this.draft.late = '';
        return 'day';
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

  addPartner(id: AgencyId): void {
    if (!this.draft.partners.includes(id)) this.draft.partners = [...this.draft.partners, id];
    this.#loadPartners();
  }

  /** The officers and matters that only this partner brought go with it. */
  removePartner(id: string | undefined): void {
    const { officers, matters } = this.partners.lists;
    const sent = officers.filter(({ agency }) => agency === id).map((officer) => officer.id);
    const partner = this.partners.lists.agencies.find((agency) => agency.id === id);
    const left = this.draft.partners.filter((one) => one !== id);
    const lines = this.partners.lists.agencies.filter((agency) => left.includes(agency.id)).map(({ line }) => line);
    const brought = matters.filter(
      ({ id: matter, agencyCode }) =>
        agencyCode === partner?.line &&
        !lines.includes(agencyCode) &&
        !this.lists.matters.some((own) => own.id === matter),
    );
    this.draft.partners = left;
    this.draft.officers = this.draft.officers.filter((officer) => !sent.includes(officer));
    this.draft.matters = this.draft.matters.filter((matter) => !brought.some((one) => one.id === matter));
    this.#loadPartners();
  }

  #loadPartners(): void {
    const { enterprise, partners } = this.draft;
    void this.partners.load(isElsewhere(enterprise) ? undefined : enterprise?.id, partners);
  }

  addMatter(id: MatterId): void {
    if (!this.draft.matters.includes(id)) this.draft.matters = [...this.draft.matters, id];
  }

  setAssistance(on: boolean): void {
    this.draft.assistance = on ? { number: '', date: '', authority: '' } : null;
  }

  setType(type: Draft['type']): void {
    this.draft.type = type;
    this.setSource(USUAL_SOURCE[type]);
  }

  setSource(source: Draft['source']): void {
    this.draft.source = source;
    if (isExemptSource(source)) this.draft.reference.channel = USUAL_CHANNEL[source];
  }

  /** Other uses of the reference that is named now. */
  referenceChanged(): void {
    if (this.facts && !this.isElsewhere) void this.loadFacts();
  }

  clear(): void {
    this.draft = emptyDraft();
    this.facts = undefined;
    this.problem = undefined;
  }

  begin(draft: Draft): void {
    this.draft = draft;
    if (draft.enterprise) void this.loadFacts();
  }

  async submit(): Promise<Result<Task, Problem> | undefined> {
    if (!this.application.ok || !this.maySubmit || this.submitting) return undefined;
    this.submitting = true;
    this.problem = undefined;
    const application = this.application.value;
    const { enterprise: _, replaces: __, ...content } = application;
    const result = await this.#send(application, content);
    this.submitting = false;
    const current = result.ok ? null : result.error.current;
    if (this.editing && current) this.#overtaken(this.editing, content, current);
    else if (!result.ok) await this.#refusedBy(result.error, application);
    return result;
  }

  #send(application: Application, content: Content): Promise<Result<Task, Problem>> {
    if (this.editing) return edit(this.editing, content);
    const check = this.#offSiteCheck;
    return this.isOffSite && check.success ? applyOffSite(application, check.output) : apply(application);
  }

  #overtaken(base: Task, mine: Content, current: Task): void {
    const theirs = contentOf(current);
    this.conflict = { current, mine, theirs, choices: choicesBetween(contentOf(base), mine, theirs) };
  }

  /** [SYNC-12] Goes on from the version that is there now, with those fields of this form. */
  settle(fromMine: readonly Field[]): void {
    const { conflict, draft } = this;
    if (!conflict || !draft.enterprise) return;
    this.draft = draftOf(chosenOf(conflict.mine, conflict.theirs, fromMine), draft.enterprise);
    this.editing = conflict.current;
    this.conflict = undefined;
    this.merged = true;
    void this.loadFacts();
  }

  /** Facts may have changed since they were read: show the server's findings, and read the facts again. */
  async #refusedBy(problem: Problem, application: unknown): Promise<void> {
    if (problem.code === 'findings') {
      if (!this.isElsewhere) await this.loadFacts();
      this.#refused = { application: JSON.stringify({ ok: true, value: application }), findings: problem.findings };
    }
    this.problem = problem;
  }

  /** Today by the server's clock; the earliest day that can be applied for. */
  get today(): string {
    return dayOf(Date.now() + this.#skew);
  }
}
