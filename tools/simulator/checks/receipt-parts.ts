/** Reads a receipt and the id of the key that signed it, alone or with others (shared/src/protocol/receipt.ts), unchecked. */
import { toHex } from '@liangma/shared/kernel/bytes';
import { type CborMap, decodeCbor, encodeCbor } from '@liangma/shared/kernel/cbor';
import { parseSign1 } from '@liangma/shared/kernel/cose';

export interface ReceiptParts {
  readonly kid: string;
  /** The map with its words as it is signed, in hex. */
  readonly words: string;
  /** By the server's clock. */
  readonly receivedAt: number;
  /** Under the signature of several. */
  readonly isShared: boolean;
}

/** Throws where it is none. */
export function partsOf(receipt: Uint8Array): ReceiptParts {
  const alone = parseSign1(receipt);
  if (alone.ok) return partsFrom(alone.value.kid, alone.value.payload, false);
  const shared = decodeCbor(receipt);
  const [head, entry] = (shared.ok ? shared.value : []) as Uint8Array[];
  const [signed, said] = [parseSign1(head as Uint8Array), decodeCbor(entry as Uint8Array)];
  if (!signed.ok || !said.ok) throw new Error('a receipt that is none');
  return partsFrom(signed.value.kid, said.value as CborMap, true);
}

const partsFrom = (kid: Uint8Array, said: CborMap, isShared: boolean): ReceiptParts => ({
  kid: toHex(kid),
  words: toHex(encodeCbor(said)),
  isShared,
  receivedAt: said.get(RECEIVED_AT) as number,
});

const RECEIVED_AT = 4;
