export interface NavItem {
  readonly href: string;
  readonly label: string;
  readonly count?: number | undefined;
  /** Someone must act. */
  readonly hot?: boolean;
  /** Begins a new group. */
  readonly gap?: boolean;
}

/** The face's own front page is current only by itself, the others with everything below them. */
export const isCurrent = ({ href }: NavItem, path: string): boolean =>
  path === href || (href.split('/').length > 2 && path.startsWith(`${href}/`));
