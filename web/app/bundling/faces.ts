/** Faces of the app, and the steps in which each needs its modules. */

/** Routes of a face that open together. A module belongs to the first step of a face that needs it. */
export interface Step {
  readonly name: string;
  /** Paths below `src/routes`. */
  readonly routes: RegExp;
  /** Includes the app's own modules that the routes import later. */
  readonly later?: boolean;
}

/** The face that needs the network. The others open without it, because a device keeps their files. */
export const OFFICE = 'office';

/** First parts of the addresses of its pages. */
export const OFFICE_PATHS = ['desk', 'supervision', 'admin', 'me', 'setup'] as const;

const FIELD_LIST = /^field\/\+/;
export const OFFICE_ROUTES = new RegExp(`^(?:${OFFICE_PATHS.join('|')})/`);

export const FACES: Readonly<Record<string, readonly Step[]>> = {
  login: [
    { name: 'login', routes: /^login\// },
    { name: 'login-later', routes: /^login\//, later: true },
  ],
  kiosk: [
    { name: 'kiosk', routes: /^kiosk\// },
    { name: 'kiosk-later', routes: /^kiosk\//, later: true },
  ],
  field: [
    { name: 'field-list', routes: FIELD_LIST },
    { name: 'field-device', routes: FIELD_LIST, later: true },
    { name: 'field', routes: /^field\// },
    { name: 'field-later', routes: /^field\//, later: true },
  ],
  [OFFICE]: [
    { name: 'office-home', routes: /^(?:desk|supervision)\/\+/ },
    { name: OFFICE, routes: OFFICE_ROUTES },
    { name: 'office-later', routes: OFFICE_ROUTES, later: true },
  ],
};

const ROUTE = /\/src\/routes\/(.*)$/;
const NODE = /\/client-optimized\/nodes\//;

/** Paths below `src/routes` of the files that Kit bundles as a page or a layout; empty for every other module. */
export const routesOf = (id: string, imports: (id: string) => readonly string[]): string[] =>
  NODE.test(id) ? imports(id).flatMap((file) => ROUTE.exec(file)?.[1] ?? []) : [];
