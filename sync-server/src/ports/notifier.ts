/** Gateway for messages to people outside the pages: short messages, the messenger of an office. */
import type { Recipient } from '@liangma/shared/notices/message';

export interface Outgoing {
  /** Idempotency key: the same message may be given again after a crash, and is delivered once. */
  readonly id: string;
  readonly channel: string;
  readonly recipient: Recipient;
  readonly template: string;
  readonly values: Readonly<Record<string, string>>;
  /** The text with its values, for a gateway that knows no templates. */
  readonly text: string;
}

export type SendOutcome =
  | { readonly ok: true; readonly receipt: string }
  /** `final`: no further try can help. */
  | { readonly ok: false; readonly error: string; readonly final: boolean };

/** A request that says what became of a message, before it is believed. */
export interface ReceiptRequest {
  readonly at: number;
  readonly body: string;
  readonly signature: string;
}

export interface Notifier {
  /** Never rejects. */
  send(message: Outgoing): Promise<SendOutcome>;
  /** Returns true if the gateway signed it. */
  isReceipt(request: ReceiptRequest): boolean;
}

/** Settings of a gateway that messages are posted to. */
export interface WebhookSettings {
  readonly url: string;
  /** Key of the HMAC. */
  readonly secret: string;
  /** Allows addresses of this machine and of private networks. */
  readonly allowPrivate: boolean;
  /** Milliseconds until a try counts as failed. */
  readonly patience?: number;
}
