/**
 * The table of layers. A layer is a folder or file and takes in everything below it that is no layer of its own; it may
 * import only what it names. ARCHITECTURE.md prints the same table, and `dependencies.ts` compares.
 */
export interface Layer {
  /** Path prefixes it may import. */
  readonly uses: readonly string[];
  /** Path prefixes of which it may import types alone. */
  readonly types?: readonly string[];
  /** npm packages and `node:` modules it may import; all of them where this is absent. */
  readonly packages?: readonly string[];
}

const sharedLayer = (...concepts: string[]): Layer => ({
  uses: concepts.map((concept) => `shared/src/${concept}`),
  packages: ['valibot'],
});

const SHARED: Record<string, Layer> = {
  // Curve arithmetic is never our own; the vetted library is the only package beside valibot.
  'shared/src/kernel': { uses: [], packages: ['valibot', '@noble/curves'] },
  'shared/src/lists': sharedLayer('kernel'),
  'shared/src/registry': sharedLayer('kernel', 'lists'),
  'shared/src/access': sharedLayer('kernel', 'lists', 'registry'),
  'shared/src/matters': sharedLayer('kernel', 'lists', 'registry'),
  'shared/src/trust': sharedLayer('kernel'),
  'shared/src/packs': sharedLayer('kernel', 'trust'),
  'shared/src/task-code': sharedLayer('kernel', 'trust'),
  'shared/src/scans': sharedLayer('kernel'),
  'shared/src/evaluations': sharedLayer('kernel'),
  'shared/src/reports': sharedLayer('kernel'),
  'shared/src/photos': sharedLayer('kernel', 'matters', 'trust'),
  'shared/src/records': sharedLayer('kernel', 'matters', 'photos'),
  'shared/src/tasks': sharedLayer('kernel', 'lists', 'matters', 'photos', 'records', 'registry', 'scans'),
  'shared/src/drafts': sharedLayer('kernel', 'records', 'tasks'),
  'shared/src/quiet-periods': sharedLayer('kernel', 'registry'),
  'shared/src/compliance': sharedLayer('kernel', 'matters', 'quiet-periods', 'records', 'registry', 'tasks'),
  'shared/src/grants': sharedLayer('kernel', 'compliance', 'matters', 'registry', 'task-code', 'tasks', 'trust'),
  'shared/src/alerts': sharedLayer('kernel', 'compliance', 'lists', 'reports', 'tasks'),
  'shared/src/notices': sharedLayer('kernel', 'alerts', 'compliance', 'lists', 'matters', 'records', 'tasks'),
  'shared/src/protocol': sharedLayer(
    'kernel',
    'drafts',
    'evaluations',
    'grants',
    'records',
    'reports',
    'scans',
    'task-code',
    'tasks',
    'trust',
  ),
  'shared/src/devices': sharedLayer('kernel', 'compliance', 'lists', 'protocol', 'registry', 'tasks'),
  'shared/src/quarantine': sharedLayer('devices', 'lists', 'protocol'),
  'shared/src/sync': sharedLayer(
    'kernel',
    'alerts',
    'compliance',
    'devices',
    'evaluations',
    'grants',
    'matters',
    'protocol',
    'registry',
    'task-code',
    'tasks',
  ),
  'shared/src/supervision': sharedLayer('evaluations', 'kernel', 'protocol', 'tasks'),
  'shared/src/defaults': sharedLayer('kernel', 'compliance'),
};

/** Values with which a new store begins. Whoever decides by a rule takes the values of the store instead. */
export const DEFAULTS = 'shared/src/defaults';

/** Files outside tests that may import `DEFAULTS`: they fill a store, or play without one. */
export const SEEDS: readonly string[] = [
  'sync-server/src/cli/assess.ts',
  'sync-server/src/demo',
  'sync-server/src/open-store.ts',
  'tools/bench',
  'tools/simulator',
  'tools/testing',
];

const server = (...parts: string[]): string[] => ['shared/src', ...parts.map((part) => `sync-server/src/${part}`)];
const deps = ['sync-server/src/deps.ts'];

