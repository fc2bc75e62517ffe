/**
 * The record form over the draft of a task: every entry goes to this device, and the form never forgets what could not be
 * saved. What the officers' other devices enter appears in it as it comes.
 */

import {
  type Author,
  type Draft,
  type EntryName,
  emptyDraft,
  type ItemState,
  itemState,
  openItems,
} from '@liangma/shared/drafts/draft';
import { answerKey } from '@liangma/shared/drafts/items';
import { type Change, enter, mergeDrafts } from '@liangma/shared/drafts/merge';
import type { TaskId } from '@liangma/shared/kernel/ids';
import type { RecordItem } from '@liangma/shared/records/record';
import { bestEffort } from '@liangma/web-common/best-effort';
import { type StorageProblem, storageProblemOf } from '#lib/offline/database/storage-problem.ts';
import type { Device } from '#lib/offline/device.svelte.ts';
import { draft$, fillDraft, submitDraft } from '#lib/offline/drafts/draft-store.ts';
import { fillFromRefused } from '#lib/offline/outbox/refused-record.ts';
import type { DraftRow } from '#lib/offline/rows.ts';
import { type PastRecords, pastRecords } from '#lib/offline/tasks/past-records.ts';
import { clock } from '#lib/time/clock.svelte.ts';
import { fieldWords } from '#lib/words/field.svelte.ts';
import { RecordPhotos } from '../photos/record-photos.svelte.ts';
import { TaskView } from '../task/task-view.svelte.ts';
import { filledIn, gapsOf, type QuestionGroup, questionsOf, recordOf } from './record-draft.ts';

/** A pause in typing. */
const PAUSE = 400;

const UNSAVED = 'the screen says that the form could not be saved';
const AGAIN = 'the record is safe, and the next start does it again';

/** Entered and not yet on disk. */
type Typed = Omit<Change, 'key'>;

export class RecordForm {
  readonly view: TaskView;
  readonly photos: RecordPhotos;
  savedAt = $state<number>();
  trouble = $state<StorageProblem>();
  /** The person wanted to submit: from then on gaps are said. */
  tried = $state(false);
  sync = $state.raw<DraftRow['sync']>();
  /** Earlier records of this device, which offer findings. */
  past = $state.raw<PastRecords>();
  readonly #device: Device;
  readonly #id: TaskId;
  #draftLoaded = $state(false);
  #author = $state.raw<Author>();
  /** Draft on disk, as far as it is known here. */
  #kept = $state.raw<Draft>(emptyDraft());
  #typed = $state.raw<Readonly<Record<string, Typed>>>({});
  /** Content that the person began to check before submitting. */
  #reviewed = $state<string>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #saving: Promise<void> = Promise.resolve();

