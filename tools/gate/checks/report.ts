/** A problem that a check has found. */
export interface Complaint {
  /** A path, with `:line` where there is one. */
  readonly where: string;
  readonly what: string;
}

export interface Report {
  readonly problems: readonly Complaint[];
  /** Shown, and no reason to fail. */
  readonly warnings?: readonly Complaint[];
  /** A few words for the line of a step that passed. */
  readonly note?: string;
}

export const complain = (where: string, what: string): Complaint => ({ where, what });

export const sayComplaint = ({ where, what }: Complaint): string => `  ${where}  ${what}`;
