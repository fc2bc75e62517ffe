/** Deeds of officers and enterprises at their phones, each as its page allows it. */
import type { TaskId } from '@liangma/shared/kernel/ids';
import { MINUTE } from '@liangma/shared/kernel/instant';
import type { EventType } from '@liangma/shared/protocol/event';
import type { IssuedTask, Task } from '@liangma/shared/tasks/task';
import type { FieldPage } from '@liangma/testing/engine/field-page';
import type { ShopPage } from '@liangma/testing/engine/shop-page';
import type { EventRow, TaskRow } from '../../../web/app/src/lib/offline/rows.ts';
import type { Phone } from '../browser/phone-and-pages.ts';
import type { Entered } from '../checks/ledger.ts';
import type { OfficerAct, ShopAct } from '../script/steps.ts';

export interface Kept {
  readonly id: string;
  readonly device: string;
  readonly type: string;
  readonly seq: number;
  readonly envelope: string;
}

/** The tabs on an officer's phone that can be worked with. */
const fieldsOn = ({ pages }: Phone): FieldPage[] =>
  pages.flatMap(({ exports }) => (exports as { field?: FieldPage }).field ?? []).filter((field) => field.isReady());

const shopsOn = ({ pages }: Phone): ShopPage[] =>
  pages.flatMap(({ exports }) => (exports as { shop?: ShopPage }).shop ?? []).filter((shop) => shop.isReady());

export const fieldOf = (phone: Phone): FieldPage | undefined => fieldsOn(phone)[0];
export const shopOf = (phone: Phone): ShopPage | undefined => shopsOn(phone)[0];

const anyOf = <T>({ dice }: Phone, tabs: readonly T[]): T | undefined => (tabs.length > 1 ? dice.pick(tabs) : tabs[0]);

export interface Doing {
  readonly phone: Phone;
  /** By the phone's clock. */
  now(): number;
  /** The return QR of some enterprise's screen. */
  returnText(): Promise<string | undefined>;
  /** Into a draft, and kept. */
  entered(entry: Omit<Entered, 'phone' | 'gone'>): void;
  /** Codes that are about: printed, or as some officer's screen shows them in this moment. */
  codes(form: 'printed' | 'live'): Promise<string[]>;
  /** Printed codes of inspections that went on or are over. */
  pastCodes(): Promise<string[]>;
}

/** Gives the event when the page said that it is kept; rejects when it said that it is not. */
export async function officerDoes(doing: Doing, act: OfficerAct): Promise<Kept | undefined> {
  const field = anyOf(doing.phone, fieldsOn(doing.phone));
  if (!field) return undefined;
  if (act === 'retry') return field.retry().then(() => undefined);
  if (act === 'sync') return void field.sync();
  if (act === 'carry') {
    const text = await doing.returnText();
    return text === undefined ? undefined : field.carry(text);
  }
  const { dice } = doing.phone;
  const tasks = (await field.tasks()).filter((row) => fits(act, row));
  if (tasks.length === 0) return undefined;
  const task = dice.pick(tasks);
  if (act === 'draft') {
    const value = `${doing.phone.name} ${dice.between(1, 1_000_000)}`;
    const over = await field.draft(task.id, value, doing.now());
    if (over) doing.entered({ task: task.id, value, over });
    return undefined;
  }
  const takePhoto = () => field.photo(task.id, pictureBy(dice), doing.now());
  if (act === 'photo') return takePhoto();
  if (act === 'record') for (let photos = dice.between(0, 2); photos > 0; photos--) await takePhoto();
  const type =
    act === 'odd' ? dice.pick(['inspection-started', 'record-submitted', 'code-shown'] as const) : EVENT[act];
  const kept = await say(field, task, type, act, doing.now());
  if (type === 'record-submitted') await field.submitDraft(task.id);
  return kept;
}

const EVENT = {
  show: 'code-shown',
  assist: 'scan',
  refuse: 'refusal',
  start: 'inspection-started',
  record: 'record-submitted',
} as const satisfies Partial<Record<OfficerAct, EventType>>;

