/** Every form that a code takes, genuine at one and the same second, for what has to hold of all of them. */
import { concat, equalBytes } from '../src/kernel/bytes.ts';
import { ALGORITHM, type Signer } from '../src/kernel/cose.ts';
import type { Claims } from '../src/task-code/claims.ts';
import { grantRef, signGrant } from '../src/task-code/grant.ts';
import { issueCode, issueGrantedCode, liveText } from '../src/task-code/issue.ts';
import { anchorOf } from '../src/task-code/live.ts';
import { bytesOfText, toDigits } from '../src/task-code/text.ts';
import type { VerifyContext } from '../src/task-code/verify.ts';
import { claims, context, device, grant, grantedCode, issuing, ORIGIN, T } from './codes.ts';
import { issuingKey, sha256 } from './keys.ts';
import { anSm2Key, verifyEither } from './suites.ts';

export const FORMS = [
  'printed',
  'live',
  'under a grant, by reference',
  'under a grant, inline',
  'SM2, printed',
  'SM2, live',
  'under a grant by SM2, inline',
] as const;
export type FormName = (typeof FORMS)[number];

export interface Form {
  readonly name: FormName;
  readonly text: string;
  readonly digits: string;
  readonly bytes: Uint8Array;
  /**
   * The digits that say the same by the same signature, this form among them: the tag may be missing.
   */
  readonly same: ReadonlySet<string>;
}

/** The second at which all of them are genuine. */
export const SEEN_AT = T + 60;
export const sm2Issuing = anSm2Key();
/** Each chain of its own seed. */
const seeds = [11, 13].map((n) => Uint8Array.from({ length: 12 }, (_, i) => n * i + 3)) as [Uint8Array, Uint8Array];
const anchoredBy = async (seed: Uint8Array) => ({ ...claims, anchor: await anchorOf(seed, claims, sha256) });
const [anchored, sm2Anchored] = [await anchoredBy(seeds[0]), await anchoredBy(seeds[1])];

/** Both of the same bounds, one by each suite. */
export const grants = {
  ed25519: await signGrant(issuing.signer, grant),
  sm2: await signGrant(sm2Issuing.signer, grant),
};
const refs = await Promise.all([grants.ed25519, grants.sm2].map((bytes) => grantRef(bytes, sha256)));

const liveOf = async (signer: Signer, said: Claims, seed: Uint8Array) =>
  liveText(await issueCode(signer, said, ORIGIN), said, seed, SEEN_AT, sha256);
const byDevice = (named: Parameters<typeof issueGrantedCode>[1]) =>
  issueGrantedCode(device.signer, named, grantedCode, ORIGIN);

const bytesOf = (text: string): Uint8Array => bytesOfText(text) ?? new Uint8Array(0);

function aForm(name: FormName, text: string): Form {
  const bytes = bytesOf(text);
  return { name, text, digits: toDigits(bytes), bytes, same: new Set([bytes, bytes.subarray(1)].map(toDigits)) };
}

export const forms: readonly Form[] = [
  aForm('printed', await issueCode(issuing.signer, claims, ORIGIN)),
  aForm('live', await liveOf(issuing.signer, anchored, seeds[0])),
  aForm('under a grant, by reference', await byDevice({ ref: refs[0] as Uint8Array })),
  aForm('under a grant, inline', await byDevice({ inline: grants.ed25519 })),
  aForm('SM2, printed', await issueCode(sm2Issuing.signer, claims, ORIGIN)),
  aForm('SM2, live', await liveOf(sm2Issuing.signer, sm2Anchored, seeds[1])),
  aForm('under a grant by SM2, inline', await byDevice({ inline: grants.sm2 })),
];

export const formNamed = (name: FormName): Form => forms.find((form) => form.name === name) as Form;

/** The whole live part of a live form. */
export const livePartOf = ({ bytes }: Form): Uint8Array => bytes.slice(-15);

export const joined = (...parts: readonly Uint8Array[]): string => toDigits(concat(...parts));

/** Context of a verifier: both issuing keys, and the grant by its reference. */
export const formContext = (changes: Partial<VerifyContext> = {}): VerifyContext =>
  context(
    {
      keys: {
        issuedAt: T - 100,
        staleAt: T + 1_000_000,
        keys: [issuingKey(issuing), issuingKey(sm2Issuing, { alg: ALGORITHM.sm2 })],
      },
      now: SEEN_AT * 1000,
      verifySignature: verifyEither,
      ...changes,
    },
    async (ref) => (equalBytes(ref, refs[0] as Uint8Array) ? grants.ed25519 : undefined),
  );
