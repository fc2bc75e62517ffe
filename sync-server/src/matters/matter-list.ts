/** The list of matters that an agency may use, or all that are published. */
import { mayUse } from '@liangma/shared/compliance/subject';
import { pageInMemory } from '@liangma/shared/lists/list-in-memory';
import type { ListQuery } from '@liangma/shared/lists/list-query';
import type { ListReply } from '@liangma/shared/lists/list-reply';
import { capKindOf } from '@liangma/shared/matters/cap';
import type { Matter } from '@liangma/shared/matters/matter';
import { matterListSpec, matterTexts } from '@liangma/shared/matters/matter-list';
import type { Deps } from '../deps.ts';
import { replyOf } from '../lists/lists.ts';

export async function matterList(
  deps: Pick<Deps, 'store'>,
  agency: string | undefined,
  query: ListQuery<typeof matterListSpec>,
): Promise<ListReply<Matter>> {
  const { matters, own } = await deps.store.read(async (tx) => ({
    matters: await tx.matters.all(),
    own: agency === undefined ? undefined : await tx.registry.agency(agency),
  }));
  const listed = matters
    .filter((matter) => agency === undefined || (own && mayUse(own, matter)))
    .map((row) => ({ row, texts: matterTexts(row), sorts: { id: row.id, title: row.title }, id: row.id }));
  return replyOf(
    query,
    async (asked) => {
      const { cap } = asked.filters;
      return pageInMemory(
        matterListSpec,
        asked,
        listed.filter(({ row }) => !cap || capKindOf(row.cap) === cap),
      );
    },
    (rows) => rows,
  );
}
