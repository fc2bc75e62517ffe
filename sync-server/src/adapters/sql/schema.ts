/**
 * Rows of the tables, as kysely sees them, in the order of migrations/0001-baseline. JSON is text, instants are integers,
 * flags are 0 or 1. The SQL says what each table is for.
 */
import type { Generated } from 'kysely';

export interface Tables
  extends StoreTables,
    AccountTables,
    RegistryTables,
    PackTables,
    TaskTables,
    StatusListTables,
    GrantTables,
    DeviceTables,
    EventTables,
    RecordTables,
    SupervisionTables,
    MessageTables,
    JobTables,
    SearchTables {}

interface StoreTables {
  meta: { key: string; value: string };
  shards: { shard: string };
  places: { kind: string; id: string; shard: string };
  counters: { shard: string; name: string; value: number };
  audit: { shard: string; id: string; at: number; actor: string; action: string; subject: string };
}

interface AccountTables {
  accounts: {
    id: string;
    password: string;
    actor: string;
    agency: string | null;
    region: string;
    pinyin: string;
    phone: string;
    officer: string | null;
    first_password: number;
    closed_at: number | null;
  };
  delegations: { giver: string; deputy: string };
  sessions: {
    token_hash: string;
    account: string;
    expires_at: number;
    opened_at: number;
    used_at: number;
    browser: string;
    network: string;
  };
  session_devices: { token_hash: string; shard: string; device: string };
  push_subscriptions: { id: string; account: string; session: string; created_at: number; data: string };
  push_audience: { place: string; account: string };
  login_attempts: { key: string; failures: number; last_at: number };
}

interface RegistryTables {
  regions: { code: string; name: string };
  agencies: { id: string; region: string; confirmed: number; active_until: string | null; data: string };
  officers: {
    id: string;
    agency: string;
    region: string;
    certificate: string;
    valid_to: string;
    suspended: number;
    data: string;
  };
  leaves: { shard: string; id: string; agency: string; starts_on: string; ends_on: string; data: string };
  suspensions: {
    id: string;
    officer: string;
    starts_at: number;
    ends_at: number | null;
    given_by: string;
    reason: string;
  };
  policies: { id: string; data: string };
  calendar_years: { year: number; revision: number; data: string };
  matters: { id: string; data: string };
  quiet_periods: { id: string; data: string };
  matter_lists: { version: number; id: string; data: string };
  matter_drafts: { id: number; data: string };
  matter_publications: { version: number; data: string };
  matter_uses: { shard: string; matter: string; last_at: number };
  enterprises: {
    shard: string;
    id: string;
    region: string;
    county: string;
    /** Syllables of the name, to sort by. */
    pinyin: string;
    words: string;
    removed: number;
    data: string;
  };
  enterprise_details: { shard: string; id: string; data: string };
  enterprise_grades: {
    shard: string;
    enterprise: string;
    starts_on: string;
    at: number;
    grade: string;
    source: string;
    actor: string;
  };
  whitelist_entries: {
    shard: string;
    enterprise: string;
    id: string;
    starts_on: string;
    ends_on: string;
    data: string;
  };
  registry_imports: {
    shard: string;
    id: string;
    kind: string;
    at: number;
    actor: string;
    region: string;
    agency: string | null;
    data: string;
  };
  registry_changes: {
    shard: string;
    kind: string;
    subject: string;
    id: string;
    at: number;
    actor: string;
    /** Null for a change by hand. */
    import_id: string | null;
    /** The entry as JSON; null for a new one. */
    before: string | null;
  };
}

interface PackTables {
  enterprise_changes: { shard: string; county: string; id: string; seq: number };
  packs: { shard: string; county: string; seq: number; count: number; made_at: number; parts: string };
  pack_parts: { shard: string; county: string; hash: string; made_at: number; bytes: Uint8Array };
}

interface TaskTables {
  tasks: {
    shard: string;
    id: string;
    seq: number;
    rev: number;
    agency: string;
    enterprise: string;
    county: string;
    /** A `ToldState`. */
    state: string;
    starts_at: number;
    ends_at: number;
    /** Short number of the code; null without a code. */
    number: string | null;
    /** FREQ-6: number of the reference behind an exempt source. */
    reference: string | null;
    /** APR-2: time since which its confirmation is due; null where none is. */
    unconfirmed_since: number | null;
    /** JUR-1: time since which its filing is due; null where none is. */
    unfiled_since: number | null;
    data: string;
  };
  task_officers: {
    shard: string;
    officer: string;
    task: string;
    /** Null before there is anything to send. */
    seq: number | null;
    /** Null where the task is not, or no longer, theirs. */
    mark: number | null;
  };
  /** Partner agencies of joint inspections; `waits` is 1 while the head of the partner has still to agree. */
  task_partners: { shard: string; agency: string; task: string; waits: number };
  officer_sums: { shard: string; officer: string; count: number; sum: number; seq: number };
  live_codes: { shard: string; task: string; seed: Uint8Array; code: string };
  reasons: { shard: string; task: string; rule: string; agency: string; county: string; at: number };
}

