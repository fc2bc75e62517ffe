/** Encryption of a push message for one browser: RFC 8291 over the content coding aes128gcm of RFC 8188, in one record. */
import { createCipheriv, createECDH, hkdfSync, randomBytes } from 'node:crypto';

const CURVE = 'prime256v1';
const SALT_BYTES = 16;
const RECORD_SIZE = 4096;
const TAG_BYTES = 16;
/** RFC 8188 §2: the last record ends with it. */
const DELIMITER = Buffer.from([2]);
/** RFC 8291 §4: a push service need not take more than 4096 bytes, of which the header takes 86. */
export const MOST_PLAIN_BYTES = RECORD_SIZE - TAG_BYTES - DELIMITER.length - 86;

export interface Receiver {
  /** Uncompressed point of the browser. */
  readonly publicKey: Uint8Array;
  readonly auth: Uint8Array;
}

/** Fixed values of a test vector; drawn anew for each message otherwise. */
export interface Drawn {
  readonly salt: Uint8Array;
  readonly privateKey: Uint8Array;
}

/** Throws if the receiver's key is no point of the curve, or the text is too long. */
export function encryptFor({ publicKey, auth }: Receiver, plain: Uint8Array, drawn?: Drawn): Buffer {
  if (plain.length > MOST_PLAIN_BYTES) throw new Error(`a push of ${plain.length} bytes is too long`);
  const own = createECDH(CURVE);
  if (drawn) own.setPrivateKey(drawn.privateKey);
  else own.generateKeys();
  const ownPublic = own.getPublicKey();
  const salt = drawn?.salt ?? randomBytes(SALT_BYTES);
  const keyInfo = Buffer.concat([Buffer.from('WebPush: info\0'), publicKey, ownPublic]);
  const input = derive(own.computeSecret(publicKey), auth, keyInfo, 32);
  const key = derive(input, salt, Buffer.from('Content-Encoding: aes128gcm\0'), 16);
  const nonce = derive(input, salt, Buffer.from('Content-Encoding: nonce\0'), 12);
  const cipher = createCipheriv('aes-128-gcm', key, nonce);
  const size = Buffer.alloc(4);
  size.writeUInt32BE(RECORD_SIZE);
  const header = [salt, size, Buffer.from([ownPublic.length]), ownPublic];
  return Buffer.concat([
    ...header,
    cipher.update(plain),
    cipher.update(DELIMITER),
    cipher.final(),
    cipher.getAuthTag(),
  ]);
}

const derive = (secret: Uint8Array, salt: Uint8Array, info: Uint8Array, bytes: number): Buffer =>
  Buffer.from(hkdfSync('sha256', secret, salt, info, bytes));
