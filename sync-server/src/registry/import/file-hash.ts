import { createHash } from 'node:crypto';
import type { FileSource } from './read-table.ts';

/** SHA-256 of a file in hex. */
export async function hashOf(source: FileSource): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of source.open()) hash.update(piece);
  return hash.digest('hex');
}
