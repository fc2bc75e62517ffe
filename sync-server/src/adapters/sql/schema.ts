/** The tables, as kysely sees them. JSON is text, instants are integers, keys carry the shard where rows travel. */
import type { AlertTables } from './alert-tables.ts';
import type { ConflictTables } from './conflict-tables.ts';
import type { DeviceTables } from './device-tables.ts';
import type { DiscardTables } from './discard-tables.ts';
import type { EvaluationTables } from './evaluation-tables.ts';
import type { MatterTables } from './matter-tables.ts';
import type { QuarantineTables } from './quarantine-tables.ts';
import type { ReasonTables } from './reason-tables.ts';
import type { ScopeTables } from './scope-tables.ts';
import type { SearchTables } from './search-tables.ts';

export interface Tables
  extends AlertTables,
    ConflictTables,
    DeviceTables,
    DiscardTables,
    EvaluationTables,
    MatterTables,
    QuarantineTables,
    ReasonTables,
    ScopeTables,
    SearchTables {
  meta: { key: string; value: string };
  accounts: { name: string; password: string; actor: string };
  sessions: { token_hash: string; account: string; expires_at: number };
  login_attempts: { key: string; failures: number; last_at: number };
  regions: { code: string; name: string };
  agencies: { id: string; data: string };
  officers: { id: string; agency: string; data: string };
  matters: { id: string; data: string };
  enterprises: {
    id: string;
    region: string;
    county: string;
    name: string;
    data: string;
    removed: number;
    /** Syllables of the name, to sort by. */
    pinyin: string;
  };
  /** The newest change of each enterprise that is or was in the county. */
  enterprise_changes: { county: string; id: string; seq: number };
  packs: { county: string; seq: number; count: number; made_at: number; parts: string };
  pack_parts: { county: string; hash: string; made_at: number; bytes: Uint8Array };
  tasks: {
    id: string;
    shard: string;
    seq: number;
    rev: number;
    agency: string;
    enterprise: string;
    county: string;
    state: string;
    starts_at: number;
    ends_at: number;
    /** Of a withdrawn task, else null. */
    withdrawn_index: number | null;
    /** Short number; null without a code, and with one from before there were any. */
    number: string | null;
    /** FREQ-6: number of the reference behind an exempt source. */
    reference: string | null;
    data: string;
  };
  /** Of codes that can be shown live; only the officers' devices are told. */
  live_codes: { task: string; seed: Uint8Array; code: string };
  grants: {
    id: string;
    agency: string;
    device: string;
    region: string;
    starts_at: number;
    ends_at: number;
    ended_at: number | null;
    status_index: number;
    max_codes: number;
    data: string;
    signed: Uint8Array;
  };
  /** `ended` is 0 or 1. */
  drafts: { task: string; shard: string; seq: number; updated_at: number; ended: number; data: string };
  granted_codes: { grant_id: string; number: number; void_index: number | null };
  devices: {
    id: string;
    public_key: Uint8Array;
    officer: string | null;
    account: string | null;
    last_seq: number;
    last_hash: string;
    enrolled_at: number;
    last_contact_at: number;
    skew: number;
    revoked_at: number | null;
  };
  events: {
    id: string;
    device: string;
    device_seq: number;
    type: string;
    task: string;
    at: number;
    received_at: number;
    shard: string;
    seq: number;
    hash: string;
    envelope: Uint8Array;
    state: string;
    code: string | null;
    reasons: string;
    receipt: Uint8Array | null;
    alerts: string;
    handed_in_by: string | null;
  };
  /** Ids of the events of enterprises that came in return QRs, with the event that carried each. */
  carried_answers: { event: string; carrier: string };
  photos: { hash: string; received_at: number; receipt: Uint8Array };
  audit: { id: string; at: number; actor: string; action: string; subject: string };
  counters: { name: string; value: number };
}
