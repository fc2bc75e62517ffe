/** Besides the reasons of a code: the verifier itself lacks what it needs. */
export type Obstacle = 'no-trust' | 'bad-trust' | 'no-crypto';

export interface ReasonWords {
  readonly title: string;
  /** Text of the reason and its meaning. */
  readonly meaning: string;
  readonly next: string;
}
