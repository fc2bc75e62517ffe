/** The installation: its set-up and its state. */
import { type SetupResult, setupResultSchema } from '@liangma/shared/access/installation';
import { type Operation, operationSchema } from '@liangma/shared/devices/operation';
import { regionSchema } from '@liangma/shared/kernel/regions';
import type { Result } from '@liangma/shared/kernel/result';
import {
  type ListedMessage,
  listedMessageSchema,
  type MessageChannel,
  type RetriedMessages,
  retriedMessagesSchema,
} from '@liangma/shared/notices/message-list';
import * as v from 'valibot';
import type { Problem } from './problem.ts';
import { request } from './request.ts';

const stateSchema = v.variant('isSetUp', [
  v.object({ isSetUp: v.literal(true) }),
  v.object({
    isSetUp: v.literal(false),
    regions: v.array(regionSchema),
    origin: v.string(),
    hasPassphrase: v.boolean(),
  }),
]);
export type SetupState = v.InferOutput<typeof stateSchema>;

export const readSetup = (): Promise<Result<SetupState, Problem>> => request('GET', '/api/setup', stateSchema);

export const setUp = (asked: object): Promise<Result<SetupResult, Problem>> =>
  request('POST', '/api/setup', setupResultSchema, asked);

export const readOperation = (): Promise<Result<Operation, Problem>> =>
  request('GET', '/api/operation', operationSchema);

/** Tries a message at once; the answer is the message as it is afterwards. */
export const retryMessage = (id: string): Promise<Result<ListedMessage, Problem>> =>
  request('POST', `/api/notices/${id}/retry`, listedMessageSchema, {});

/** Tries all messages again that failed, of one channel or of all. */
export const retryFailedMessages = (channel?: MessageChannel): Promise<Result<RetriedMessages, Problem>> =>
  request('POST', '/api/notices/retry', retriedMessagesSchema, { channel });
