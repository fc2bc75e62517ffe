/** Inputs of which every runtime has to say the same: all test signatures, and codes in every form, whole and changed. */
import fc from 'fast-check';
import { toHex } from '../../../shared/src/kernel/bytes.ts';
import { ALGORITHM } from '../../../shared/src/kernel/cose.ts';
import { type Verdict, verifyCode } from '../../../shared/src/task-code/verify.ts';
import { packTrust } from '../../../shared/src/trust/trust.ts';
import { T } from '../../../shared/test/codes.ts';
import { ed25519Cases } from '../../../shared/test/ed25519-vectors.ts';
import { formContext, forms, grants, SEEN_AT } from '../../../shared/test/forms.ts';
import { CURRENT, root, signedFiles } from '../../../shared/test/independent/cases.ts';
import { MUTATIONS } from '../../../shared/test/mutations.ts';
import { torsionCases } from '../../../shared/test/torsion.ts';
import { nodeSignatures } from '../../../sync-server/src/adapters/crypto/signatures.ts';

export interface SignatureInput {
  /** Hex, as the other two. */
  readonly key: string;
  readonly message: string;
  readonly signature: string;
}

export interface CodeInput {
  readonly text: string;
  readonly now: number;
}

/** All of it travels into a page, so nothing but text and numbers. */
export interface ParityInput {
  readonly signatures: readonly SignatureInput[];
  readonly codes: readonly CodeInput[];
  /** Hex: the pinned root, the three signed files in one, and the grant that codes name by reference. */
  readonly root: { readonly kid: string; readonly publicKey: string };
  readonly trust: string;
  readonly grant: string;
}

export interface ParityOutput {
  readonly signatures: readonly boolean[];
  /** Verdict and reasons. */
  readonly codes: readonly string[];
}

const signatureCases = () => [...ed25519Cases(), ...torsionCases()];

const MUTANTS = 50;
/** Any will do, so long as a failure comes again. */
const SEED = 8032;

export async function parityInput(): Promise<ParityInput> {
  const files = await signedFiles(CURRENT);
  return {
    signatures: signatureCases().map(({ key, message, signature }) => ({ key, message, signature })),
    codes: [...wholeCodes(), ...changedCodes()],
    root: { kid: toHex(root.kid), publicKey: toHex(root.publicKey) },
    trust: toHex(packTrust(files)),
    grant: toHex(grants.ed25519),
  };
}

/** Returns the server's verdicts, on Node; for a signature also the verdict that its vector demands. */
export async function nodeOutput({ codes }: ParityInput): Promise<ParityOutput & { readonly should: boolean[] }> {
  const cases = signatureCases();
  const { verify: verifySignature, sha256 } = nodeSignatures();
  const bytes = (hex: string) => Uint8Array.from(Buffer.from(hex, 'hex'));
  const holds = cases.map(({ key, message, signature }) =>
    verifySignature(ALGORITHM.eddsa, bytes(key), bytes(message), bytes(signature)),
  );
  const verdicts = codes.map(({ text, now }) =>
    verifyCode(text, formContext({ now: now * 1000, verifySignature, sha256 })),
  );
  return {
    signatures: await Promise.all(holds),
    codes: (await Promise.all(verdicts)).map(sayVerdict),
    should: cases.map((each) => each.holds),
  };
}

export const sayVerdict = ({ verdict, reasons }: Verdict): string => [verdict, ...reasons].join(' ');

const wholeCodes = (): CodeInput[] =>
  forms.flatMap(({ text, same }) => [
    ...[T - 1, SEEN_AT, T + 3600, T + 14_400].map((now) => ({ text, now })),
    ...[...same].map((digits) => ({ text: digits, now: SEEN_AT })),
  ]);

function changedCodes(): CodeInput[] {
  const number = fc.nat({ max: 0xffffffff });
  const drawn = fc.tuple(fc.constantFrom(...forms), fc.record({ a: number, b: number, c: number }));
  return Object.values(MUTATIONS).flatMap((mutation) =>
    fc
      .sample(drawn, { numRuns: MUTANTS, seed: SEED })
      .map(([form, draw]) => ({ text: mutation(form, draw), now: SEEN_AT })),
  );
}
