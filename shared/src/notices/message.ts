/**
 * Message to somebody outside the page: queued with the effect that it tells of, sent by a job, and its receipt kept. The
 * lifecycle is queued → sent → read, or queued → failed after the last try. A message that was not delivered and needs not be any
 * more is not due. A person may ask for another try: failed → queued.
 */
import * as v from 'valibot';
import { HOUR, type Instant, instantSchema, MINUTE } from '../kernel/instant.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import { NOT_DUE_REASONS, type NotDueReason } from './not-due.ts';
import { TEMPLATES } from './templates.ts';

/**
 * `sms`: to a telephone. `desk`: to the people of an agency who hold a role, by the office's own messenger. `push`: to the browsers
 * in which a person asked for it.
 */
export const CHANNELS = ['sms', 'desk', 'push'] as const;

export const recipientSchema = v.variant('kind', [
  v.object({ kind: v.literal('contact'), name: v.string(), phone: v.string() }),
  v.object({ kind: v.literal('desk'), agency: v.string(), name: v.string(), role: v.string() }),
  v.object({ kind: v.literal('account'), account: v.string(), name: v.string() }),
]);
export type Recipient = v.InferOutput<typeof recipientSchema>;

const tries = { attempts: v.number() };
export const deliverySchema = v.variant('state', [
  /** `nextAt`: when it is tried next; a try that runs has its lease there. */
  v.object({ state: v.literal('queued'), ...tries, nextAt: instantSchema, lastError: v.string() }),
  /** `receipt`: the gateway's own number for it. */
  v.object({ state: v.literal('sent'), ...tries, at: instantSchema, receipt: v.string() }),
  v.object({ state: v.literal('read'), ...tries, at: instantSchema, receipt: v.string(), readAt: instantSchema }),
  v.object({ state: v.literal('failed'), ...tries, at: instantSchema, error: v.string() }),
  /** `lastError`: of its last try; empty if none failed. */
  v.object({
    state: v.literal('not-due'),
    ...tries,
    at: instantSchema,
    reason: v.picklist(NOT_DUE_REASONS),
    lastError: v.string(),
  }),
]);
export type Delivery = v.InferOutput<typeof deliverySchema>;

export const messageSchema = v.object({
  /** Also the idempotency key for the gateway: a try may be repeated after a crash. */
  id: v.string(),
  /** The task that it belongs to; empty without one. */
  task: v.string(),
  /** The alert that it is about, and how many steps that had then. */
  alert: v.exactOptional(v.object({ id: v.string(), steps: v.number() })),
  template: v.picklist(Object.keys(TEMPLATES) as (keyof typeof TEMPLATES)[]),
  values: v.record(v.string(), v.string()),
  channel: v.picklist(CHANNELS),
  recipient: recipientSchema,
  createdAt: instantSchema,
  delivery: deliverySchema,
  /** RES-1: when its link was opened first; the gateway may know nothing of that. */
  openedAt: v.exactOptional(instantSchema),
});
export type Message = v.InferOutput<typeof messageSchema>;

/** A gateway took it, so that the person may know of it. */
export const isDelivered = ({ state }: Delivery): boolean => state === 'sent' || state === 'read';

export const newDelivery = (now: Instant): Delivery => ({ state: 'queued', attempts: 0, nextAt: now, lastError: '' });

const FIRST_BACKOFF = MINUTE;
const LONGEST_BACKOFF = 6 * HOUR;
/** A try that has not ended by then is taken to have crashed. */
export const SEND_LEASE = 5 * MINUTE;

/** Milliseconds until the next try after the n-th. */
export const sendBackoff = (attempts: number): number =>
  Math.min(FIRST_BACKOFF * 2 ** Math.min(attempts - 1, 20), LONGEST_BACKOFF);

export type DeliveryCommand =
  | { readonly type: 'try'; readonly at: Instant }
  | { readonly type: 'accepted'; readonly at: Instant; readonly receipt: string }
  /** `final`: no further try can help, such as a number that does not exist. */
  | {
      readonly type: 'refused';
      readonly at: Instant;
      readonly error: string;
      readonly final: boolean;
      readonly most: number;
    }
  | { readonly type: 'read'; readonly at: Instant }
  | { readonly type: 'cancel'; readonly at: Instant; readonly reason: NotDueReason }
  /** A person wants it tried at once: a message that waits, or was given up. */
  | { readonly type: 'retry'; readonly at: Instant };

export function transitionDelivery(delivery: Delivery, command: DeliveryCommand): Result<Delivery, 'wrong-state'> {
  const { attempts } = delivery;
  switch (command.type) {
    case 'try': {
      if (delivery.state !== 'queued' || delivery.nextAt > command.at) return err('wrong-state');
      return ok({ ...delivery, attempts: attempts + 1, nextAt: command.at + SEND_LEASE });
    }
    case 'accepted': {
      // A try that ran while the message was cancelled did deliver it.
      if (delivery.state !== 'queued' && delivery.state !== 'not-due') return err('wrong-state');
      return ok({ state: 'sent', attempts, at: command.at, receipt: command.receipt });
    }
    case 'refused': {
      const { at, error, final, most } = command;
      if (delivery.state !== 'queued' && delivery.state !== 'sent') return err('wrong-state');
      const isOver = final || attempts >= most;
      if (isOver) return ok({ state: 'failed', attempts, at, error });
      return ok({ state: 'queued', attempts, nextAt: at + sendBackoff(attempts), lastError: error });
    }
    case 'read': {
      if (delivery.state !== 'sent') return err('wrong-state');
      return ok({ ...delivery, state: 'read', readAt: command.at });
    }
    case 'cancel': {
      if (delivery.state !== 'queued' && delivery.state !== 'failed') return err('wrong-state');
      const lastError = delivery.state === 'failed' ? delivery.error : delivery.lastError;
      return ok({ state: 'not-due', attempts, at: command.at, reason: command.reason, lastError });
    }
    case 'retry': {
      if (delivery.state === 'queued') return ok({ ...delivery, nextAt: command.at });
      if (delivery.state !== 'failed') return err('wrong-state');
      return ok({ state: 'queued', attempts, nextAt: command.at, lastError: delivery.error });
    }
  }
}