const REPOSITORIES = 'sync-server/src/*/*repository.ts';

/** Use cases and repository port of a concept. Its routes are in the row of all routes. */
const concept = (...concepts: string[]): Layer => ({
  uses: server('ports', 'limits', ...concepts),
  types: [...deps, REPOSITORIES],
  packages: ['valibot'],
});

const CONCEPTS: Record<string, Layer> = {
  'sync-server/src/alerts': concept('notices'),
  'sync-server/src/archive': concept('attachments'),
  'sync-server/src/attachments': concept(),
  'sync-server/src/calendar': concept(),
  'sync-server/src/compliance': concept(),
  'sync-server/src/devices': concept('accounts', 'alerts'),
  'sync-server/src/drafts': concept(),
  'sync-server/src/evaluations': concept(),
  'sync-server/src/grants': concept('registry'),
  'sync-server/src/leaves': concept(),
  'sync-server/src/lists': concept(),
  'sync-server/src/matters': concept('lists'),
  'sync-server/src/notices': concept('accounts', 'lists'),
  'sync-server/src/officers': concept(),
  'sync-server/src/packs': concept(),
  'sync-server/src/operation': concept('archive', 'devices'),
  'sync-server/src/people': concept('accounts', 'devices', 'lists', 'registry', 'adapters/crypto/passwords.ts'),
  'sync-server/src/templates': concept(),
  'sync-server/src/trust': concept(),
  'sync-server/src/setup': concept('accounts', 'adapters/crypto/passwords.ts'),
  'sync-server/src/registry': concept('lists', 'notices'),
  'sync-server/src/tasks': concept('alerts', 'archive', 'attachments', 'grants', 'notices', 'registry'),
  'sync-server/src/events': concept(
    'alerts',
    'devices',
    'drafts',
    'evaluations',
    'notices',
    'officers',
    'registry',
    'tasks',
  ),
  'sync-server/src/photos': concept('events'),
  'sync-server/src/quarantine': concept('events'),
  'sync-server/src/quiet-periods': concept(),
  'sync-server/src/supervision': concept('alerts', 'devices', 'events', 'lists', 'quarantine'),
};

const CONCEPT_NAMES = Object.keys(CONCEPTS).map((name) => name.slice('sync-server/src/'.length));

const SERVER: Record<string, Layer> = {
  'sync-server/src/ports': {
    uses: server(),
    types: [REPOSITORIES, ...server('photos/blobs.ts', 'trust')],
    packages: [],
  },
  'sync-server/src/deps.ts': {
    uses: [],
    types: server('ports', 'compliance/policy-source.ts', 'photos/blobs.ts', 'trust/trust-source.ts'),
    packages: ['pino'],
  },
  'sync-server/src/limits': { uses: server(), types: [...deps, ...server('ports')] },
  // Hashing a password is arithmetic with a salt: no store, no network, nothing a test would replace.
  'sync-server/src/accounts': concept('officers', 'adapters/crypto/passwords.ts'),
  ...CONCEPTS,
  'sync-server/src/jobs': concept('accounts', 'alerts', 'archive', 'events', 'notices', 'people', 'registry', 'tasks'),
  'sync-server/src/http': {
    uses: server('accounts', 'limits', 'ports/audit.ts', 'ports/directory.ts'),
    types: [...deps, ...server('ports')],
  },
  'sync-server/src/*/*routes.ts': {
    uses: server('http', 'limits', 'accounts', 'ports', ...CONCEPT_NAMES),
    types: deps,
    packages: ['hono', 'valibot'],
  },
  'sync-server/src/adapters': {
    uses: [...server('ports'), 'sync-server/data'],
    types: [REPOSITORIES, ...server('photos/blobs.ts')],
  },
  'sync-server/src/demo': {
    uses: [...server('ports', 'adapters/crypto/passwords.ts'), 'sync-server/data'],
    types: [REPOSITORIES],
    packages: ['valibot', 'node:crypto'],
  },
  // A tool that writes the published list to a file; nothing imports it.
  'sync-server/src/demo/matters/write-matters.ts': { uses: server('demo') },
  'sync-server/src/app.ts': {
    uses: server('http', 'accounts', ...CONCEPT_NAMES),
    types: deps,
    packages: ['hono', 'hono-openapi'],
  },
  'sync-server/src/setup-app.ts': { uses: server('http', 'setup'), types: deps, packages: ['hono'] },
  'sync-server/src/setup-tools.ts': { uses: server('') },
  'sync-server/src/config.ts': { uses: server() },
  // The only ones that build adapters.
  'sync-server/src/open-store.ts': {
    uses: server('adapters', 'compliance', 'ports'),
    types: ['sync-server/src/config.ts'],
  },
  'sync-server/src/wiring.ts': { uses: server('') },
  'sync-server/src/demo-day.ts': { uses: server('') },
  'sync-server/src/demo-devices.ts': { uses: server('') },
  'sync-server/src/demo-grant.ts': { uses: server('') },
  'sync-server/src/serve.ts': { uses: server('') },
  // A command line says findings in the words of the desk.
  'sync-server/src/cli': { uses: [...server(''), 'web/common/src/words'] },
  'sync-server/src/cli.ts': { uses: server('cli', 'config.ts') },
  'sync-server/src/main.ts': { uses: server('cli.ts') },
};

