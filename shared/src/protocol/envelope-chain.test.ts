import fc from 'fast-check';
import { expect, test } from 'vitest';
import { aDeviceKey, sha256, verifySignature } from '../../test/keys.ts';
import { toHex } from '../kernel/bytes.ts';
import type { Signer, VerifySignature } from '../kernel/cose.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import { openEvent, sealEvent } from './envelope.ts';
import { type Opening, openEnvelopes } from './envelope-chain.ts';

const [phone, stranger] = [aDeviceKey(), aDeviceKey()];
const inItsName: Signer = { ...stranger.signer, kid: phone.kid };

const sealed = (signer: Signer, seq: number, prev: string): Promise<Uint8Array> =>
  sealEvent(signer, {
    id: `id-${seq}`,
    device: phone.id,
    seq,
    prev,
    type: 'code-shown',
    task: 'a task',
    taskRev: 2,
    at: seq,
    data: {},
  });

/** Each names the one before, whoever signed that. */
async function chainBy(...signers: Signer[]): Promise<Uint8Array[]> {
  const envelopes: Uint8Array[] = [];
  let prev = '';
  for (const [i, signer] of signers.entries()) {
    const envelope = await sealed(signer, i + 1, prev);
    envelopes.push(envelope);
    prev = toHex(await sha256(envelope));
  }
  return envelopes;
}

interface Said {
  readonly seq: number;
  readonly prev: string;
}

const reading = {
  verify: verifySignature,
  sha256,
  read: (said: unknown): Result<Said, 'malformed'> => ok(said as Said),
};

const open = async (envelopes: readonly Uint8Array[], opening: Partial<Opening<Said, 'malformed'>> = {}) =>
  (await openEnvelopes(envelopes, phone.publicKey, { ...reading, ...opening })).map((one) =>
    one.ok ? 'holds' : one.error,
  );

const ours = phone.signer;

test('[SYNC-21] a chain is verified once, by the last, and opens to what was sealed', async () => {
  const chain = await chainBy(ours, ours, ours, ours);
  let verified = 0;
  const counting: VerifySignature = (...signed) => {
    verified += 1;
    return verifySignature(...signed);
  };
  const opened = await openEnvelopes(chain, phone.publicKey, { ...reading, verify: counting });
  expect(verified).toBe(1);
  for (const [i, one] of opened.entries()) {
    const alone = await openEvent(chain[i] as Uint8Array, phone.publicKey, verifySignature);
    const hash = toHex(await sha256(chain[i] as Uint8Array));
    expect(one).toEqual({ ok: true, value: { event: alone.ok && alone.value, hash } });
  }
});

test.each([
  ['the last by a stranger vouches for nothing', [ours, ours, inItsName], ['holds', 'holds', 'bad-signature']],
  ['the last two', [ours, inItsName, inItsName], ['holds', 'bad-signature', 'bad-signature']],
  ['all', [inItsName, inItsName], ['bad-signature', 'bad-signature']],
  ['one that our next names: the device stands by it', [ours, inItsName, ours], ['holds', 'holds', 'holds']],
])('[SYNC-21] %s', async (_, signers, expected) => {
  expect(await open(await chainBy(...signers))).toEqual(expected);
});

test('[SYNC-21] an event vouches only for the one that it names; any other needs its own signature', async () => {
  const [one, two, three] = (await chainBy(ours, ours, ours)) as [Uint8Array, Uint8Array, Uint8Array];
  const foreign = await sealed(inItsName, 2, toHex(await sha256(one)));
  expect(await open([one, foreign, three])).toEqual(['holds', 'bad-signature', 'holds']);
  expect(await open([foreign, two, three])).toEqual(['bad-signature', 'holds', 'holds']);
  expect(await open([three, two, one])).toEqual(['holds', 'holds', 'holds']);
  expect(await open([])).toEqual([]);
});

