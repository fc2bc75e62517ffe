/** Besides the reasons of a code: the verifier itself lacks what it needs. */
export type Obstacle = 'no-trust' | 'bad-trust' | 'no-crypto';

export interface ReasonWords {
  readonly title: string;
  /** What happened and what it means. */
  readonly meaning: string;
  readonly next: string;
}
