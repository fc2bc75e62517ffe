import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { type Author, type Draft, draftSchema, emptyDraft, itemState, openItems } from './draft.ts';
import { answerKey, findingKey, OPINION, OUTCOME } from './items.ts';
import { ended, enter, mergeDrafts, sameDraft } from './merge.ts';

const author = (officer: string, n: number): Author =>
  ({ by: officer, device: String(n).padStart(32, '0') }) as unknown as Author;
const WANG = author('O620623001', 1);
const ZHUOMA = author('O620623002', 2);
const OLD_PHONE = author('O620623001', 3);
const FIRST = answerKey('M901|1');

/** Enters a value as the form does: the person sees and replaces what stands there. */
const fill = (draft: Draft, key: string, value: string, by: Author, now: number): Draft =>
  enter(draft, { key, value, over: draft.items[key] ?? [] }, by, now);
const valuesOf = (draft: Draft, key: string): string[] => (draft.items[key] ?? []).map(({ value }) => value);

test('[DRAFT-1] entries of two officers in different items combine', () => {
  const mine = fill(emptyDraft(), FIRST, 'pass', WANG, 10);
  const theirs = fill(emptyDraft(), OPINION, '无异议', ZHUOMA, 20);
  const merged = mergeDrafts(mine, theirs);
  expect(itemState(merged, FIRST)).toMatchObject({ kind: 'one', value: 'pass' });
  expect(itemState(merged, OPINION)).toMatchObject({ kind: 'one', value: '无异议' });
  expect(openItems(merged)).toEqual([]);
});

describe('[DRAFT-2] the same item', () => {
  const before = fill(emptyDraft(), FIRST, 'not-applicable', WANG, 5);
  const mine = fill(before, FIRST, 'pass', WANG, 10);
  const theirs = fill(before, FIRST, 'fail', ZHUOMA, 20);

  test('keeps both values, with who and when', () => {
    expect(itemState(mergeDrafts(mine, theirs), FIRST)).toEqual({
      kind: 'open',
      entries: [
        { value: 'pass', ...WANG, at: 10 },
        { value: 'fail', ...ZHUOMA, at: 20 },
      ],
    });
  });

  test('with the same value is one', () => {
    const agreeing = mergeDrafts(mine, fill(before, FIRST, 'pass', ZHUOMA, 20));
    expect(itemState(agreeing, FIRST)).toMatchObject({ kind: 'one', value: 'pass', entry: { at: 20 } });
  });

  test('an item changed on one side has the value of that side', () => {
    expect(valuesOf(mergeDrafts(before, theirs), FIRST)).toEqual(['fail']);
  });

  test('emptied on one side and changed on the other keeps both', () => {
    const emptied = fill(before, FIRST, '', WANG, 10);
    expect(valuesOf(mergeDrafts(emptied, theirs), FIRST)).toEqual(['', 'fail']);
  });

  test('on two devices of one officer keeps both too', () => {
    expect(valuesOf(mergeDrafts(mine, fill(before, FIRST, 'fail', OLD_PHONE, 9)), FIRST)).toEqual(['fail', 'pass']);
  });
});

describe('[DRAFT-3] a choice', () => {
  const mine = fill(emptyDraft(), OUTCOME, 'guidance', WANG, 10);
  const theirs = fill(emptyDraft(), OUTCOME, 'no-problem', ZHUOMA, 20);
  const open = mergeDrafts(mine, theirs);
  const chosen = fill(open, OUTCOME, 'no-problem', WANG, 30);

  test('wins over the values it has seen, on every copy', () => {
    for (const copy of [mine, theirs, open])
      expect(valuesOf(mergeDrafts(copy, chosen), OUTCOME)).toEqual(['no-problem']);
  });

  test('does not replace entries made meanwhile', () => {
    const meanwhile = fill(theirs, OUTCOME, 'transferred', ZHUOMA, 25);
    expect(valuesOf(mergeDrafts(meanwhile, chosen), OUTCOME)).toEqual(['transferred', 'no-problem']);
  });

  test('made differently by two is a new choice between the two', () => {
    const other = fill(open, OUTCOME, 'guidance', ZHUOMA, 31);
    expect(valuesOf(mergeDrafts(chosen, other), OUTCOME)).toEqual(['no-problem', 'guidance']);
    const same = fill(open, OUTCOME, 'no-problem', ZHUOMA, 31);
    expect(itemState(mergeDrafts(chosen, same), OUTCOME)).toMatchObject({ kind: 'one', value: 'no-problem' });
  });

  test('replaces only the entries that the person saw', () => {
    const seen = mine.items[OUTCOME] ?? [];
    const late = enter(open, { key: OUTCOME, value: 'corrected-on-spot', over: seen }, WANG, 40);
    expect(valuesOf(late, OUTCOME)).toEqual(['no-problem', 'corrected-on-spot']);
  });
});

test('[DRAFT-4] a copy of an ended draft keeps only the entries that came too late', () => {
  const sent = fill(emptyDraft(), FIRST, 'pass', WANG, 10);
  expect(mergeDrafts(sent, ended(sent)).items).toEqual({});
  const late = fill(sent, OPINION, '补充', WANG, 30);
  expect(Object.keys(mergeDrafts(late, ended(sent)).items)).toEqual([OPINION]);
});

