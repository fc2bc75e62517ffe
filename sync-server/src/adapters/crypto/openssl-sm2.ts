/**
 * SM2 by Node's OpenSSL, ten times as quick as the kernel's. Node has no parameter for the user id: its one-shot `sign`
 * and `verify` take an empty one. Its streaming ones hash what they are given and hand OpenSSL the digest alone, so a
 * message with Z before it is signed under the id in Z; and only a key read from DER is one of SM2 to OpenSSL, a generated
 * one is of ECDSA. Neither is promised anywhere, so it is tried with the standard's example before it is used.
 */
import { createPrivateKey, createPublicKey, createSign, createVerify, type KeyObject } from 'node:crypto';
import { utf8 } from '@liangma/shared/kernel/bytes';
import { sm2PublicKey, verifySm2 } from '@liangma/shared/kernel/sm2';
import { sm2UserHash } from '@liangma/shared/kernel/sm2-digest';
import { isSm2Key } from '@liangma/shared/kernel/sm2-key';

const SPKI = Buffer.from('3059301306072a8648ce3d020106082a811ccf5501822d034200', 'hex');
const PKCS8 = Buffer.from('308187020100301306072a8648ce3d020106082a811ccf5501822d046d306b0201010420', 'hex');
const PKCS8_PUBLIC = Buffer.from('a144034200', 'hex');
const MOST_KEYS = 1000;

export interface OpensslSm2 {
  verify(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean;
  /** 64 bytes, r ‖ s. */
  signerOf(secret: Uint8Array): (message: Uint8Array) => Uint8Array;
}

/** Undefined where this OpenSSL has no SM2, or Node no longer lets it be used so. */
export function opensslSm2(): OpensslSm2 | undefined {
  const sm2 = { verify: verifier(), signerOf };
  try {
    return worksAsTheStandardSays(sm2) ? sm2 : undefined;
  } catch {
    return undefined;
  }
}

interface Known {
  readonly key: KeyObject;
  readonly z: Uint8Array;
}

function verifier(): OpensslSm2['verify'] {
  const known = new Map<string, Known>();
  const keyFor = (publicKey: Uint8Array): Known => {
    const name = Buffer.from(publicKey).toString('base64');
    const kept = known.get(name);
    if (kept) return kept;
    const key = createPublicKey({ key: Buffer.concat([SPKI, publicKey]), format: 'der', type: 'spki' });
    const made = { key, z: sm2UserHash(publicKey) };
    if (known.size >= MOST_KEYS) known.clear();
    known.set(name, made);
    return made;
  };
  return (publicKey, message, signature) => {
    if (!isSm2Key(publicKey) || signature.length !== 64) return false;
    try {
      const { key, z } = keyFor(publicKey);
      return createVerify('sm3').update(z).update(message).verify(key, toDer(signature));
    } catch {
      return false; // a point that is not on the curve
    }
  };
}

function signerOf(secret: Uint8Array): (message: Uint8Array) => Uint8Array {
  const publicKey = sm2PublicKey(secret);
  if (!publicKey) throw new Error('not a secret of SM2');
  const key = Buffer.concat([PKCS8, secret, PKCS8_PUBLIC, publicKey]);
  const privateKey = createPrivateKey({ key, format: 'der', type: 'pkcs8' });
  const z = sm2UserHash(publicKey);
  return (message) => fromDer(createSign('sm3').update(z).update(message).sign(privateKey));
}

/** GB/T 32918.5-2017 Annex A.2, verified, refused when changed, and a signature of our own that the kernel takes. */
function worksAsTheStandardSays({ verify, signerOf }: OpensslSm2): boolean {
  const secret = Buffer.from('3945208f7b2144b13f36e38ac6d39f95889393692860b51a42fb81ef4df7c5b8', 'hex');
  const signature = Buffer.from(
    'f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa',
    'hex',
  );
  const publicKey = sm2PublicKey(secret) as Uint8Array;
  const message = utf8('message digest');
  const ours = signerOf(secret)(message);
  const changed = Uint8Array.from(signature, (byte, i) => (i === 63 ? byte ^ 1 : byte));
  return (
    verify(publicKey, message, signature) && !verify(publicKey, message, changed) && verifySm2(publicKey, message, ours)
  );
}

/** SEQUENCE of two INTEGERs, GB/T 35276 §7.3: unsigned, in the fewest bytes. */
function toDer(signature: Uint8Array): Buffer {
  const numbers = [signature.subarray(0, 32), signature.subarray(32)].flatMap((half) => {
    const first = half.findIndex((byte) => byte !== 0);
    const digits = first < 0 ? half.subarray(31) : half.subarray(first);
    const padding = (digits[0] as number) > 127 ? [0] : [];
    return [2, digits.length + padding.length, ...padding, ...digits];
  });
  return Buffer.from([0x30, numbers.length, ...numbers]);
}

function fromDer(der: Uint8Array): Uint8Array {
  const signature = new Uint8Array(64);
  let at = 2;
  for (const end of [32, 64]) {
    const length = der[at + 1] as number;
    const digits = der.subarray(at + 2, at + 2 + length);
    const significant = digits[0] === 0 ? digits.subarray(1) : digits;
    signature.set(significant, end - significant.length);
    at += 2 + length;
  }
  return signature;
}
