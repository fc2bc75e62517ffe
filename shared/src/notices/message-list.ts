/** The list of messages for the operator: its filters, its sort keys, and a row, which names people only to who may see them. */
import * as v from 'valibot';
import type { ListSpec } from '../lists/list-query.ts';
import { CHANNELS, type Delivery, deliverySchema, type Message, messageSchema, type Recipient } from './message.ts';

export const MESSAGE_STATES = [
  'queued',
  'failed',
  'sent',
  'read',
  'not-due',
] as const satisfies readonly Delivery['state'][];

/** States of messages that are not delivered and may still be: the list without a filter. */
export const UNDELIVERED = ['queued', 'failed'] as const satisfies readonly Delivery['state'][];

export const messageListSpec = {
  filters: { state: v.picklist(MESSAGE_STATES), channel: v.picklist(CHANNELS) },
  sorts: { created: 'number' },
  defaultSort: '-created',
} as const satisfies ListSpec;

export type MessageChannel = (typeof CHANNELS)[number];

/** Answer to a request to try all again that failed: how many are tried, and how many still count as failed. */
export const retriedMessagesSchema = v.object({ queued: v.number(), left: v.number() });
export type RetriedMessages = v.InferOutput<typeof retriedMessagesSchema>;

const { id, template, channel, createdAt, openedAt } = messageSchema.entries;

export const listedMessageSchema = v.object({
  id,
  template,
  channel,
  createdAt,
  openedAt,
  delivery: deliverySchema,
  /** `name` is null, and most digits of a telephone are hidden, for who may not see people and enterprises. */
  recipient: v.variant('kind', [
    v.object({ kind: v.literal('contact'), name: v.nullable(v.string()), phone: v.string() }),
    v.object({ kind: v.literal('desk'), name: v.string(), role: v.string() }),
    v.object({ kind: v.literal('account'), name: v.nullable(v.string()) }),
  ]),
  /** Enterprise that it is about; null if it is about none, or may not be seen. */
  enterprise: v.nullable(v.string()),
});
export type ListedMessage = v.InferOutput<typeof listedMessageSchema>;

/** `seesPeople`: the reader may see contacts of enterprises and names of officers. */
export function listedMessage(message: Message, seesPeople: boolean): ListedMessage {
  const { recipient, values, delivery, ...rest } = message;
  return {
    id: rest.id,
    template: rest.template,
    channel: rest.channel,
    createdAt: rest.createdAt,
    ...(rest.openedAt === undefined ? {} : { openedAt: rest.openedAt }),
    delivery: seesPeople ? delivery : withoutPhone(delivery, recipient),
    recipient: shownRecipient(recipient, seesPeople),
    enterprise: seesPeople ? (values.enterprise ?? null) : null,
  };
}

function shownRecipient(recipient: Recipient, seesPeople: boolean): ListedMessage['recipient'] {
  switch (recipient.kind) {
    case 'contact': {
      const { name, phone } = recipient;
      return seesPeople ? { kind: 'contact', name, phone } : { kind: 'contact', name: null, phone: hidden(phone) };
    }
    case 'desk':
      return { kind: 'desk', name: recipient.name, role: recipient.role };
    case 'account':
      return { kind: 'account', name: seesPeople ? recipient.name : null };
  }
}

/** A mobile number keeps its first three and its last two digits, a shorter one the last two: enough to find it at the gateway. */
function hidden(phone: string): string {
  const start = phone.slice(0, phone.length >= 10 ? 3 : 0);
  return `${start}${'*'.repeat(Math.max(phone.length - start.length - 2, 0))}${phone.slice(-2)}`;
}

/** Gateways repeat the number in their errors and receipts. */
function withoutPhone(delivery: Delivery, recipient: Recipient): Delivery {
  if (recipient.kind !== 'contact') return delivery;
  const { phone } = recipient;
  const shown = (text: string): string => text.replaceAll(phone, hidden(phone));
  switch (delivery.state) {
    case 'queued':
    case 'not-due':
      return { ...delivery, lastError: shown(delivery.lastError) };
    case 'failed':
      return { ...delivery, error: shown(delivery.error) };
    case 'sent':
    case 'read':
      return { ...delivery, receipt: shown(delivery.receipt) };
  }
}
