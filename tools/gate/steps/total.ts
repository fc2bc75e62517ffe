/** The last line of a gate, and the exit code with it. */
export function sayTotal(failed: readonly string[], started: number): void {
  const time = `${((performance.now() - started) / 1000).toFixed(1)} s`;
  console.log(failed.length === 0 ? `\nAll passed in ${time}.` : `\nFailed: ${failed.join(', ')} (${time}).`);
  process.exitCode = failed.length === 0 ? 0 : 1;
}
