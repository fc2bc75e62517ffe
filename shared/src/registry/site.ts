/** Publisher of this site. The server writes it into its pages, so that people know whose page it is and under which address. */
export interface Site {
  /** 主办单位. */
  readonly name: string;
  /** Host name under which the site is to be found. */
  readonly host: string;
  /** Telephone for help with the site; empty where there is none. */
  readonly help: string;
  /** Telephone of the authority that supervises inspections; empty where there is none. */
  readonly supervision: string;
}
