/**
 * Two verifiers, one verdict: ours, and the one beside this file that was written from docs/task-code.md. They agree on
 * verdict, reasons, their order, and on what the code says.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseSign1, signMap, signWithHeader } from '../../src/kernel/cose.ts';
import { encodeClaims } from '../../src/task-code/claims.ts';
import { GRANT_HEADER } from '../../src/task-code/container.ts';
import { grantRef, signGrant } from '../../src/task-code/grant.ts';
import { encodeGrantedCode } from '../../src/task-code/granted-code.ts';
import { issueCode, issueGrantedCode, liveText } from '../../src/task-code/issue.ts';
import { anchorOf } from '../../src/task-code/live.ts';
import { codeText } from '../../src/task-code/text.ts';
import { claims, device, grantedCode, issuing, ORIGIN } from '../codes.ts';
import { forms, grants, sm2Issuing } from '../forms.ts';
import { sha256 } from '../keys.ts';
import { MUTATIONS } from '../mutations.ts';
import { RUNS, timeFor } from '../runs.ts';
import { type Both, bothWith } from './both.ts';
import { anyClaims, anyGrant, anyGrantedCode, anyHolding, CURRENT, near } from './cases.ts';
import { oneChange } from './oddities.ts';

/** The other verifier takes its time over SM2. */
const CASES = Math.ceil(RUNS / 8);
const runs = { numRuns: CASES };
const time = timeFor(RUNS);

/** Counts the verdicts, so that a test which meets only one of them cannot pass. */
async function agree(both: Both, text: string, met: Map<string, number>): Promise<void> {
  const { ours, theirs } = await both.ask(text);
  expect({ text, ...theirs }).toEqual({ text, ...ours });
  for (const word of [ours.verdict, ...ours.reasons]) met.set(word, (met.get(word) ?? 0) + 1);
}

const bySuite = fc.boolean().map((sm2) => (sm2 ? sm2Issuing : issuing).signer);
const seed = new Uint8Array(12).fill(3);

test(
  `codes of the server, printed and live, ${CASES} of each`,
  async () => {
    const met = new Map<string, number>();
    const shown = fc.integer({ min: -200, max: 400 });
    const drawn = fc.asyncProperty(anyClaims, anyHolding, bySuite, shown, async (stated, holding, signer, after) => {
      const both = await bothWith(holding);
      await agree(both, await issueCode(signer, stated, ORIGIN), met);
      if (stated.expires <= stated.notBefore) return;
      const anchored = { ...stated, anchor: await anchorOf(seed, stated, sha256) };
      const code = await issueCode(signer, anchored, ORIGIN);
      await agree(both, code, met);
      const seenAt = Math.floor(holding.now / 1000) + after;
      await agree(both, await liveText(code, anchored, seed, seenAt, sha256), met);
    });
    await fc.assert(drawn, runs);
    for (const word of ['genuine', 'refuse', 'unsure']) expect(met.get(word), word).toBeGreaterThan(0);
  },
  time,
);

test(
  `codes under a grant, inline and by reference, ${2 * CASES} of each`,
  async () => {
    const met = new Map<string, number>();
    const drawn = fc.asyncProperty(
      anyGrant,
      anyGrantedCode,
      anyHolding,
      bySuite,
      async (bounds, code, holding, signer) => {
        const inline = await signGrant(signer, bounds);
        const ref = await grantRef(inline, sha256);
        const known = await bothWith(holding, [grants.ed25519, inline]);
        const byRef = await issueGrantedCode(device.signer, { ref }, code, ORIGIN);
        await agree(known, await issueGrantedCode(device.signer, { inline }, code, ORIGIN), met);
        await agree(known, byRef, met);
        await agree(await bothWith(holding, [grants.ed25519]), byRef, met);
      },
    );
    // So many that each of these is met.
    await fc.assert(drawn, { numRuns: 2 * CASES });
    for (const reason of ['genuine', 'grant-invalid', 'grant-exceeded', 'unknown-key', 'copied', 'withdrawn'])
      expect(met.get(reason), reason).toBeGreaterThan(0);
  },
  time,
);

test(
  `steps of a live code at their ends, ${CASES} times`,
  async () => {
    const met = new Map<string, number>();
    const anchored = { ...claims, anchor: await anchorOf(seed, claims, sha256) };
    const signed = await issueCode(issuing.signer, anchored, ORIGIN);
    const drawn = fc.asyncProperty(fc.nat({ max: 40 }), near(-90, 0, 120), async (step, offset) => {
      const start = claims.notBefore + 30 * step;
      const both = await bothWith({ ...CURRENT, now: (start + offset) * 1000 }, [grants.ed25519]);
      await agree(both, await liveText(signed, anchored, seed, start, sha256), met);
      const code = { ...grantedCode, step };
      await agree(both, await issueGrantedCode(device.signer, { inline: grants.ed25519 }, code, ORIGIN), met);
    });
    await fc.assert(drawn, runs);
    for (const word of ['genuine', 'copied', 'clock-suspect']) expect(met.get(word), word).toBeGreaterThan(0);
  },
  time,
);

test.each(Object.entries(MUTATIONS))(
  `%s, ${CASES} times`,
  async (_, mutation) => {
    const both = await bothWith(CURRENT, [grants.ed25519]);
    const number = fc.nat({ max: 0xffffffff });
    const drawn = fc.tuple(fc.constantFrom(...forms), fc.record({ a: number, b: number, c: number }));
    const met = new Map<string, number>();
    await fc.assert(
      fc.asyncProperty(drawn, async ([form, draw]) => agree(both, mutation(form, draw), met)),
      runs,
    );
    expect(met.get('refuse')).toBeGreaterThan(0);
  },
  time,
);

test(
  `signed by the right key and not quite what the profile says, ${RUNS} times`,
  async () => {
    const both = await bothWith(CURRENT);
    const met = new Map<string, number>();
    const anchored = encodeClaims({ ...claims, anchor: seed });
    const drawn = fc.asyncProperty(oneChange, fc.boolean(), async (change, anchor) => {
      const payload = change(anchor ? anchored : encodeClaims(claims));
      await agree(both, codeText(ORIGIN, await signMap(issuing.signer, payload)), met);
    });
    await fc.assert(drawn, { numRuns: RUNS });
    for (const word of ['unsupported-version', 'genuine']) expect(met.get(word), word).toBeGreaterThan(0);
  },
  time,
);

test(
  `grants and codes under them that are not quite what the profile says, ${4 * CASES} times`,
  async () => {
    const met = new Map<string, number>();
    const both = await bothWith(CURRENT);
    const good = parseSign1(grants.ed25519);
    if (!good.ok) throw new Error('does not parse');
    const code = encodeGrantedCode(grantedCode);
    const drawn = fc.asyncProperty(oneChange, async (change) => {
      const strange = await signMap(issuing.signer, change(good.value.payload));
      for (const [grant, payload] of [
        [strange, code],
        [grants.ed25519, change(code)],
      ] as const) {
        const text = codeText(ORIGIN, await signWithHeader(device.signer, [GRANT_HEADER, grant], payload));
        await agree(both, text, met);
      }
    });
    await fc.assert(drawn, { numRuns: 4 * CASES });
    for (const word of ['unsupported-version', 'grant-invalid', 'genuine'])
      expect(met.get(word), word).toBeGreaterThan(0);
  },
  time,
);