const FACES: Record<string, Layer> = {
  'web/common': { uses: ['shared/src'] },
  'web/enterprise': { uses: ['shared/src', 'web/common'] },
  'web/app': { uses: ['shared/src', 'web/common'], types: ['sync-server/src/app.ts'] },
};

const TOOLS: Record<string, Layer> = {
  // The world around a test: it may reach everything that it starts or fills.
  'tools/testing': { uses: ['shared', 'sync-server/src', 'web'] },
  'tools/start': { uses: ['sync-server/src'] },
  'tools/gate': { uses: ['shared/src', 'sync-server/src', 'web/enterprise/src/door', 'tools/start', 'tools/testing'] },
  'tools/simulator': { uses: ['shared/src', 'sync-server/src', 'web', 'tools/testing'] },
  'tools/bench': { uses: ['shared/src', 'sync-server/src', 'web', 'tools/start', 'tools/testing'] },
  'tools/faults': { uses: ['shared/src', 'sync-server/src', 'tools/testing'] },
  // Over HTTP and in a browser only, like everybody outside.
  e2e: { uses: ['tools/testing'] },
};

export const LAYERS: Record<string, Layer> = { ...SHARED, ...SERVER, ...FACES, ...TOOLS };

/** Packages that one place wraps; `undefined` for those that nobody may import. */
export const PACKAGE_HOMES: Record<string, string | undefined> = {
  dexie: 'web/app/src/lib/offline',
  // Small collections that replicate both ways with a conflict handler: drafts now, requests and notices next.
  rxdb: 'web/app/src/lib/offline/drafts',
  rxjs: 'web/app/src/lib/offline',
  'zxing-wasm': 'web/common/src/scanner',
  'html5-qrcode': 'web/common/src/scanner',
  'barcode-detector': 'web/common/src/scanner',
  kysely: 'sync-server/src/adapters/sql',
  pg: 'sync-server/src/adapters/sql',
  'node:sqlite': 'sync-server/src/adapters/sql',
  'svelte/store': undefined,
};

/** A row of the table in ARCHITECTURE.md: names of the same workspace without its own. */
export function rowOf(name: string, { uses, types = [] }: Layer): string {
  const workspace = name.replace(/(?<=\/src\/).*$/, '');
  const say = (paths: readonly string[]) => paths.map((path) => sayPath(path, workspace)).join(', ');
  const typed = types.length > 0 ? `types of ${say(types)}` : '';
  return `| ${sayPath(name, '')} | ${[say(uses), typed].filter(Boolean).join('; ') || 'nothing'} |`;
}

function sayPath(path: string, workspace: string): string {
  if (path === workspace) return 'everything inside';
  const inside = workspace !== '' && path.startsWith(workspace) ? path.slice(workspace.length) : path;
  return inside.replace('/src/', '/').replace(/\/src$/, '');
}
