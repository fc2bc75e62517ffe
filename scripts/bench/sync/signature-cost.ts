/** What the signatures of an event cost alone: its own to verify, and its share of one over the receipts of several. */
import { generateKeyPairSync, randomBytes, sign, verify } from 'node:crypto';
import { SIGNED_TOGETHER } from '@liangma/shared/protocol/receipt';

const REPEATS = 1500;
/** Of an envelope and of what is signed over receipts, about. */
const MESSAGE_BYTES = { event: 500, receipt: 90 };

/** Microseconds of processor time for each event, OpenSSL called in a bare loop with keys imported beforehand. */
export function signatureCost(): number {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const message = randomBytes(MESSAGE_BYTES.event);
  const receipt = randomBytes(MESSAGE_BYTES.receipt);
  const signature = sign(null, message, privateKey);
  const verifying = microseconds(() => verify(null, message, publicKey, signature));
  return verifying + microseconds(() => sign(null, receipt, privateKey)) / SIGNED_TOGETHER;
}

function microseconds(work: () => unknown): number {
  const start = process.cpuUsage();
  for (let i = 0; i < REPEATS; i++) work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / REPEATS;
}
