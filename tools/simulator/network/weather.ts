/** The network as one phone has it. Each number is how often it happens to a request. */

export interface Weather {
  readonly name: string;
  /** Milliseconds each way, least and most. */
  readonly delay: readonly [number, number];
  /** Long connections hold, so that the server's hints arrive. */
  readonly streams?: true;
  /** Nothing gets through, and the phone knows. */
  readonly offline?: 1;
  /** Lost before the server. */
  readonly dropped?: number;
  /** Lost on the way back, after the server has done it. */
  readonly cut?: number;
  /** The same, but the browser itself sends it again on another connection and nobody notices. */
  readonly resent?: number;
  /** The bytes of a photo break off on their way up. */
  readonly torn?: number;
  /** Arrives once more, later. */
  readonly twice?: number;
  /** Stays on the way for up to a minute. */
  readonly late?: number;
  /** A page of the place answers, with status 200. */
  readonly portal?: number;
  /** A gateway, or our server in trouble, answers with an error. */
  readonly refused?: number;
  /** Somebody answers a push in our format, with a receipt that is none. */
  readonly forged?: number;
}

export const WEATHERS = {
  good: { name: 'good', delay: [10, 150], streams: true },
  poor: {
    name: 'poor',
    delay: [200, 6_000],
    dropped: 0.12,
    cut: 0.12,
    resent: 0.08,
    twice: 0.12,
    late: 0.08,
    refused: 0.08,
    torn: 0.5,
  },
  lossy: { name: 'lossy', delay: [50, 1_500], dropped: 0.1, cut: 0.4, resent: 0.15, twice: 0.25, torn: 0.7 },
  slow: { name: 'slow', delay: [2_000, 14_000], late: 0.25, twice: 0.2 },
  offline: { name: 'offline', delay: [1, 5], offline: 1 },
  portal: { name: 'portal', delay: [20, 300], portal: 1 },
  failing: { name: 'failing', delay: [20, 400], refused: 0.8 },
  forged: { name: 'forged', delay: [20, 300], forged: 0.9, portal: 0.5 },
} as const satisfies Record<string, Weather>;

export type WeatherName = keyof typeof WEATHERS;
