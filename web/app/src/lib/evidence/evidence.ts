/** Evidence that a browser can check by itself: the code's signature, and the server's receipts. */
import { fromBase64Url } from '@liangma/shared/kernel/bytes';
import type { VerifySignature } from '@liangma/shared/kernel/cose';
import type { Digest } from '@liangma/shared/kernel/digest';
import type { Instant } from '@liangma/shared/kernel/instant';
import { type OpenReceipt, receiptOpener } from '@liangma/shared/protocol/receipt';
import type { TraceStep } from '@liangma/shared/supervision/trace';
import { type ResolveGranted, verifyCode } from '@liangma/shared/task-code/verify';
import type { Task } from '@liangma/shared/tasks/task';
import type { Trust } from '@liangma/shared/trust/trust';

export type CodeEvidence = 'genuine' | 'withdrawn' | 'beyond-grant' | 'bad-key' | 'false' | 'none';

export interface Evidence {
  readonly code: CodeEvidence;
  readonly receipts: { readonly valid: number; readonly total: number };
}

export interface Verifier {
  readonly trust: Trust;
  readonly verifySignature: VerifySignature;
  readonly sha256: Digest;
  readonly granted: ResolveGranted;
  readonly now: Instant;
}

export async function gatherEvidence(task: Task, steps: readonly TraceStep[], verifier: Verifier): Promise<Evidence> {
  const receipted = steps.flatMap((step) => [step, ...step.returned]).filter(({ receipt }) => receipt !== null);
  const open = receiptOpener(verifier.trust.keys, verifier.verifySignature, verifier.sha256);
  const held = await Promise.all(receipted.map((step) => receiptHolds(step, open)));
  return {
    code: await codeEvidence(task, verifier),
    receipts: { valid: held.filter(Boolean).length, total: receipted.length },
  };
}

/**
 * A code counts here although its time is over or not yet come, and although its grant was ended since. Inspections taken over from an older
 * system have none.
 */
async function codeEvidence(task: Task, { trust, ...verifier }: Verifier): Promise<CodeEvidence> {
  if (!('code' in task) || task.code === '') return 'none';
  // A code issued on site is kept as it was signed first: looked at in that moment it is no copy.
  const seenAt = task.window.from;
  const { claims, reasons } = await verifyCode(task.code, { ...trust, ...verifier, seenAt });
  if (claims?.task !== task.id) return 'false';
  if (reasons.includes('key-not-valid-then')) return 'bad-key';
  if (reasons.includes('grant-exceeded')) return 'beyond-grant';
  return reasons.includes('withdrawn') ? 'withdrawn' : 'genuine';
}

/** Signed by the server, and for the very moment that the trace shows: when the event came, or when it was signed anew. */
async function receiptHolds(
  shown: Pick<TraceStep, 'receipt' | 'receivedAt' | 'renewedAt'>,
  open: OpenReceipt,
): Promise<boolean> {
  const bytes = fromBase64Url(shown.receipt ?? '');
  const receipt = bytes && (await open(bytes));
  return receipt !== undefined && receipt.receivedAt === (shown.renewedAt ?? shown.receivedAt);
}
