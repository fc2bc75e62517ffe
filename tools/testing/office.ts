/** Deeds of a clerk and a head at the desk, over the API: for tests and benches that begin with a signed code. */
export interface Issued {
  readonly id: string;
  readonly code: string;
  /** The check number under it. */
  readonly number: string;
}

/** The enterprise that is inspected unless a test names another. */
export const ENTERPRISE = '天祝雪域食品有限公司';

const HOUR = 3_600_000;

type Json = Record<string, unknown>;

/** Applies for a code for `ENTERPRISE`; `changes` replaces fields of the application. */
export async function applyFor(origin: string, changes: Json = {}): Promise<{ id: string; rev: number }> {
  const clerk = await signIn(origin, 'lichunmei');
  const application = { ...(await applicationFor(clerk)), ...changes };
  const { task } = await clerk('POST', '/api/tasks', { application });
  return task as { id: string; rev: number };
}

/** Issues a code for `ENTERPRISE` that holds now; `changes` replaces fields of the application. */
export async function issueCode(origin: string, changes: Json = {}): Promise<Issued> {
  const { id, rev } = await applyFor(origin, changes);
  const head = await signIn(origin, 'mayongcheng');
  const approved = await head('POST', `/api/tasks/${id}/approve`, { rev });
  const { code, number } = approved.task as { code: string; number: string };
  return { id, code, number };
}

/** Issues a code for another enterprise, with its name; what is looked into is ordinary: printing and stationery. */
export async function issueAt(origin: string, name: string): Promise<Issued & { readonly enterprise: string }> {
  const first = await enterpriseNamed(origin, name);
  return { ...(await issueCode(origin, { enterprise: first.id, matters: ['M058'] })), enterprise: first.name };
}

/** The first in the registry with this in its name. */
export async function enterpriseNamed(origin: string, name: string): Promise<{ id: string; name: string }> {
  const clerk = await signIn(origin, 'lichunmei');
  const found = await clerk('GET', `/api/registry/enterprises?q=${encodeURIComponent(name)}`);
  const [first] = found.enterprises as { id: string; name: string }[];
  if (!first) throw new Error(`no enterprise: ${name}`);
  return first;
}

/** Issues codes for as many enterprises as are asked for, each another one; `windowOf` says when the nth is visited. */
export async function issueMany(
  origin: string,
  count: number,
  windowOf?: (n: number) => { from: number; to: number },
): Promise<string[]> {
  const [clerk, head] = [await signIn(origin, 'lichunmei'), await signIn(origin, 'mayongcheng')];
  const model = { ...(await applicationFor(clerk)), matters: ['M058'] };
  const found = new Set<string>();
  for (const word of ['店', '公司', '超市', '药房', '合作社', '宾馆', '厂', '中心', '天祝', '馆']) {
    const { enterprises } = await clerk('GET', `/api/registry/enterprises?q=${encodeURIComponent(word)}`);
    for (const { id } of enterprises as { id: string }[]) found.add(id);
  }
  const ids: string[] = [];
  for (const enterprise of found) {
    if (ids.length === count) break;
    // The rules refuse a second visit by the agency on the same day (DUP-2).
    const application = { ...model, enterprise, ...(windowOf ? { window: windowOf(ids.length) } : {}) };
    const applied = await clerk('POST', '/api/tasks', { application }).catch(asRefused);
    if (!applied) continue;
    const { id, rev } = applied.task as { id: string; rev: number };
    await head('POST', `/api/tasks/${id}/approve`, { rev });
    ids.push(id);
  }
  if (ids.length < count) throw new Error(`only ${ids.length} of ${found.size} enterprises`);
  return ids;
}

function asRefused(error: Error): undefined {
  if (!error.message.includes('"code":"findings"')) throw error;
}

export async function withdraw(origin: string, id: string, reason: string): Promise<void> {
  const head = await signIn(origin, 'mayongcheng');
  const { task } = (await head('GET', `/api/tasks/${id}`)) as { task: { rev: number } };
  await head('POST', `/api/tasks/${id}/withdraw`, { rev: task.rev, reason });
}

