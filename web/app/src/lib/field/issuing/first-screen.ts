/** The lines of the first screen below its head, and their words: loaded once the databases are open, so that the list never waits. */
import type { Component } from 'svelte';
import type { Device } from '#lib/offline/device.svelte.ts';
import { issuingWords, lateWords } from '#lib/words/field.svelte.ts';

type Line = Component<{ device: Device }>;

export async function loadLines(): Promise<{ readonly Grant: Line; readonly Late: Line }> {
  const [grant, late] = await Promise.all([
    import('./GrantLine.svelte'),
    import('../late/LateLine.svelte'),
    issuingWords.load(),
    lateWords.load(),
  ]);
  return { Grant: grant.default, Late: late.default };
}