interface StatusListTables {
  /** `day` is the `statusDay` of the expiry. */
  withdrawn_codes: { shard: string; day: number; index: number };
}

interface GrantTables {
  grants: {
    shard: string;
    id: string;
    agency: string;
    device: string;
    region: string;
    starts_at: number;
    ends_at: number;
    ended_at: number | null;
    max_codes: number;
    data: string;
    signed: Uint8Array;
  };
  granted_codes: { shard: string; grant_id: string; number: number };
}

interface DeviceTables {
  devices: {
    shard: string;
    id: string;
    public_key: Uint8Array;
    /** Null, as `account`, for the browser of an enterprise. */
    officer: string | null;
    account: string | null;
    last_seq: number;
    last_hash: string;
    enrolled_at: number;
    last_contact_at: number;
    skew: number;
    revoked_at: number | null;
    /** JSON. */
    shards: string;
  };
  device_reports: {
    shard: string;
    device: string;
    received_at: number;
    last_success_at: number | null;
    protocol: number | null;
    data: string;
  };
  device_revocations: { shard: string; device: string; at: number; account: string; name: string; reason: string };
}

interface EventTables {
  events: {
    shard: string;
    id: string;
    device: string;
    device_seq: number;
    type: string;
    /** Empty for an event of a region, as `region` is for one of a task. */
    task: string;
    region: string;
    at: number;
    received_at: number;
    seq: number;
    hash: string;
    state: string;
    code: string | null;
    reasons: string;
    alerts: string;
    handed_in_by: string | null;
    envelope: Uint8Array;
    receipt: Uint8Array | null;
  };
  conflicting_envelopes: {
    shard: string;
    id: string;
    hash: string;
    device: string;
    device_seq: number;
    received_at: number;
    envelope: Uint8Array;
  };
  carried_answers: { shard: string; event: string; carrier: string };
  discards: { shard: string; event: string; device: string; task: string; received_at: number; data: string };
  quarantined_events: {
    shard: string;
    event: string;
    device: string;
    device_seq: number;
    task: string;
    county: string;
    reason: string;
    since: number;
    arrived_at: number;
    /** Null until somebody decides. */
    decided_at: number | null;
    /** JSON: who decided what and why. */
    decided: string | null;
  };
}

interface RecordTables {
  drafts: { shard: string; task: string; seq: number; updated_at: number; ended: number; data: string };
  archived_papers: { shard: string; task: string; hash: string; data: string };
  application_templates: { shard: string; agency: string; id: string; data: string };
  attachments: {
    shard: string;
    agency: string;
    hash: string;
    size: number;
    type: string;
    at: number;
    account: string;
  };
  photos: { shard: string; hash: string; received_at: number; receipt: Uint8Array };
  evaluations: {
    shard: string;
    task: string;
    device: string;
    /** SYNC-8: number of the event in the chain of its device. */
    device_seq: number;
    county: string;
    /** Clock of the device. */
    at: number;
    /** Clock of the server. */
    received_at: number;
    /** EVAL-5: 1 for the evaluation that counts for its task, else 0. */
    counts: number;
    overall: string;
    data: string;
  };
}

interface SupervisionTables {
  alerts: {
    shard: string;
    id: string;
    rule: string;
    code: string;
    severity: string;
    subject_kind: string;
    subject: string;
    /** Empty without a task. */
    task: string;
    agency: string;
    county: string;
    at: number;
    last_at: number;
    count: number;
    state: string;
    /** Account of who handles it; null for nobody. */
    owner: string | null;
    /** End of the term in which the agency has to answer; null without one. */
    deadline: number | null;
    /** 1 once the agency was asked. */
    asked: number;
    key: string;
    event: string;
    device: string;
    /** JSON: the first and the last number of a gap; null without one. */
    missing: string | null;
    /** JSON: occurrences, owner and steps. */
    data: string;
  };
}

interface MessageTables {
  messages: {
    shard: string;
    id: string;
    county: string;
    channel: string;
    created_at: number;
    key: string;
    task: string;
    state: string;
    /** When a queued message is tried next; null otherwise. */
    next_at: number | null;
    /** JSON. */
    data: string;
  };
}

interface JobTables {
  jobs: {
    shard: string;
    kind: string;
    subject: string;
    step: string;
    due_at: number;
    wake_at: number;
    attempts: number;
    owner: string | null;
    last_error: string | null;
    done_at: number | null;
  };
}

interface SearchTables {
  /** `doc` is the row of the full-text index, on SQLite alone. `sort`: pinyin of a row that is listed by name, so that matches are sorted without a look at their rows. */
  search_docs: { doc: Generated<number>; shard: string; kind: string; id: string; tokens: string; sort: string };
  /** Documents of an import until its end, on PostgreSQL alone. */
  staged_docs: { shard: string; kind: string; id: string; tokens: string; sort: string };
}