  /** In a component's initialisation. */
  constructor(device: Device, id: TaskId) {
    this.#device = device;
    this.#id = id;
    this.view = new TaskView(device, () => id);
    this.photos = new RecordPhotos(device, () => id);
    $effect(() => this.#remember());
    // Follows the entries of other devices for as long as the form is open.
    $effect(() => this.#follow());
  }

  /** Drawn once and whole: nothing comes in later above what a finger is about to hit. */
  readonly loaded = $derived.by(() => this.#draftLoaded && this.photos.loaded && this.view.mattersLoaded);
  readonly groups: readonly QuestionGroup[] = $derived.by(() => {
    const known = this.view.matters;
    const matters = this.view.log?.task.matters.flatMap((id) => known?.get(id) ?? []) ?? [];
    return questionsOf(matters);
  });
  /** Matters of the task whose checklist is not on this device. */
  readonly unknown = $derived.by(() => {
    const known = this.view.matters;
    return known ? (this.view.log?.task.matters.filter((id) => !known.has(id)) ?? []) : [];
  });
  readonly questions = $derived(this.groups.flatMap(({ questions }) => questions));
  readonly draft: Draft = $derived.by(() => {
    const author = this.#author;
    if (!author) return this.#kept;
    return changesOf(this.#typed).reduce((draft, change) => enter(draft, change, author, clock.now), this.#kept);
  });
  readonly filled = $derived(filledIn(this.draft, this.questions));
  readonly answered = $derived(this.questions.filter(({ key }) => this.filled.answers[key]).length);
  /** The text of an item, by matter and item. */
  readonly textOf: ReadonlyMap<string, string> = $derived(
    new Map(this.questions.map(({ key, text }) => [key, text ?? fieldWords.words.record.overall])),
  );
  /** Items in which a person has to choose, whether this form shows them or not. */
  readonly open: ReadonlySet<string> = $derived(new Set(openItems(this.draft)));
  readonly gaps = $derived(gapsOf(this.questions, this.unknown.length, this.draft, clock.now));
  readonly dirty = $derived(Object.keys(this.#typed).length > 0);
  readonly startedAt = $derived.by(() => {
    const task = this.view.log?.task;
    return task && 'started' in task ? task.started.at : this.view.startedHere;
  });
  readonly #enterprise = $derived.by((): string | undefined => this.view.log?.task.enterprise.id);
  readonly #says = $derived(JSON.stringify(this.filled));
  readonly reviewing = $derived(this.#reviewed !== undefined && this.gaps.length === 0);
  /** Another device changed something while the person was checking. */
  readonly changedSince = $derived(this.reviewing && this.#reviewed !== this.#says);

  itemState(key: string): ItemState {
    const typed = this.#typed[key];
    if (!typed || !this.#author) return itemState(this.draft, key);
    // A person who is typing sees the typed text, whatever arrives meanwhile.
    return { kind: 'one', value: typed.value, entry: { ...this.#author, value: typed.value, at: clock.now } };
  }

  /** Tells whether an entry was made on this device. */
  isOwn = ({ device }: EntryName): boolean => device === this.#author?.device;

  answer(question: string, answer: RecordItem['answer']): void {
    this.choose(answerKey(question), answer);
  }

  /** A choice is whole at once, and saved at once: what is typed waits for a pause. */
  choose(key: string, value: string): void {
    this.enter(key, value);
    void bestEffort(this.flush(), UNSAVED);
  }

  /** [DRAFT-3] Over what the person sees there. */
  enter(key: string, value: string): void {
    const over = this.#typed[key]?.over ?? this.#kept.items[key] ?? [];
    this.#typed = { ...this.#typed, [key]: { value, over } };
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void bestEffort(this.flush(), UNSAVED), PAUSE);
  }

  /** Saves now what is not saved. Rejects when this device cannot. */
  flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#saving = bestEffort(this.#saving, UNSAVED).then(() => this.#save());
    return this.#saving;
  }

  /**
   * False leads to the first gap. Everything is in the draft before it can be submitted: a phone that dies in the moment
   * of submitting has either the record or the whole draft.
   */
  async review(): Promise<boolean> {
    await bestEffort(this.flush(), UNSAVED);
    this.tried = true;
    this.#reviewed = this.gaps.length === 0 ? this.#says : undefined;
    return this.reviewing;
  }

  edit(): void {
    this.#reviewed = undefined;
  }

  /** True when the record is on disk, to be uploaded. */
  async submit(): Promise<boolean> {
    // Nobody signs what another device has changed since they read it.
    if (this.startedAt === undefined || !this.reviewing || this.changedSince) return false;
    const { filled } = this;
    const photos = await this.photos.toList();
    const record = recordOf(this.questions, filled, this.startedAt, Date.now(), photos);
    if (!(await this.view.make('record-submitted', record))) return false;
    // The record is safe; what else follows from it is done again where it was not done now.
    await bestEffort(this.photos.follow(), AGAIN);
    await bestEffort(this.flush(), AGAIN);
    await bestEffort(submitDraft(await this.#device.drafts(), this.#id), AGAIN);
    return true;
  }

  #remember(): void {
    const enterprise = this.#enterprise;
    if (enterprise === undefined) return;
    pastRecords(this.#device.db, this.#id, enterprise).then(
      (past) => {
        this.past = past;
      },
      (error: unknown) => console.error(error),
    );
  }

  #follow(): () => void {
    let ended = false;
    let unsubscribe = (): void => undefined;
    const open = async (): Promise<void> => {
      this.#author = await this.#device.author();
      const drafts = await this.#device.drafts();
      await fillFromRefused(this.#device, drafts, this.#id, Date.now());
      if (ended) return;
      const subscription = draft$(drafts, this.#id).subscribe((row) => {
        if (row) this.#take(row);
        this.#draftLoaded = true;
      });
      unsubscribe = () => subscription.unsubscribe();
    };
    open().catch((error) => {
      console.error(error);
      this.trouble = storageProblemOf(error);
      this.#draftLoaded = true;
    });
    return () => {
      ended = true;
      unsubscribe();
    };
  }

  /** Rows come from the write and from the query, in any order; merging forgets no entry. */
  #take({ data, updatedAt, sync }: DraftRow): void {
    this.#kept = mergeDrafts(this.#kept, data);
    this.savedAt = updatedAt;
    this.sync = sync;
  }

  async #save(): Promise<void> {
    const typed = this.#typed;
    if (Object.keys(typed).length === 0) return;
    try {
      const author = await this.#device.author();
      const row = await fillDraft(await this.#device.drafts(), this.#id, changesOf(typed), author, Date.now());
      this.#take(row);
      this.#typed = stillTyped(this.#typed, typed, row.data, author);
      this.trouble = undefined;
    } catch (error) {
      console.error(error);
      this.trouble = storageProblemOf(error);
      throw error;
    }
  }
}

const changesOf = (typed: Readonly<Record<string, Typed>>): Change[] =>
  Object.entries(typed).map(([key, change]) => ({ key, ...change }));

/** Returns what was typed on while the rest was saved; it replaces the saved entries too. */
function stillTyped(
  now: Readonly<Record<string, Typed>>,
  saved: Readonly<Record<string, Typed>>,
  draft: Draft,
  { device }: Author,
): Record<string, Typed> {
  const left = Object.entries(now).filter(([key, change]) => saved[key] !== change);
  return Object.fromEntries(
    left.map(([key, { value, over }]) => {
      const own = saved[key] ? (draft.items[key] ?? []).filter((entry) => entry.device === device) : [];
      return [key, { value, over: [...over, ...own] }];
    }),
  );
}
