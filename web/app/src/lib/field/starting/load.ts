/** The bar by which a start can be undone, with its words. */
export async function loadStartBar() {
  const [{ default: bar }, { startWords }] = await Promise.all([
    import('./StartBar.svelte'),
    import('./words.svelte.ts'),
  ]);
  await startWords.load();
  return bar;
}
