/** The record form: every change goes to this device, and the form never forgets what could not be saved. */
import type { TaskId } from '@liangma/shared/kernel/ids';
import type { RecordItem } from '@liangma/shared/records/record';
import * as v from 'valibot';
import type { Device } from '#lib/offline/device.svelte.ts';
import { dropDraft, readDraft, saveDraft } from '#lib/offline/draft-store.ts';
import { type StorageProblem, storageProblemOf } from '#lib/offline/storage-problem.ts';
import { clock } from './clock.svelte.ts';
import { RecordPhotos } from './photos/record-photos.svelte.ts';
import {
  draftSchema,
  emptyDraft,
  gapsOf,
  type QuestionGroup,
  questionsOf,
  type RecordDraft,
  recordOf,
} from './record-draft.ts';
import { TaskView } from './task-view.svelte.ts';

/** A pause in typing. */
const PAUSE = 400;

export class RecordForm {
  readonly view: TaskView;
  readonly photos: RecordPhotos;
  draft = $state<RecordDraft>(emptyDraft());
  loaded = $state(false);
  savedAt = $state<number>();
  dirty = $state(false);
  trouble = $state<StorageProblem>();
  /** The person wanted to submit: from then on gaps are said. */
  tried = $state(false);
  reviewing = $state(false);
  readonly #device: Device;
  readonly #id: TaskId;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #saving: Promise<void> = Promise.resolve();

  /** In a component's initialisation. */
  constructor(device: Device, id: TaskId) {
    this.#device = device;
    this.#id = id;
    this.view = new TaskView(device, () => id);
    this.photos = new RecordPhotos(device, () => id);
    void this.#load();
  }

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
  readonly answered = $derived(this.questions.filter(({ key }) => this.draft.answers[key]).length);
  readonly gaps = $derived(gapsOf(this.questions, this.unknown.length, this.draft, clock.now));
  readonly startedAt = $derived.by(() => {
    const task = this.view.log?.task;
    return task && 'started' in task ? task.started.at : this.view.startedHere;
  });

  answer(key: string, answer: RecordItem['answer']): void {
    this.draft.answers[key] = { answer, finding: this.draft.answers[key]?.finding ?? '' };
    this.changed();
  }

  /** Something in the draft changed. */
  changed(): void {
    this.dirty = true;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.flush().catch(() => undefined), PAUSE);
  }

  /** Saves now what is not saved. Rejects when this device cannot. */
  flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#saving = this.#saving.catch(() => undefined).then(() => this.#save());
    return this.#saving;
  }

  /** False leads to the first gap. */
  review(): boolean {
    this.tried = true;
    this.reviewing = this.gaps.length === 0;
    return this.reviewing;
  }

  /** True when the record is on disk, to be uploaded. */
  async submit(): Promise<boolean> {
    if (this.startedAt === undefined || this.gaps.length > 0) return false;
    const photos = await this.photos.toList();
    const record = recordOf(this.questions, $state.snapshot(this.draft), this.startedAt, Date.now(), photos);
    if (!(await this.view.make('record-submitted', record))) return false;
    clearTimeout(this.#timer);
    this.dirty = false;
    // The record is safe; what else follows from it is done again where it was not done now.
    await this.photos.follow().catch(() => undefined);
    await this.#saving.catch(() => undefined);
    await dropDraft(this.#device.local, this.#id).catch(() => undefined);
    return true;
  }

  async #load(): Promise<void> {
    try {
      const kept = await readDraft(this.#device.local, this.#id);
      const parsed = v.safeParse(draftSchema, kept?.data);
      if (parsed.success && !this.dirty) {
        this.draft = parsed.output;
        this.savedAt = kept?.updatedAt;
      }
    } catch (error) {
      console.error(error);
      this.trouble = storageProblemOf(error);
    } finally {
      this.loaded = true;
    }
  }

  async #save(): Promise<void> {
    if (!this.dirty) return;
    this.dirty = false;
    const now = Date.now();
    try {
      await saveDraft(this.#device.local, this.#id, $state.snapshot(this.draft), now);
      this.savedAt = now;
      this.trouble = undefined;
    } catch (error) {
      console.error(error);
      this.dirty = true;
      this.trouble = storageProblemOf(error);
      throw error;
    }
  }
}
