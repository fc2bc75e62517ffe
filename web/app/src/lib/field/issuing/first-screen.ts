/** The line of the first screen and its words: loaded once the databases are open, so that the list never waits. */
import type { Component } from 'svelte';
import type { Device } from '#lib/offline/device.svelte.ts';
import { issuingWords } from '#lib/words/field.svelte.ts';

export async function loadGrantLine(): Promise<Component<{ device: Device }>> {
  const [line] = await Promise.all([import('./GrantLine.svelte'), issuingWords.load()]);
  return line.default;
}
