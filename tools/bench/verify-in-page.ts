/** Runs in the browser: the very functions that the faces use. */
import { resolveGranted } from '@liangma/shared/task-code/granted-verify';
import { verifyCode } from '@liangma/shared/task-code/verify';
import { openTrust, unpackTrust } from '@liangma/shared/trust/trust';
import { readRoot } from '../../web/common/src/crypto/pinned-root.ts';
import { sha256, verifySignature } from '../../web/common/src/crypto/signatures.ts';

interface Input {
  readonly code: string;
  /** base64 */
  readonly trust: string;
  readonly root: { readonly kid: string; readonly publicKey: string };
  /** Measures the path of a browser that knows no Ed25519. */
  readonly fallback: boolean;
  readonly batches: number;
  readonly size: number;
}

/** Milliseconds a code, one value a batch. */
export type VerifyBench = (input: Input) => Promise<number[]>;

const bench: VerifyBench = async ({ code, trust, root, fallback, batches, size }) => {
  if (fallback) crypto.subtle.generateKey = () => Promise.reject(new DOMException('', 'NotSupportedError')) as never;
  const files = unpackTrust(Uint8Array.from(atob(trust), (c) => c.charCodeAt(0)));
  const rootKey = readRoot(`${root.kid}.${root.publicKey}`);
  const opened = files && rootKey && (await openTrust(files, rootKey, verifySignature));
  if (!opened?.ok) throw new Error('trust does not open');
  const context = {
    ...opened.value,
    now: Date.now(),
    verifySignature,
    sha256,
    granted: resolveGranted(async () => undefined),
  };
  const values: number[] = [];
  for (let batch = 0; batch <= batches; batch++) {
    const start = performance.now();
    for (let i = 0; i < size; i++) {
      const { verdict } = await verifyCode(code, context);
      if (verdict !== 'genuine') throw new Error(`the code is ${verdict}`);
    }
    // The first batch warms up.
    if (batch > 0) values.push((performance.now() - start) / size);
  }
  return values;
};

Object.assign(globalThis, { bench });
