/** Drafts: the phones of a task's officers show the same, and nothing that was entered goes but by who saw it. */

import { OPINION } from '@liangma/shared/drafts/items';
import { sameDraft } from '@liangma/shared/drafts/merge';
import type { FeedDraft } from '../../../sync-server/src/drafts/repository.ts';
import { findTask } from '../../../sync-server/src/ports/directory.ts';
import type { DraftRow } from '../../../web/app/src/lib/offline/rows.ts';
import type { Phone } from '../browser/phone-and-pages.ts';
import { fieldOf } from '../people/actors.ts';
import { actorOf, officersOf, type World } from '../world/world.ts';
import type { Entered } from './ledger.ts';
import { isOutOfUse } from './phones.ts';

export async function checkDrafts(world: World): Promise<string[]> {
  const phones = await Promise.all(officersOf(world).map((phone) => checkPhone(world, phone)));
  const entered = await Promise.all(world.ledger.entered.map((entry) => outcomeOf(world, entry)));
  return [...phones.flat(), ...entered.flat()];
}

async function checkPhone(world: World, phone: Phone): Promise<string[]> {
  if (await isOutOfUse(world, phone)) return [];
  const officer = actorOf(world, phone).officer ?? '';
  const rows = new Map((await fieldOf(phone)?.drafts())?.map((row) => [row.id as string, row]) ?? []);
  const feed = await world.truth.read((tx) => tx.drafts.feed(officer, {}, 10_000));
  const differs = feed
    .filter(({ officers }) => officers.includes(officer))
    .map((draft) => compare(draft, rows.get(draft.task)));
  const unsent = [...rows.values()].map(({ id, sync }) =>
    sync.state === 'pending' ? `${id} is still unsent` : undefined,
  );
  return [...differs, ...unsent].flatMap((words) => (words ? [`drafts: ${phone.name}: ${words}`] : []));
}

function compare({ task, ended, draft }: FeedDraft, row: DraftRow | undefined): string | undefined {
  if (ended) return row?.sync.state === 'shared' ? `${task} has ended, and is ${row.sync.state}` : undefined;
  if (!row) return `${task} is missing`;
  if (row.sync.state === 'submitted') return undefined;
  return row.sync.state === 'shared' && sameDraft(row.data, draft)
    ? undefined
    : `${task} is ${row.sync.state} and another`;
}

/** [DRAFT-2] It stands, or someone who saw it entered something else, or the record is there; or its phone was cleared. */
async function outcomeOf(world: World, { phone, task, value, gone }: Entered): Promise<string[]> {
  const { truth, ledger } = world;
  if (gone || ledger.entered.some(({ over }) => over.includes(value))) return [];
  const known = await truth.read(async (tx) => ({
    draft: await tx.drafts.ofTask((await tx.places.shardOf('task', task)) ?? '', task),
    task: await findTask(tx, task),
  }));
  const { officer } = actorOf(world, phone);
  const isTheirs = known.task?.officers.some(({ id }) => id === officer);
  // A restored store that hears of the record anew may never have had the draft of it.
  const isOver = known.draft?.ended || (known.task && 'record' in known.task);
  if (!known.task || !isTheirs || isOver) return [];
  // The draft stays on the phone if it became a record before it could be shared.
  const mine = (await fieldOf(phone)?.drafts())?.find(({ id }) => id === task);
  const stands = [known.draft?.draft, mine?.data].some((draft) =>
    draft?.items[OPINION]?.some((entry) => entry.value === value),
  );
  return stands ? [] : [`drafts: ${phone.name}: what was entered at ${task} is lost: ${value}`];
}
