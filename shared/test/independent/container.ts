/** §4 from text to bytes, §2 from bytes to what is signed, §7 the live part behind it. */
import { Tag } from 'cbor2';
import { type ItemMap, isArray, isBytes, isMap, readItem, writeItem } from './cbor.ts';
import { EDDSA, SM2 } from './signature.ts';

const DIGITS_OF_TAIL = [0, 3, 5, 8, 10, 13, 15];

export function bytesOf(text: string): Uint8Array | undefined {
  const digits = /^(?:https?:\/\/[^/\s#?]+\/c(?:#|\/|\/#))?([0-9]+)$/.exec(text.trim())?.[1];
  if (digits === undefined || digits.length > 4000) return undefined;
  const groups = digits.match(/[0-9]{1,17}/g) ?? [];
  const parts = groups.map((group) => {
    const length = group.length === 17 ? 7 : DIGITS_OF_TAIL.indexOf(group.length);
    const hex = BigInt(group).toString(16);
    return length < 1 || hex.length > 2 * length ? undefined : Buffer.from(hex.padStart(2 * length, '0'), 'hex');
  });
  return parts.every((part) => part !== undefined) ? Uint8Array.from(Buffer.concat(parts)) : undefined;
}

export interface Container {
  readonly alg: number;
  /** The second entry of the protected header. */
  readonly named: { readonly kid: Uint8Array } | { readonly grant: Uint8Array };
  readonly payload: ItemMap;
  readonly signed: Uint8Array;
  readonly signature: Uint8Array;
}

const ALG = 1;
const KID = 4;
const GRANT = -70003;

export function readContainer(bytes: Uint8Array): Container | undefined {
  const item = readItem(bytes);
  const parts = item instanceof Tag && item.tag === 18 ? item.contents : item;
  if (!isArray(parts) || parts.length !== 4) return undefined;
  const [header, unprotected, body, signature] = parts;
  if (!isBytes(header) || !isMap(unprotected) || unprotected.size > 0) return undefined;
  if (!isBytes(body) || !isBytes(signature) || signature.length !== 64) return undefined;
  const [protectedMap, payload] = [readItem(header), readItem(body)];
  if (!isMap(protectedMap) || protectedMap.size !== 2 || !isMap(payload)) return undefined;
  const [alg, kid, grant] = [ALG, KID, GRANT].map((key) => protectedMap.get(key));
  if (alg !== EDDSA && alg !== SM2) return undefined;
  const named = isBytes(kid) ? { kid } : isBytes(grant) ? { grant } : undefined;
  const signed = writeItem(['Signature1', header, new Uint8Array(0), body]);
  return named && { alg, named, payload, signed, signature };
}

export interface Live {
  readonly step: number;
  readonly link: Uint8Array;
}

/** The whole first; only if it is none, without the string of fourteen bytes at its end. */
export function readCode(bytes: Uint8Array): { container: Container; live?: Live } | undefined {
  const whole = readContainer(bytes);
  if (whole) return { container: whole };
  const tail = Buffer.from(bytes.slice(-15));
  if (tail.length !== 15 || tail[0] !== 0x4e) return undefined;
  const container = readContainer(bytes.slice(0, -15));
  return container && { container, live: { step: tail.readUInt16BE(1), link: Uint8Array.from(tail.subarray(3)) } };
}