test('[SYNC-21] only an event with the next number vouches; a refused envelope vouches for none', async () => {
  const [one, two] = (await chainBy(inItsName, ours)) as [Uint8Array, Uint8Array];
  const named = toHex(await sha256(one));
  expect(await open([one, two])).toEqual(['holds', 'holds']);
  for (const seq of [1, 3, 20_000])
    expect(await open([one, await sealed(ours, seq, named)])).toEqual(['bad-signature', 'holds']);
  const none: Partial<Opening<Said, 'malformed'>> = {
    read: (said, i) => (i === 1 ? err('malformed') : ok(said as unknown as Said)),
  };
  expect(await open([one, two], none)).toEqual(['bad-signature', 'malformed']);
});

test('[SYNC-21] an event taken before holds without the one that vouched for it', async () => {
  const [one, two] = (await chainBy(inItsName, inItsName)) as [Uint8Array, Uint8Array];
  const kept = toHex(await sha256(two));
  const isKept = async (_: unknown, hash: string) => hash === kept;
  expect(await open([two], { isKept })).toEqual(['holds']);
  expect(await open([one], { isKept })).toEqual(['bad-signature']);
  expect(await open([one, two], { isKept })).toEqual(['holds', 'holds']);
});

test('[SYNC-2] an event has one encoding: an envelope without tag 18 is malformed', async () => {
  const [one] = (await chainBy(ours)) as [Uint8Array];
  expect(await open([one, one.slice(1)])).toEqual(['holds', 'malformed']);
});

test('[SYNC-21] a changed chain of an honest device gets the verdicts of its events judged one by one', async () => {
  const chain = await chainBy(ours, ours, ours, ours, ours, ours);
  const foreign = await Promise.all(
    chain.map(async (before, i) => sealed(inItsName, i + 2, toHex(await sha256(before)))),
  );
  const at = fc.nat(chain.length - 1);
  const harm = fc.oneof(
    fc.record({ do: fc.constant('flip' as const), at, bit: fc.nat(8 * 200) }),
    fc.record({ do: fc.constant('cut' as const), at, bytes: fc.integer({ min: 1, max: 80 }) }),
    fc.record({ do: fc.constantFrom('drop' as const, 'twice' as const, 'swap' as const, 'insert' as const), at }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(harm, { maxLength: 4 }), async (harms) => {
      const sent = harms.reduce((rows, one) => harmed(rows, one, foreign), chain);
      const alone = sent.map(async (envelope) => {
        const opened = await openEvent(envelope, phone.publicKey, verifySignature);
        return opened.ok ? 'holds' : opened.error;
      });
      expect(await open(sent)).toEqual(await Promise.all(alone));
    }),
    { numRuns: 1000 },
  );
});

type Harm =
  | { readonly do: 'flip'; readonly at: number; readonly bit: number }
  | { readonly do: 'cut'; readonly at: number; readonly bytes: number }
  | { readonly do: 'drop' | 'twice' | 'swap' | 'insert'; readonly at: number };

function harmed(rows: readonly Uint8Array[], harm: Harm, foreign: readonly Uint8Array[]): Uint8Array[] {
  const { at } = harm;
  const one = rows[at];
  if (!one) return [...rows];
  switch (harm.do) {
    case 'flip':
      return rows.with(at, flipped(one, harm.bit % (8 * one.length)));
    case 'cut':
      return rows.with(at, one.slice(0, -harm.bytes));
    case 'drop':
      return rows.toSpliced(at, 1);
    case 'twice':
      return rows.toSpliced(at, 0, one);
    case 'swap':
      return rows.toSpliced(at, 2, ...rows.slice(at, at + 2).reverse());
    case 'insert':
      return rows.toSpliced(at + 1, 0, foreign[at] as Uint8Array);
  }
}

function flipped(bytes: Uint8Array, bit: number): Uint8Array {
  const changed = Uint8Array.from(bytes);
  changed[bit >> 3] = (changed[bit >> 3] as number) ^ (1 << (bit & 7));
  return changed;
}
