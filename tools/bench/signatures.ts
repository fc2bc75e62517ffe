/**
 * Verifying signatures on the server, for each second that one core works, beside the most
 * that the library underneath can do: a loop that does nothing else. The two take turns, so that both meet the same load.
 */
import { createPublicKey, generateKeyPairSync, randomBytes, sign, verify } from 'node:crypto';
import { fromBase64Url } from '@liangma/shared/kernel/bytes';
import { ALGORITHM, type Algorithm } from '@liangma/shared/kernel/cose';
import { sm2PublicKey, verifySm2 } from '@liangma/shared/kernel/sm2';
import { opensslSm2 } from '../../sync-server/src/adapters/crypto/openssl-sm2.ts';
import { nodeSignatures } from '../../sync-server/src/adapters/crypto/signatures.ts';
import { kernelSigner, sm2 } from '../../sync-server/src/adapters/crypto/sm2.ts';
import { median, printFigure } from './figures.ts';

const ROUNDS = 7;
const ROUND_MS = 350;
/** Keys of a county's devices and agencies that come again and again; messages of the length of a code. */
const KEYS = 50;
const MANY_KEYS = 200;
const MESSAGE_BYTES = 300;
/** Signatures that a server has under way when a morning's events arrive. */
const AT_ONCE = 64;

interface Signed {
  readonly publicKey: Uint8Array;
  readonly message: Uint8Array;
  readonly signature: Uint8Array;
}
type Verify = (signed: Signed) => boolean | Promise<boolean>;

export async function benchSignatures(): Promise<void> {
  console.log('verifying signatures on the server, per second and core');
  const { verify: port } = nodeSignatures();
  const byPort =
    (alg: Algorithm): Verify =>
    ({ publicKey, message, signature }) =>
      port(alg, publicKey, message, signature);
  const ed25519 = Array.from({ length: KEYS }, signEd25519);
  await compare(
    ed25519,
    'Ed25519',
    byPort(ALGORITHM.eddsa),
    ['a loop over crypto.verify', nativeEd25519(ed25519)],
    5000,
  );
  const ofSm2 = Array.from({ length: KEYS }, signSm2);
  const openssl = opensslSm2();
  const kernel: Verify = ({ publicKey, message, signature }) => verifySm2(publicKey, message, signature);
  if (openssl) {
    const native: Verify = ({ publicKey, message, signature }) => openssl.verify(publicKey, message, signature);
    await compare(ofSm2, 'SM2', byPort(ALGORITHM.sm2), ['a loop over OpenSSL', native], 400);
  }
  await compare(ofSm2, `SM2 by the kernel, ${KEYS} keys`, kernel, ['the same', kernel], 400);
  const many = Array.from({ length: MANY_KEYS }, signSm2);
  await compare(
    many,
    `SM2 by the kernel, ${MANY_KEYS} keys, more than it remembers`,
    kernel,
    ['the same', kernel],
    400,
  );
}

async function compare(
  signed: readonly Signed[],
  what: string,
  ours: Verify,
  [limit, native]: readonly [string, Verify],
  least: number,
): Promise<void> {
  const values: number[] = [];
  const limits: number[] = [];
  for (let round = 0; round <= ROUNDS; round++) {
    const [value, most] = [await rate(signed, ours, AT_ONCE), await rate(signed, native, 1)];
    if (round === 0) continue; // warms up
    values.push(value);
    limits.push(most);
  }
  const share = ours === native ? '' : `, ${Math.round((100 * median(values)) / median(limits))} % of ${limit}`;
  printFigure({ what: what + share, values, unit: '/s', least });
}

/** Verifications for each second of processor time, main thread and pool together. */
async function rate(signed: readonly Signed[], verifyOne: Verify, atOnce: number): Promise<number> {
  const start = process.cpuUsage();
  const end = performance.now() + ROUND_MS;
  let done = 0;
  while (performance.now() < end) {
    const batch = Array.from({ length: atOnce }, (_, i) => signed[(done + i) % signed.length] as Signed);
    const verdicts = await Promise.all(batch.map(verifyOne));
    if (verdicts.includes(false)) throw new Error('a good signature was refused');
    done += atOnce;
  }
  const { user, system } = process.cpuUsage(start);
  return done / ((user + system) / 1e6);
}

function signEd25519(): Signed {
  const { privateKey } = generateKeyPairSync('ed25519');
  const message = randomBytes(MESSAGE_BYTES);
  const publicKey = fromBase64Url(privateKey.export({ format: 'jwk' }).x as string) as Uint8Array;
  return { publicKey, message, signature: sign(null, message, privateKey) };
}

function signSm2(): Signed {
  const secret = sm2.makeSecret();
  const message = randomBytes(MESSAGE_BYTES);
  return { publicKey: sm2PublicKey(secret) as Uint8Array, message, signature: kernelSigner(secret)(message) };
}

/** The keys are imported beforehand. */
function nativeEd25519(signed: readonly Signed[]): Verify {
  const keys = new Map(
    signed.map(({ publicKey }) => {
      const x = Buffer.from(publicKey).toString('base64url');
      return [publicKey, createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' })];
    }),
  );
  return ({ publicKey, message, signature }) => verify(null, message, keys.get(publicKey) as never, signature);
}
