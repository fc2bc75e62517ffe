import type { Instant } from '@liangma/shared/kernel/instant';

export interface CountyCount {
  readonly county: string;
  readonly today: number;
  readonly ongoing: number;
  readonly refused: number;
}

export interface SupervisionReads {
  countyCounts(region: string, day: { from: Instant; to: Instant }): Promise<CountyCount[]>;
}
