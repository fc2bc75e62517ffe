/** Public test vectors, read where they lie and never copied; a test that needs them is skipped with a word where they are absent. */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('../../../shared/vectors/', import.meta.url));

export const vectorsPresent = existsSync(folder);

/** The path is relative to the vectors folder. */
export const readVectors = <T>(path: string): T => JSON.parse(readFileSync(folder + path, 'utf8')) as T;
