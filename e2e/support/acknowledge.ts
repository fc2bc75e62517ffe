/** An enterprise's phone with the format of docs/return-code.md in hand: on Node's crypto and another CBOR package. */
import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { decode, encode, rfc8949EncodeOptions } from 'cborg';
import { uuid } from './uuid.ts';

const EMPTY = new Uint8Array(0);
const cbor = (value: unknown): Uint8Array => encode(value, rfc8949EncodeOptions);
const sha256 = (bytes: Uint8Array): Buffer => createHash('sha256').update(bytes).digest();
const bytesOf = (id: string): Buffer => Buffer.from(id.replaceAll('-', ''), 'hex');

/** The text of a return QR that confirms the code. */
export function acknowledge(origin: string, code: string, task: string): string {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const key = Buffer.from(publicKey.export({ format: 'jwk' }).x as string, 'base64url');
  const header = cbor(
    new Map<number, unknown>([
      [1, -8],
      [4, sha256(key).subarray(0, 16)],
    ]),
  );
  const statement = ['ack', bytesOf(uuid()), bytesOf(task), Date.now(), digestOf(code), key, [0, 1]];
  const payload = cbor(new Map(statement.map((value, i) => [i, value])));
  const signature = sign(null, cbor(['Signature1', header, EMPTY, payload]), privateKey);
  return `${origin}/r#${digitsOf(Buffer.concat([Buffer.of(0xd2), cbor([header, new Map(), payload, signature])]))}`;
}

/** Digest of the claims without their anchor; the claims of a printed code have none. */
function digestOf(code: string): Buffer {
  const [, , payload] = decode(readDigits(code.slice(code.indexOf('#') + 1)).subarray(1)) as Uint8Array[];
  return sha256(payload as Uint8Array).subarray(0, 16);
}

const TAIL = [0, 3, 5, 8, 10, 13, 15];

function digitsOf(bytes: Buffer): string {
  let digits = '';
  for (let at = 0; at < bytes.length; at += 7) {
    const group = bytes.subarray(at, at + 7);
    digits += BigInt(`0x${group.toString('hex')}`)
      .toString()
      .padStart(group.length === 7 ? 17 : (TAIL[group.length] as number), '0');
  }
  return digits;
}

function readDigits(digits: string): Buffer {
  const groups = digits.match(/.{1,17}/g) ?? [];
  const length = (group: string) => (group.length === 17 ? 7 : TAIL.indexOf(group.length));
  return Buffer.concat(
    groups.map((group) =>
      Buffer.from(
        BigInt(group)
          .toString(16)
          .padStart(2 * length(group), '0'),
        'hex',
      ),
    ),
  );
}
