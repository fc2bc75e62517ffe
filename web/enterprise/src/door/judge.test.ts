/** Live or a copy: by when this browser first saw the text, over everything that happens to a page in between. */
import { issueCode, liveText } from '@liangma/shared/task-code/issue';
import { anchorOf } from '@liangma/shared/task-code/live';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Trust } from '../../../../shared/src/trust/trust.ts';
import { claims, context, issuing, ORIGIN, T } from '../../../../shared/test/codes.ts';
import { sha256 } from '../../../../shared/test/keys.ts';
import type { TrustState } from './trust.ts';

const seed = new Uint8Array(12).fill(3);
const anchored = { ...claims, anchor: await anchorOf(seed, claims, sha256) };
const printed = await issueCode(issuing.signer, claims, ORIGIN);
const code = await issueCode(issuing.signer, anchored, ORIGIN);
const SHOWN = T + 3600;
const live = await liveText(code, anchored, seed, SHOWN, sha256);

const { keys, status, catalog } = context();
const trust = { keys, status: status as Trust['status'], catalog };
const trusted: TrustState = { trust, address: '', bytes: new Uint8Array() };
const noTrust: TrustState = { obstacle: 'no-trust' };

let kept: Map<string, string>;
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'] });
  kept = new Map();
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  });
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** A page that was opened anew each time, in the same browser. */
async function judge(text: string, seconds: number, state = trusted) {
  vi.resetModules();
  vi.setSystemTime(seconds * 1000);
  const { judge } = await import('./judge.ts');
  const { verdict, reasons, presence } = await judge(text, 'link', Promise.resolve(state));
  return [verdict, presence, ...reasons];
}

test('a code read live stays live for ten minutes and over a reload', async () => {
  expect(await judge(live, SHOWN + 10)).toEqual(['genuine', 'live']);
  expect(await judge(live, SHOWN + 610)).toEqual(['genuine', 'live']);
  expect(await judge(live, SHOWN + 7200)).toEqual(['genuine', 'live']);
});

test('the same link on another phone three minutes later is a copy', async () => {
  await judge(live, SHOWN + 10);
  kept.clear();
  expect(await judge(live, SHOWN + 190)).toEqual(['refuse', 'live', 'copied']);
});

test('a code seen in time stays live if it is verified later', async () => {
  expect(await judge(live, SHOWN + 10, noTrust)).toEqual(['unsure', undefined, 'no-trust']);
  expect(await judge(live, SHOWN + 400)).toEqual(['genuine', 'live']);
});

test.each([
  ['ahead', 600, ['refuse', 'live', 'copied']],
  ['behind', -300, ['unsure', 'live', 'clock-suspect']],
])('a clock that was %s and is put right', async (_, off, first) => {
  expect(await judge(live, SHOWN + 10 + off)).toEqual(first);
  expect(await judge(live, SHOWN + 60)).toEqual(['genuine', 'live']);
});

test('a printed code counts as printed at any time', async () => {
  expect(await judge(printed, SHOWN)).toEqual(['genuine', 'printed']);
  expect(await judge(printed, SHOWN + 7200)).toEqual(['genuine', 'printed']);
});
