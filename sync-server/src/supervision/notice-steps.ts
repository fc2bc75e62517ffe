/** Steps of the trace that tell what became of the messages to the contacts of an enterprise. */
import type { TraceNotice } from '@liangma/shared/supervision/trace';
import type { StoredMessage } from '../notices/repository.ts';

const FAMILY = {
  'inspection-notice': 'notice',
  'inspection-withdrawn': 'withdrawal',
  'inspection-outcome': 'outcome',
} as const;
const isToldEnterprise = (template: string): template is keyof typeof FAMILY => template in FAMILY;

/** A message that was read was sent before; one that was opened without a word of the gateway was delivered all the same. */
export function noticeStepsOf({ recipient, template, delivery, openedAt }: StoredMessage): TraceNotice[] {
  if (recipient.kind !== 'contact' || !isToldEnterprise(template)) return [];
  const { name: to } = recipient;
  const family = FAMILY[template];
  const readAt = openedAt ?? (delivery.state === 'read' ? delivery.readAt : undefined);
  const read: TraceNotice[] = readAt === undefined ? [] : [{ step: `${family}-read`, at: readAt, to }];
  switch (delivery.state) {
    case 'queued':
      return read;
    case 'not-due': {
      if (family !== 'notice') return [];
      // An enterprise that was not told before its inspection was not told at all.
      const step = delivery.reason === 'over' ? 'notice-failed' : 'notice-cancelled';
      return [{ step, at: delivery.at, to }];
    }
    case 'failed':
      return [{ step: `${family}-failed`, at: delivery.at, to }, ...read];
    case 'sent':
    case 'read':
      return [{ step: `${family}-sent`, at: delivery.at, to }, ...read];
  }
}
