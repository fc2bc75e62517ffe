import { describe, expect, test } from 'vitest';
import { shareOut } from './quota.ts';
import { seededRandom, shuffle, weighted } from './random.ts';

describe('seeded chance', () => {
  test('a seed determines the sequence', () => {
    const draw = (seed: string) => Array.from({ length: 8 }, seededRandom(seed).next);
    expect(draw('a')).toEqual(draw('a'));
    expect(draw('a')).not.toEqual(draw('b'));
  });

  test('a weighted choice follows its weights', () => {
    const random = seededRandom('weights');
    const pick = weighted([
      ['often', 9],
      ['seldom', 1],
      ['never', 0],
    ]);
    const drawn = Array.from({ length: 5_000 }, () => pick(random));
    expect(drawn.filter((item) => item === 'often').length / drawn.length).toBeCloseTo(0.9, 1);
    expect(drawn).not.toContain('never');
  });

  test('a shuffle loses nothing', () => {
    const items = Array.from({ length: 100 }, (_, i) => i);
    const shuffled = shuffle([...items], seededRandom('cards'));
    expect(shuffled).not.toEqual(items);
    expect(shuffled.sort((a, b) => a - b)).toEqual(items);
  });
});

describe('shares', () => {
  test('shares add up to the whole, and everyone gets the minimum', () => {
    const shares = shareOut(
      10,
      [
        ['large', 97],
        ['small', 2],
        ['tiny', 1],
      ],
      1,
    );
    expect(shares).toEqual([
      ['large', 8],
      ['small', 1],
      ['tiny', 1],
    ]);
  });

  test('a whole that is too small for the minimum throws', () => {
    expect(() =>
      shareOut(
        1,
        [
          ['a', 1],
          ['b', 1],
        ],
        1,
      ),
    ).toThrow('not enough');
  });
});