test('copies say the same in whatever order a store gives back their parts', () => {
  const draft = fill(fill(emptyDraft(), FIRST, 'pass', WANG, 10), OPINION, '一', ZHUOMA, 20);
  const turned = (value: unknown): unknown =>
    value && typeof value === 'object' && !Array.isArray(value)
      ? Object.fromEntries(
          Object.entries(value)
            .map(([key, part]) => [key, turned(part)] as const)
            .reverse(),
        )
      : Array.isArray(value)
        ? value.map(turned)
        : value;
  expect(sameDraft(draft, turned(draft) as Draft)).toBe(true);
  expect(sameDraft(draft, fill(draft, OPINION, '二', ZHUOMA, 30))).toBe(false);
});

test('a clock that was set back gives no entry the name of an earlier one', () => {
  const draft = fill(fill(emptyDraft(), FIRST, 'pass', WANG, 1000), OPINION, '一', WANG, 5);
  expect(draft.items[OPINION]).toMatchObject([{ at: 1001 }]);
});

test.each([
  ['an entry beyond what the copy has seen', { seen: {}, items: { [FIRST]: [{ value: 'pass', ...WANG, at: 1 }] } }],
  ['a value that the item cannot have', fill(emptyDraft(), FIRST, 'banana', WANG, 1)],
  ['a name that is no item', { seen: { [WANG.device]: 1 }, items: { valueOf: [{ value: 'x', ...WANG, at: 1 }] } }],
  ['an endless text', fill(emptyDraft(), OPINION, 'x'.repeat(1001), WANG, 1)],
])('%s is no draft', (_, draft) => {
  expect(v.is(draftSchema, draft)).toBe(false);
});

test('an item that a newer app knows passes through', () => {
  expect(v.is(draftSchema, fill(emptyDraft(), 'photo|M901|3', 'sha256', WANG, 1))).toBe(true);
});

/** Devices that fill one draft and meet now and then, as the dice say. */
const AUTHORS = [WANG, ZHUOMA, OLD_PHONE];
const device = fc.nat({ max: AUTHORS.length - 1 });
const step = fc.oneof(
  fc.record({
    kind: fc.constant('enter' as const),
    device,
    key: fc.constantFrom(FIRST, findingKey('M901|1'), OPINION),
    value: fc.constantFrom('', '甲', '乙', '丙'),
    clock: fc.nat({ max: 50 }),
  }),
  fc.record({ kind: fc.constant('meet' as const), device, other: device }),
);

interface Story {
  readonly copies: Draft[];
  /** By name: which entries were replaced by somebody who had them before their eyes. */
  readonly replaced: Set<string>;
  readonly entered: Map<string, string>;
}
const nameOf = (entry: { device: string; at: number }): string => `${entry.device} ${entry.at}`;

function play(steps: readonly (typeof step extends fc.Arbitrary<infer S> ? S : never)[]): Story {
  const copies = AUTHORS.map(emptyDraft);
  const replaced = new Set<string>();
  const entered = new Map<string, string>();
  for (const move of steps) {
    const mine = copies[move.device] as Draft;
    if (move.kind === 'meet') {
      copies[move.device] = copies[move.other] = mergeDrafts(mine, copies[move.other] as Draft);
      continue;
    }
    for (const entry of mine.items[move.key] ?? []) replaced.add(nameOf(entry));
    const by = AUTHORS[move.device] as Author;
    const next = fill(mine, move.key, move.value, by, move.clock);
    entered.set(nameOf({ device: by.device, at: next.seen[by.device] as number }), move.key);
    copies[move.device] = next;
  }
  return { copies, replaced, entered };
}

describe('laws of the merge, over stories of three devices', () => {
  const stories = fc.array(step, { maxLength: 40 });
  const check = (holds: (story: Story) => void): void =>
    fc.assert(
      fc.property(stories, (steps) => holds(play(steps))),
      { numRuns: 500 },
    );

  test('commutative, associative, idempotent', () =>
    check(({ copies }) => {
      const [a, b, c] = copies as [Draft, Draft, Draft];
      expect(mergeDrafts(a, b)).toEqual(mergeDrafts(b, a));
      expect(mergeDrafts(mergeDrafts(a, b), c)).toEqual(mergeDrafts(a, mergeDrafts(b, c)));
      expect(sameDraft(mergeDrafts(a, a), a)).toBe(true);
      expect(mergeDrafts(mergeDrafts(a, b), b)).toEqual(mergeDrafts(a, b));
    }));

  test('after all copies have merged an entry stands unless somebody who saw it replaced it', () =>
    check(({ copies, replaced, entered }) => {
      const all = copies.reduce(mergeDrafts);
      const left = Object.entries(all.items).flatMap(([key, entries]) => entries.map((e) => [nameOf(e), key]));
      expect(new Map(left as [string, string][])).toEqual(
        new Map([...entered].filter(([name]) => !replaced.has(name))),
      );
    }));

  test('every copy is a draft by the schema, and an item once entered never goes', () =>
    check(({ copies, entered }) => {
      const all = copies.reduce(mergeDrafts);
      expect(new Set(Object.keys(all.items))).toEqual(new Set(entered.values()));
    }));
});
