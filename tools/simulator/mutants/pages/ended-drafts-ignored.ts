/** [DRAFT-4] The end of a draft is ignored. */
import * as real from '../../../../web/app/src/lib/offline/wire/replies.ts';

export * from '../../../../web/app/src/lib/offline/wire/replies.ts';

export const readDrafts: typeof real.readDrafts = (body) => {
  const page = real.readDrafts(body);
  return { ...page, documents: page.documents.filter(({ sync }) => sync.state !== 'ended') };
};
