/** Cost of an event's signatures alone: its share of the one verified in a push, and of the one over several receipts. */
import { generateKeyPairSync, randomBytes, sign, verify } from 'node:crypto';
import { SIGNED_TOGETHER } from '@liangma/shared/protocol/receipt';
import { ROWS_A_PUSH } from './day.ts';

const REPEATS = 1500;
/** Typical sizes of an envelope and of the text that is signed over receipts. */
const MESSAGE_BYTES = { event: 500, receipt: 90 };

/** Microseconds of processor time for an event. */
export interface SignatureCost {
  /** Were each event verified by itself. */
  readonly each: number;
  /** A chain verified by its last, receipts signed together. */
  readonly shared: number;
}

/** OpenSSL called in a bare loop with keys imported beforehand. */
export function signatureCost(): SignatureCost {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const message = randomBytes(MESSAGE_BYTES.event);
  const receipt = randomBytes(MESSAGE_BYTES.receipt);
  const signature = sign(null, message, privateKey);
  const verifying = microseconds(() => verify(null, message, publicKey, signature));
  const signing = microseconds(() => sign(null, receipt, privateKey));
  return { each: verifying, shared: verifying / ROWS_A_PUSH + signing / SIGNED_TOGETHER };
}

function microseconds(work: () => unknown): number {
  const start = process.cpuUsage();
  for (let i = 0; i < REPEATS; i++) work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / REPEATS;
}
