/** Requests for pages of a feed: their query, their checks, the shape of a page. */
import { checkpointSchema } from '@liangma/shared/protocol/documents';
import type { Context } from 'hono';
import * as v from 'valibot';
import type { Deps } from '../deps.ts';
import { findDevice } from '../ports/directory.ts';
import type { AppEnv } from './context.ts';
import { Problem } from './problem.ts';
import { seenOn } from './require.ts';

export const parseJson = v.pipe(
  v.string(),
  v.rawTransform(({ dataset, addIssue, NEVER }) => {
    try {
      return JSON.parse(dataset.value) as unknown;
    } catch {
      addIssue({ message: 'not JSON' });
      return NEVER;
    }
  }),
);

/** China has some four hundred prefectures. */
const MAX_SHARDS = 500;

/** Refuses a checkpoint that no server gave: unsafe numbers, or more shards than there are. A database may fail at either. */
export const givenCheckpoint = v.pipe(
  checkpointSchema,
  v.maxEntries(MAX_SHARDS),
  v.check((checkpoint) => Object.values(checkpoint).every(Number.isSafeInteger), 'checkpoint-number'),
);

export const pullQuery = {
  checkpoint: v.optional(v.pipe(parseJson, givenCheckpoint), '{}'),
  limit: v.optional(v.pipe(v.string(), v.regex(/^\d{1,4}$/), v.transform(Number)), '1000'),
  epoch: v.optional(v.string()),
};
export const MAX_PAGE = 1000;
export const pullReply = (document: v.GenericSchema) =>
  v.object({ documents: v.array(document), checkpoint: checkpointSchema, epoch: v.string() });

export const PULL_PROBLEMS = [
  'bad-request',
  'not-signed-in',
  'forbidden',
  'device-revoked',
  'resync',
  'protocol-too-old',
  'protocol-too-new',
] as const;

export function assertEpoch(deps: Deps, epoch: string | undefined): void {
  if (epoch !== undefined && epoch !== deps.store.epoch) throw new Problem('resync', { epoch: deps.store.epoch });
}

/** [SYNC-9] Throws for a revoked device. It gets nothing any more, and learns the outcome of its events by sending them again. */
export async function assertInUse(deps: Deps, c: Context<AppEnv>, id: string, account: string): Promise<void> {
  const device = await deps.store.read((tx) => findDevice(tx, id));
  if (device?.account !== account) throw new Problem('forbidden');
  if (device.revokedAt !== null) throw new Problem('device-revoked');
  await seenOn(deps, c, id);
}
