import { afterEach, beforeEach, expect, test, vi } from 'vitest';

const text = (n: number) => `https://example.gov.cn/c#${'0'.repeat(600)}${String(n).padStart(36, '7')}`;
const storage = (map: Map<string, string>) => ({
  getItem: (key: string) => map.get(key) ?? null,
  setItem: (key: string, value: string) => void map.set(key, value),
});

/** Loads the module afresh, as a reload does: it knows only what storage holds. */
async function reload() {
  vi.resetModules();
  return import('./memory.ts');
}

let kept: Map<string, string>;
beforeEach(() => {
  kept = new Map();
  vi.stubGlobal('localStorage', storage(kept));
});
afterEach(() => void vi.unstubAllGlobals());

test('the first sight of a text stays, over a reload too, and each text has its own', async () => {
  const { firstSeen } = await reload();
  expect([firstSeen(text(1), 1000), firstSeen(text(1), 9000), firstSeen(text(2), 9000)]).toEqual([1000, 1000, 9000]);
  expect((await reload()).firstSeen(text(1), 99_000)).toBe(1000);
});

test('a forgotten text is seen anew', async () => {
  const { firstSeen, forgetSeen } = await reload();
  firstSeen(text(1), 1000);
  firstSeen(text(2), 1000);
  forgetSeen(text(1));
  expect([firstSeen(text(1), 5000), firstSeen(text(2), 5000)]).toEqual([5000, 1000]);
});

test('the list is bounded and drops the oldest', async () => {
  const { firstSeen } = await reload();
  for (let n = 1; n <= 51; n++) firstSeen(text(n), n);
  expect([firstSeen(text(51), 999), firstSeen(text(2), 999), firstSeen(text(1), 999)]).toEqual([51, 2, 999]);
  expect(kept.get('liangma.c.seen')?.length).toBeLessThan(4000);
});

test('without storage the list lasts as long as the page', async () => {
  vi.stubGlobal('localStorage', {
    getItem: () => {
      throw new DOMException('', 'SecurityError');
    },
    setItem: () => {
      throw new DOMException('', 'SecurityError');
    },
  });
  const { firstSeen } = await reload();
  expect([firstSeen(text(1), 1000), firstSeen(text(1), 9000)]).toEqual([1000, 1000]);
  expect((await reload()).firstSeen(text(1), 9000)).toBe(9000);
});
