/** Key and moment of a receipt (shared/src/protocol/receipt.ts). Nothing of it is checked. */
import { toHex } from '@liangma/shared/kernel/bytes';
import { decodeCbor } from '@liangma/shared/kernel/cbor';
import { parseSign1 } from '@liangma/shared/kernel/cose';

export interface ReceiptParts {
  readonly kid: string;
  /** By the server's clock. */
  readonly receivedAt: number;
}

const RECEIVED_AT = 4;

/** Throws for anything but a receipt. */
export function partsOf(receipt: Uint8Array): ReceiptParts {
  const parts = decodeCbor(receipt);
  const [head, entry] = (parts.ok ? parts.value : []) as Uint8Array[];
  const [signed, words] = [parseSign1(head as Uint8Array), decodeCbor(entry as Uint8Array)];
  if (!signed.ok || !words.ok || !(words.value instanceof Map)) throw new Error('not a receipt');
  return { kid: toHex(signed.value.kid), receivedAt: words.value.get(RECEIVED_AT) as number };
}
