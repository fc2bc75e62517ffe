/**
 * Storage of imported matters. Rows go into the draft of the list, which somebody publishes; the first list of an empty store is in
 * force at once, because nothing was published that it could change.
 */
import { dayOf } from '@liangma/shared/kernel/instant';
import { type Matter, matterSchema } from '@liangma/shared/matters/matter';
import { matterImport } from '@liangma/shared/matters/matter-import';
import * as v from 'valibot';
import { NO_SHARD } from '../../ports/shards.ts';
import type { WriteTx } from '../../ports/store.ts';
import type { StoredKind } from './stored-kinds.ts';

const FIRST = 1;

/** A long file comes in several batches of one import. */
async function isFirstList(tx: Pick<WriteTx, 'matters'>, at: number): Promise<boolean> {
  if ((await tx.matters.version()) === 0) return true;
  const published = await tx.matters.publications();
  return published.length === 1 && published[0]?.version === FIRST && published[0].at === at;
}

export const matterKind: StoredKind<Matter> = {
  ...matterImport,
  needsWhole: true,
  async stored(tx, ids) {
    const wanted = new Set(ids);
    const list = (await tx.matters.draft()) ?? (await tx.matters.all());
    // In the order of the schema, so that an entry equals one that is read from a file.
    const known = list.filter(({ id }) => wanted.has(id)).map((matter) => v.parse(matterSchema, matter));
    return new Map(known.map((matter) => [matter.id as string, matter]));
  },
  async save(tx, changed, { at, actor }) {
    const list = new Map(((await tx.matters.draft()) ?? (await tx.matters.all())).map((matter) => [matter.id, matter]));
    for (const { after } of changed) list.set(after.id, after);
    const matters = [...list.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
    if (!(await isFirstList(tx, at))) return tx.matters.saveDraft(matters);
    const [known] = await tx.matters.publications();
    await tx.matters.save(FIRST, matters);
    if (known) return;
    const stamp = { version: FIRST, day: dayOf(at), at, by: actor, byName: actor };
    await tx.matters.savePublication({ ...stamp, document: '首次导入', publisher: actor, count: matters.length });
  },
  placeOf: ({ id }) => ({ shard: NO_SHARD, subject: id }),
  async *all(tx) {
    yield (await tx.matters.draft()) ?? (await tx.matters.all());
  },
};
