/** A photo as it is shown: small in a row, large when it is opened. */
export interface Shot {
  readonly key: string;
  /** An address. */
  readonly small: string;
  readonly alt: string;
  readonly caption: string;
  readonly note?: string;
  /** The address of the large picture; undefined where there is only the small one. */
  large(): Promise<string | undefined>;
}