/** Changes an application that is not decided, as another desk does; `changes` replaces fields of it. */
export async function editApplication(
  origin: string,
  { id, rev }: { id: string; rev: number },
  changes: Json,
): Promise<void> {
  const clerk = await signIn(origin, 'lichunmei');
  const { enterprise: _, ...content } = await applicationFor(clerk);
  await clerk('POST', `/api/tasks/${id}/edit`, { rev, content: { ...content, ...changes } });
}

/** 王建国 suspended by supervisors, and back in his office. */
export async function supervisors(origin: string) {
  const [clerk, supervisor] = [await signIn(origin, 'lichunmei'), await signIn(origin, 'zhangwei')];
  const people = (await clerk('GET', '/api/registry/officers')).officers as { id: string; name: string }[];
  const officer = people.find(({ name }) => name === '王建国')?.id;
  return {
    suspend: () => supervisor('POST', `/api/officers/${officer}/suspension`, { reason: '执法证件核验中' }),
    reinstate: () => supervisor('POST', `/api/officers/${officer}/reinstatement`, {}),
  };
}

export interface EventAtServer {
  readonly id: string;
  readonly task: string;
  readonly type: string;
  readonly sync: { readonly state: string; readonly receipt?: string };
}

/** Tells of each photo that the record of a task names whether it has arrived. */
export async function photosAtServer(origin: string, task: string): Promise<boolean[]> {
  const officer = await signIn(origin, 'wangjianguo');
  const { photos } = (await officer('GET', `/api/photos/${task}`)) as { photos: { received: boolean }[] };
  return photos.map(({ received }) => received);
}

/** Every event of 王建国's device, as the server gives it out, oldest first. */
export async function eventsAtServer(origin: string, device: string): Promise<EventAtServer[]> {
  const officer = await signIn(origin, 'wangjianguo');
  return (await officer('GET', `/api/sync/events/pull?device=${device}`)).documents as EventAtServer[];
}

/** For the device that 王建国 used last, until a week from now. */
export async function giveGrant(origin: string): Promise<void> {
  const head = await signIn(origin, 'mayongcheng');
  const people = (await head('GET', '/api/registry/officers')).officers as { id: string; name: string }[];
  const [holder, other] = ['王建国', '卓玛'].map((name) => people.find((officer) => officer.name === name)?.id);
  const listed = (await head('GET', '/api/grants')).devices as { id: string; officer: string; lastContactAt: number }[];
  const devices = listed.filter(({ officer }) => officer === holder).sort((a, b) => b.lastContactAt - a.lastContactAt);
  const now = Date.now();
  const terms = {
    device: devices[0]?.id,
    officers: [holder, other],
    matters: [],
    region: '620623',
    maxCodes: 10,
    window: { from: now, to: now + 7 * 24 * HOUR },
    reason: '乡镇投诉多，山里没有信号。',
  };
  await head('POST', '/api/grants', { terms });
}

async function applicationFor(clerk: Call): Promise<Json> {
  const found = await clerk('GET', `/api/registry/enterprises?q=${encodeURIComponent(ENTERPRISE)}`);
  const people = (await clerk('GET', '/api/registry/officers')).officers as { id: string; name: string }[];
  const now = Date.now();
  return {
    enterprise: (found.enterprises as { id: string }[])[0]?.id,
    type: 'routine',
    source: 'annual-plan',
    matters: ['M901', 'M902'],
    assistants: 0,
    reasons: {},
    officers: ['王建国', '卓玛'].map((name) => people.find((officer) => officer.name === name)?.id),
    window: { from: now - 60_000, to: now + 4 * HOUR },
    offSite: 'none',
    whyOnSite: '需查看生产车间卫生状况和库存批次，书面和共享数据无法核实。',
  };
}

type Call = (method: string, path: string, body?: Json) => Promise<Json>;

export async function signIn(origin: string, name: string): Promise<Call> {
  let cookie = '';
  const call: Call = async (method, path, body) => {
    const headers = { cookie, ...(body ? { 'content-type': 'application/json' } : {}) };
    const response = await fetch(origin + path, { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    cookie = response.headers.get('set-cookie')?.split(';')[0] ?? cookie;
    return response.status === 204 ? {} : ((await response.json()) as Json);
  };
  await call('POST', '/api/session', { name, password: 'liangma-demo' });
  return call;
}
