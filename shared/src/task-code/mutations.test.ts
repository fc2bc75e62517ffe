/**
 * No code but an issued one is genuine. Every form of a code, changed in every way: never genuine, never a throw, and
 * nothing of it shown. `same` in test/forms.ts says which texts are the code itself: without the tag, which the profile
 * allows. A live code without its whole live part is told from a broken one: it is copied.
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FORMS, formContext, formNamed, forms, joined, livePartOf } from '../../test/forms.ts';
import { MUTATIONS } from '../../test/mutations.ts';
import { RUNS, timeFor } from '../../test/runs.ts';
import { encodeCbor } from '../kernel/cbor.ts';
import { readSign1 } from '../kernel/cose.ts';
import { toDigits } from './text.ts';
import { type Verdict, verifyCode } from './verify.ts';

const context = formContext();
const judge = (digits: string): Promise<Verdict> => verifyCode(digits, context);

/** Refused, or at most a key nobody knows, since a key id can be changed too; and nothing that it says is shown. */
const isHarmless = ({ verdict, reasons, claims }: Verdict): boolean =>
  claims === undefined
    ? verdict === 'refuse' || (verdict === 'unsure' && reasons.join() === 'unknown-key')
    : verdict === 'refuse' && reasons.join() === 'copied';

const number = fc.nat({ max: 0xffffffff });
const drawn = fc.tuple(fc.constantFrom(...forms), fc.record({ a: number, b: number, c: number }));

test.each(FORMS)('as issued it is genuine: %s', async (name) => {
  const { text, same } = formNamed(name);
  expect(await verifyCode(text, context)).toMatchObject({ verdict: 'genuine', reasons: [] });
  for (const digits of same) expect(await judge(digits)).toMatchObject({ verdict: 'genuine', reasons: [] });
});

test.each(Object.entries(MUTATIONS))(
  `%s, ${RUNS} times: never genuine`,
  async (_, mutation) => {
    await fc.assert(
      fc.asyncProperty(drawn, async ([form, draw]) => {
        const digits = mutation(form, draw);
        const isItself = forms.some(({ same }) => same.has(digits));
        const verdict = await judge(digits);
        if (isItself) expect(verdict.verdict).toBe('genuine');
        else expect([digits, verdict, isHarmless(verdict)]).toEqual([digits, verdict, true]);
      }),
      { numRuns: RUNS },
    );
  },
  timeFor(RUNS),
);

describe('cut, in every place', () => {
  const genuineOf = async (cuts: readonly (readonly [string, string])[]) => {
    const verdicts = await Promise.all(cuts.map(async ([what, digits]) => [what, await judge(digits)] as const));
    const genuine = verdicts.filter(([, verdict]) => !isHarmless(verdict));
    expect(genuine.every(([, { verdict }]) => verdict === 'genuine')).toBe(true);
    return genuine.map(([what]) => what);
  };
  const places = (length: number) => Array.from({ length: length - 1 }, (_, i) => i + 1);

  test.each(FORMS)('bytes: %s', async (name) => {
    const { bytes } = formNamed(name);
    const cuts = places(bytes.length).flatMap((at) => [
      [`${at} from the beginning`, toDigits(bytes.subarray(at))] as const,
      [`${at} from the end`, toDigits(bytes.subarray(0, -at))] as const,
    ]);
    expect(await genuineOf(cuts)).toEqual(['1 from the beginning']);
  });

  test.each(FORMS)('digits: %s', async (name) => {
    const { digits } = formNamed(name);
    const cuts = places(digits.length).flatMap((at) => [
      [`${at} from the beginning`, digits.slice(at)] as const,
      [`${at} from the end`, digits.slice(0, -at)] as const,
    ]);
    expect(await genuineOf(cuts)).toEqual([]);
  });
});

describe('put together', () => {
  test('header, payload and signature of any three codes: only all three of one', async () => {
    const parts = forms.map(({ bytes, name }) => {
      const raw = readSign1(name.includes('live') ? bytes.slice(0, -15) : bytes);
      if (!raw.ok) throw new Error('does not read');
      return raw.value;
    });
    const isOne = (digits: string) => forms.some(({ same }) => same.has(digits));
    const genuine = new Set<string>();
    for (const { protectedBytes } of parts)
      for (const { payloadBytes } of parts)
        for (const { signature } of parts) {
          const digits = toDigits(encodeCbor([protectedBytes, new Map(), payloadBytes, signature]));
          expect([digits, (await judge(digits)).verdict === 'genuine']).toEqual([digits, isOne(digits)]);
          if (isOne(digits)) genuine.add(digits);
        }
    // The live forms cannot occur here, because the parts are joined without a live part.
    expect(genuine.size).toBe(forms.length - 2);
  });

  test('two whole codes one after the other', async () => {
    for (const form of forms)
      for (const other of forms) {
        expect(isHarmless(await judge(form.digits + other.digits))).toBe(true);
        expect(isHarmless(await judge(joined(form.bytes, other.bytes)))).toBe(true);
      }
  });

  test('a live part behind another code', async () => {
    const genuine: string[] = [];
    for (const form of forms)
      for (const name of ['live', 'SM2, live'] as const) {
        const verdict = await judge(joined(form.bytes, livePartOf(formNamed(name))));
        if (!isHarmless(verdict)) genuine.push(`${form.name} + ${name}`);
      }
    expect(genuine).toEqual([]);
  });

  test('two texts in one, with anything between them', async () => {
    for (const between of ['', ' ', '\n', ',', '#', '/c#'])
      for (const { text } of forms) expect(isHarmless(await judge(text + between + text))).toBe(true);
  });
});
