import type { Result } from '@liangma/shared/kernel/result';
import { type Matter, matterSchema } from '@liangma/shared/matters/matter';
import { type Publication, type PublicationWish, publicationSchema } from '@liangma/shared/matters/publication';
import * as v from 'valibot';
import type { Problem } from './problem.ts';
import { namedQuery, request } from './request.ts';

const reply = v.object({ version: v.number(), matters: v.array(matterSchema) });

export interface MatterList {
  readonly version: number;
  readonly matters: readonly Matter[];
}

/** Matters that the own agency may use; `named`: also those that an application names. */
export const listMatters = (named: readonly string[] = []): Promise<Result<MatterList, Problem>> =>
  request('GET', `/api/matters${namedQuery(named)}`, reply);

const preparedSchema = v.object({
  version: v.number(),
  publications: v.array(publicationSchema),
  change: v.object({ added: v.array(v.string()), changed: v.array(v.string()), removed: v.array(v.string()) }),
  titles: v.record(v.string(), v.string()),
  unused: v.array(v.object({ id: v.string(), title: v.string(), lastUse: v.nullable(v.string()) })),
  mayPublish: v.boolean(),
});
export type PreparedList = v.InferOutput<typeof preparedSchema>;

/** Published versions, changes of the draft, and matters that nobody uses (MAT-3). */
export const readPublications = (): Promise<Result<PreparedList, Problem>> =>
  request('GET', '/api/matters/publications', preparedSchema);

export const publishList = (wish: PublicationWish): Promise<Result<Publication, Problem>> =>
  request('POST', '/api/matters/publications', publicationSchema, wish);
