/**
 * Safeguards, switched off one at a time from outside: a module of the page or a port of the server is replaced by one
 * that does not keep its promise. A simulator that then finds nothing would prove nothing.
 */
import type { Tampering } from '../server/replicas.ts';

export interface Mutant {
  readonly name: string;
  /** A seed, or the name of a kept script, that is known to find it out; tried before any other. */
  readonly caughtBy: number | string;
  /** The gate plays it too: it stands for one of the promises (a chain, a receipt, a revocation, a file, an update). */
  readonly byDay?: true;
  /** Path of the module that stands in for one of the pages' own; see `testing/engine/bundle.ts`. */
  readonly substitute?: string;
  readonly tampering?: Tampering;
}
