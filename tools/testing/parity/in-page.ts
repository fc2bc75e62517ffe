/** Runs in the browser: the very functions that the faces verify with. */
import { equalBytes, fromHex } from '@liangma/shared/kernel/bytes';
import { ALGORITHM } from '@liangma/shared/kernel/cose';
import { grantRef } from '@liangma/shared/task-code/grant';
import { resolveGranted } from '@liangma/shared/task-code/granted-verify';
import { verifyCode } from '@liangma/shared/task-code/verify';
import { openTrust, unpackTrust } from '@liangma/shared/trust/trust';
import { sha256, verifySignature, webCryptoKnowsEd25519 } from '../../../web/common/src/crypto/signatures.ts';
import type { ParityInput, ParityOutput } from './cases.ts';

/** `fallback`: as a browser that knows no Ed25519. */
export type Parity = (input: ParityInput, fallback: boolean) => Promise<ParityOutput & { readonly webCrypto: boolean }>;

const bytes = (hex: string): Uint8Array => fromHex(hex) as Uint8Array;

const parity: Parity = async (input, fallback) => {
  if (fallback) crypto.subtle.generateKey = () => Promise.reject(new DOMException('', 'NotSupportedError')) as never;
  const signatures = input.signatures.map(({ key, message, signature }) =>
    verifySignature(ALGORITHM.eddsa, bytes(key), bytes(message), bytes(signature)),
  );
  return {
    webCrypto: await webCryptoKnowsEd25519(),
    signatures: await Promise.all(signatures),
    codes: await judgeCodes(input),
  };
};

async function judgeCodes({ codes, root, trust, grant }: ParityInput): Promise<string[]> {
  const files = unpackTrust(bytes(trust));
  const rootKey = { kid: bytes(root.kid), alg: ALGORITHM.eddsa, publicKey: bytes(root.publicKey) };
  const opened = files && (await openTrust(files, rootKey, verifySignature));
  if (!opened?.ok) throw new Error('trust does not open');
  const ref = await grantRef(bytes(grant), sha256);
  const granted = resolveGranted(async (asked) => (equalBytes(asked, ref) ? bytes(grant) : undefined));
  const context = { ...opened.value, verifySignature, sha256, granted };
  const verdicts: string[] = [];
  for (const { text, now } of codes) {
    const { verdict, reasons } = await verifyCode(text, { ...context, now: now * 1000 });
    verdicts.push([verdict, ...reasons].join(' '));
  }
  return verdicts;
}

Object.assign(globalThis, { parity });