function fits(act: OfficerAct, { state }: TaskRow): boolean {
  switch (act) {
    case 'odd':
      return true;
    case 'record':
    case 'photo':
    case 'draft':
      return state === 'inspecting' || state === 'issued';
    default:
      return state === 'issued';
  }
}

/** Up to three slices. */
const PHOTO_BYTES = [1_000, 150_000] as const;
const JPEG_HEAD = [0xff, 0xd8, 0xff];

function pictureBy(dice: Phone['dice']): Uint8Array {
  const bytes = dice.bytes(dice.between(...PHOTO_BYTES));
  bytes.set(JPEG_HEAD);
  return bytes;
}

async function say(
  field: FieldPage,
  row: TaskRow,
  type: EventType,
  act: OfficerAct,
  now: number,
): Promise<EventRow | undefined> {
  const { id: task, rev: taskRev } = row;
  const { code } = row.data as IssuedTask;
  const event = { task: task as TaskId, taskRev };
  switch (type) {
    case 'scan':
      return field.append({ ...event, type, data: { code, verdict: 'genuine', channel: 'assisted' } });
    case 'refusal':
      return field.append({ ...event, type, data: { code, ground: 'other', note: act } });
    case 'record-submitted':
      return field.record({ ...event, type, data: recordOf(row.data, now) });
    case 'inspection-started':
      return field.append({ ...event, type, data: {} });
    default:
      return field.append({ ...event, type: 'code-shown', data: {} });
  }
}

const recordOf = (task: Task, now: number) => ({
  startedAt: now - 20 * MINUTE,
  endedAt: now - MINUTE,
  outcome: 'no-problem' as const,
  correctBy: null,
  personPresent: '',
  opinion: '',
  items: task.matters.map((matter) => ({ matter, item: '1', answer: 'pass' as const, finding: '' })),
});

export async function shopDoes(doing: Doing, act: ShopAct): Promise<Kept | undefined> {
  const shop = anyOf(doing.phone, shopsOn(doing.phone));
  if (!shop) return undefined;
  if (!shop.hasTrust()) await shop.learnTrust();
  if (act === 'look') return shop.send().then(() => undefined);
  const text = await codeFor(doing, shop, act);
  if (text === undefined) return undefined;
  const { dice } = doing.phone;
  const now = doing.now();
  const seen = act.endsWith('-live') ? { seenAt: now } : {};
  const said = SAID[act];
  const data = {
    scan: { code: text, verdict: 'genuine', channel: dice.pick(['camera', 'link']), ...seen },
    refusal: { code: text, ground: 'fewer-than-two-officers', note: '', ...seen },
    evaluation: { overall: dice.pick(['satisfied', 'dissatisfied']), answers: {}, prohibitedActs: [], text: '' },
  }[said];
  const record = await shop.say(said, text, data, now);
  return record && { ...record.document, type: said };
}

const SAID = {
  scan: 'scan',
  'scan-live': 'scan',
  refuse: 'refusal',
  'refuse-live': 'refusal',
  evaluate: 'evaluation',
  'evaluate-unseen': 'evaluation',
} as const satisfies Record<Exclude<ShopAct, 'look'>, EventType>;

/** A person evaluates what they scanned here before; a stranger evaluates whatever task they know the number of. */
async function codeFor(doing: Doing, shop: ShopPage, act: Exclude<ShopAct, 'look'>): Promise<string | undefined> {
  const texts = await textsFor(doing, shop, act);
  return texts.length > 0 ? doing.phone.dice.pick(texts) : undefined;
}

async function textsFor(doing: Doing, shop: ShopPage, act: Exclude<ShopAct, 'look'>): Promise<string[]> {
  switch (act) {
    case 'evaluate':
      return shop
        .records()
        .flatMap(({ event }) => (event.type === 'scan' ? [(event.data as { code: string }).code] : []));
    case 'evaluate-unseen':
      return doing.pastCodes();
    case 'scan-live':
    case 'refuse-live':
      return doing.codes('live');
    default:
      return doing.codes('printed');
  }
}
