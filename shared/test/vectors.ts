/** Public test vectors, read where they lie and never copied; a test that needs them is skipped with a word where they are absent. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('../../../shared/vectors/', import.meta.url));

export const vectorsPresent = existsSync(folder);

/** The path is relative to the vectors folder. */
export const readVectors = <T>(path: string): T => JSON.parse(readVectorText(path)) as T;

export const readVectorText = (path: string): string => readFileSync(folder + path, 'utf8');

/** Names of the files in one folder of vectors; none where the vectors are absent. */
export const listVectors = (path: string): readonly string[] =>
  vectorsPresent ? readdirSync(folder + path).sort() : [];

/** Hex digits as the examples of a standard print them, with line ends and words around; the last run of them counts. */
export function hexInText(text: string): Uint8Array {
  const runs = text.split(/[^0-9a-f\s]/i).map((run) => run.replace(/\s/g, ''));
  return Uint8Array.from(Buffer.from(runs.at(-1) ?? '', 'hex'));
}
