-- Tables of version 1.0 on PostgreSQL.
--
-- Frozen once a version is released: a later change is a file of its own with the next number.
-- Instants are milliseconds since 1970 (UTC). `data` and other JSON is text. Flags are 0 or 1.
-- A statement starts at the left margin; bodies of triggers are indented. A comment has lines of its own.
-- The row types of the program are in ../schema.ts, in the same order. ../migrations.ts makes the table `meta`.


-- ---- Store ----

-- Shards that have rows. A statement over all shards names them from here.
create table shards (
  shard text primary key
);

-- Directory of the rows of sharded tables, for a reader who knows an id and not its shard. `id` is a short number, a hash or
-- an id, as `kind` says. Its key alone, of all tables that grow, does not begin with the shard.
create table places (
  kind text not null,
  id text not null,
  shard text not null,
  primary key (kind, id)
);

-- Counters that never go back: feed position of the shard or of its drafts, changes of the enterprises of a county, next free
-- bit of a day in the status list.
create table counters (
  shard text not null,
  name text not null,
  value bigint not null,
  primary key (shard, name)
);

-- Audit log: who did what to which subject. `shard` is empty for what concerns the server or an account.
create table audit (
  shard text not null,
  id text not null,
  at bigint not null,
  actor text not null,
  action text not null,
  subject text not null,
  primary key (shard, id)
);
create index audit_by_subject on audit (shard, subject);


-- ---- Accounts and sessions ----

-- People who sign in, with the hash of their password. `actor` is JSON with their posts, `region` and `agency` say where they
-- work; `first_password`: somebody else gave it, and it opens nothing but its change.
create table accounts (
  id text primary key,
  password text not null,
  actor text not null,
  agency text,
  region text not null,
  pinyin text not null,
  phone text not null,
  officer text,
  first_password integer not null,
  closed_at bigint
);
create index accounts_by_agency on accounts (agency, pinyin, id) where agency is not null;
create index accounts_by_region on accounts (region);
create index accounts_by_name on accounts (pinyin, id, region);
create index accounts_by_officer on accounts (officer) where officer is not null;

-- Who stands in for whom: accounts that hold a post of the giver.
create table delegations (
  giver text not null,
  deputy text not null,
  primary key (giver, deputy)
);

-- Sessions that have not ended, by the hash of their token. `browser` and `network` tell the person which one it is.
create table sessions (
  token_hash text primary key,
  account text not null,
  expires_at bigint not null,
  opened_at bigint not null,
  used_at bigint not null,
  browser text not null,
  network text not null
);
create index sessions_by_account on sessions (account);

-- The enrolled device that a session runs on.
create table session_devices (
  token_hash text primary key,
  shard text not null,
  device text not null
);

-- Browsers in which people asked to be told by Web Push, by the hash of their endpoint. `data` is JSON with the endpoint and its keys.
create table push_subscriptions (
  id text primary key,
  account text not null,
  session text not null,
  created_at bigint not null,
  data text not null
);
create index push_subscriptions_by_account on push_subscriptions (account);
create index push_subscriptions_by_session on push_subscriptions (session);

-- People with a subscription, by the agencies and regions of their posts.
create table push_audience (
  place text not null,
  account text not null,
  primary key (place, account)
);

-- Failed sign-ins by account and address, for back-off.
create table login_attempts (
  key text primary key,
  failures bigint not null,
  last_at bigint not null
);


-- ---- Registry ----

-- Administrative divisions by their code.
create table regions (
  code text primary key,
  name text not null
);

-- Agencies that inspect.
-- `confirmed`: a document confirms the qualification (QUAL-1); `active_until`: the last active day.
create table agencies (
  id text primary key,
  region text not null,
  confirmed integer not null,
  active_until text,
  data text not null
);
create index agencies_by_region on agencies (region);

-- Officers of agencies, with their certificates. `region` is that of the agency; `valid_to` is the last day of the certificate.
create table officers (
  id text primary key,
  agency text not null,
  region text not null,
  certificate text not null,
  valid_to text not null,
  suspended integer not null,
  data text not null
);
create index officers_by_agency on officers (agency, valid_to, id);
create index officers_by_region on officers (region);
create index officers_by_end on officers (valid_to, id, region);
create index officers_suspended on officers (valid_to, id) where suspended = 1;
create index officers_by_certificate on officers (certificate);

-- Absences of officers in whole days, in the shard of their agency.
create table leaves (
  shard text not null,
  id text not null,
  agency text not null,
  starts_on text not null,
  ends_on text not null,
  data text not null,
  primary key (shard, id)
);
create index leaves_by_agency on leaves (shard, agency, ends_on);

-- Periods in which an officer may not act (SYNC-9).
create table suspensions (
  id text primary key,
  officer text not null,
  starts_at bigint not null,
  ends_at bigint,
  given_by text not null,
  reason text not null
);
create index suspensions_by_officer on suspensions (officer, starts_at);

-- Thresholds by region and day (docs/adr/0030). Rows are never changed: history stays.
create table policies (
  id text primary key,
  data text not null
);

-- Notices of holidays and make-up days. The newest of a year holds.
create table calendar_years (
  year bigint not null,
  revision bigint not null,
  data text not null,
  primary key (year, revision)
);

-- Inspection matters of the list in force.
create table matters (
  id text primary key,
  data text not null
);

-- Every list of matters that was ever in force: a code names its list by version (SYNC-6).
create table matter_lists (
  version bigint not null,
  id text not null,
  data text not null,
  primary key (version, id)
);

-- List of matters that is being prepared; at most one row.
create table matter_drafts (
  id bigint primary key,
  data text not null
);

-- Publications of lists: version, document, day, publisher.
create table matter_publications (
  version bigint primary key,
  data text not null
);

-- Last inspection of each matter (MAT-3).
create table matter_uses (
  shard text not null,
  matter text not null,
  last_at bigint not null,
  primary key (shard, matter)
);

-- Register of enterprises. `pinyin` has the syllables of the name, for sorting, `words` what a search finds it by. An enterprise
-- that moved to another shard stays in the old one as removed.
create table enterprises (
  shard text not null,
  id text not null,
  region text not null,
  county text not null,
  pinyin text not null,
  words text not null,
  removed bigint not null,
  data text not null,
  primary key (shard, id)
);
create index enterprises_by_county on enterprises (shard, county, id);
create index enterprises_by_pinyin on enterprises (shard, pinyin, id) include (words) where removed = 0;
create index enterprises_of_county_by_pinyin on enterprises (shard, county, pinyin, id) include (words)
  where removed = 0;

-- Premises and contacts of enterprises that have any.
create table enterprise_details (
  shard text not null,
  id text not null,
  data text not null,
  primary key (shard, id)
);

-- Grades of enterprises over time (GRADE-1). `starts_on` is a day. An enterprise without rows has kept its grade.
create table enterprise_grades (
  shard text not null,
  enterprise text not null,
  starts_on text not null,
  at bigint not null,
  grade text not null,
  source text not null,
  actor text not null,
  primary key (shard, enterprise, starts_on, at)
);

-- Entries of the whitelist (WL-1), those that were removed too. `ends_on` is the last day on which the entry holds. `id` is one
-- of an enterprise alone: the list orders entries of a day by both.
create table whitelist_entries (
  shard text not null,
  enterprise text not null,
  id text not null,
  starts_on text not null,
  ends_on text not null,
  data text not null,
  primary key (shard, enterprise, id)
);
create index whitelist_by_end on whitelist_entries (shard, ends_on, (enterprise || ' ' || id));
create index whitelist_by_start on whitelist_entries (shard, starts_on, (enterprise || ' ' || id));

-- Imports of files into the registry. `shard` is empty: a file can hold rows of several. `data` has the counts.
create table registry_imports (
  shard text not null,
  id text not null,
  kind text not null,
  at bigint not null,
  actor text not null,
  region text not null,
  agency text,
  data text not null,
  primary key (shard, id)
);

-- Changes of rows of the registry. `before` is the entry as it was, null for a new one; what it became is the `before` of the
-- next change, or the entry itself. `id` sorts by time; changes of one import share it. `import_id` is null for a change by hand.
create table registry_changes (
  shard text not null,
  kind text not null,
  subject text not null,
  id text not null,
  at bigint not null,
  actor text not null,
  import_id text,
  before text,
  primary key (shard, kind, subject, id)
);

-- Newest change of each enterprise that is or was in the county; devices pull the changes by `seq`.
create table enterprise_changes (
  shard text not null,
  county text not null,
  id text not null,
  seq bigint not null,
  primary key (shard, county, id)
);
create index enterprise_changes_feed on enterprise_changes (shard, county, seq);

-- Pack of a county: all its enterprises up to change `seq`, as a list of parts (JSON).
create table packs (
  shard text not null,
  county text not null,
  seq bigint not null,
  count bigint not null,
  made_at bigint not null,
  parts text not null,
  primary key (shard, county)
);

-- Bytes of the parts of packs.
create table pack_parts (
  shard text not null,
  county text not null,
  hash text not null,
  made_at bigint not null,
  bytes bytea not null,
  primary key (shard, county, hash)
);

-- Quiet periods of regions (QUIET-1), ended ones too.
create table quiet_periods (
  id text primary key,
  data text not null
);


-- ---- Tasks ----

-- Inspection tasks. The columns before `data` are derived from it. `number` is the short number of the code;
-- `reference` belongs to an exempt source (FREQ-6).
create table tasks (
  shard text not null,
  id text not null,
  seq bigint not null,
  rev bigint not null,
  agency text not null,
  enterprise text not null,
  county text not null,
  state text not null,
  starts_at bigint not null,
  ends_at bigint not null,
  number text,
  reference text,
  unconfirmed_since bigint,
  unfiled_since bigint,
  data text not null,
  primary key (shard, id)
);
create unique index tasks_feed on tasks (shard, seq);
create unique index tasks_by_number on tasks (shard, number) where number is not null;
create index tasks_by_agency on tasks (shard, agency, state, starts_at);
create index tasks_of_agency_by_start on tasks (shard, agency, starts_at, id);
create index tasks_by_reference on tasks (shard, agency, reference) where reference is not null;
create index tasks_by_enterprise on tasks (shard, enterprise, ends_at);
create index tasks_by_county on tasks (shard, county, starts_at, id) include (state);
create index tasks_by_start on tasks (shard, starts_at, id) include (state);
create index tasks_to_lapse on tasks (shard, ends_at) where state = 'issued';
create index tasks_to_confirm on tasks (shard, unconfirmed_since) where unconfirmed_since is not null;
create index tasks_to_file on tasks (shard, unfiled_since) where unfiled_since is not null;
create index tasks_to_sweep on tasks (shard, state, ends_at) where state in ('lapsed', 'inspecting', 'recorded');

-- Partner agencies of joint inspections. `waits` is 1 while the head of the partner has still to agree.
create table task_partners (
  shard text not null,
  agency text not null,
  task text not null,
  waits integer not null,
  primary key (shard, agency, task)
);
create index task_partners_by_task on task_partners (shard, task);

-- Feed of each officer (SYNC-17). `seq` is null before there is anything to send; `mark` is null where the task is not,
-- or no longer, theirs.
create table task_officers (
  shard text not null,
  officer text not null,
  task text not null,
  seq bigint,
  mark bigint,
  primary key (shard, officer, task)
);
create index task_officers_by_task on task_officers (shard, task);
create index task_officers_feed on task_officers (shard, officer, seq, mark);

-- Checksum of an officer's tasks in a shard, kept with each change (SYNC-17).
create table officer_sums (
  shard text not null,
  officer text not null,
  count bigint not null,
  sum bigint not null,
  seq bigint not null,
  primary key (shard, officer)
);

-- Seeds of live codes; only devices of the officers get them. Apart from `tasks`, so that readers of a task never see them.
create table live_codes (
  shard text not null,
  task text not null,
  seed bytea not null,
  code text not null,
  primary key (shard, task)
);

-- Templates of applications, in the shard of their agency.
create table application_templates (
  shard text not null,
  agency text not null,
  id text not null,
  data text not null,
  primary key (shard, agency, id)
);

-- Official documents of tasks that are archived as PDF; their bytes are blobs.
create table archived_papers (
  shard text not null,
  task text not null,
  hash text not null,
  data text not null,
  primary key (shard, task, hash)
);

-- Rules that an application answered with a written reason.
create table reasons (
  shard text not null,
  task text not null,
  rule text not null,
  agency text not null,
  county text not null,
  at bigint not null,
  primary key (shard, task, rule)
);
create index reasons_by_county on reasons (shard, county, at);


-- ---- Status lists ----

-- Withdrawn codes, void codes and ended grants: bit `"index"` of the day on which the code or the grant expires, in days
-- since 1970.
create table withdrawn_codes (
  shard text not null,
  day bigint not null,
  "index" bigint not null,
  primary key (shard, day, "index")
);


-- ---- Permits to issue offline ----

-- Grants: a device may issue codes by itself, within bounds.
create table grants (
  shard text not null,
  id text not null,
  agency text not null,
  device text not null,
  region text not null,
  starts_at bigint not null,
  ends_at bigint not null,
  ended_at bigint,
  max_codes bigint not null,
  data text not null,
  signed bytea not null,
  primary key (shard, id)
);
create index grants_by_agency on grants (shard, agency, starts_at);
create index grants_by_device on grants (shard, device, ends_at);
create index grants_by_end on grants (shard, ends_at);

-- Codes issued under a grant that have come in, in the shard of the grant.
create table granted_codes (
  shard text not null,
  grant_id text not null,
  number bigint not null,
  primary key (shard, grant_id, number)
);


-- ---- Devices ----

-- Devices that sign events. `shard` is the home of the device: that of its officer's agency, or of the first task for the
-- browser of an enterprise, whose `officer` and `account` are null. `shards` lists the shards that hold its events (JSON).
-- `last_seq` and `last_hash` are the head of its chain.
create table devices (
  shard text not null,
  id text not null,
  public_key bytea not null,
  officer text,
  account text,
  last_seq bigint not null,
  last_hash text not null,
  enrolled_at bigint not null,
  last_contact_at bigint not null,
  skew bigint not null,
  revoked_at bigint,
  shards text not null,
  primary key (shard, id)
);
create index devices_by_officer on devices (shard, officer) where officer is not null;

-- Latest report of each device about itself.
create table device_reports (
  shard text not null,
  device text not null,
  received_at bigint not null,
  last_success_at bigint,
  protocol bigint,
  data text not null,
  primary key (shard, device)
);

-- Revocations of devices: who, when and why.
create table device_revocations (
  shard text not null,
  device text not null,
  at bigint not null,
  account text not null,
  name text not null,
  reason text not null,
  primary key (shard, device)
);


-- ---- Events ----

-- Signed events. The envelope is the truth; other columns are derived from it or are the verdict on it.
create table events (
  shard text not null,
  id text not null,
  device text not null,
  device_seq bigint not null,
  type text not null,
  task text not null,
  region text not null,
  at bigint not null,
  received_at bigint not null,
  seq bigint not null,
  hash text not null,
  state text not null,
  code text,
  reasons text not null,
  alerts text not null,
  handed_in_by text,
  envelope bytea not null,
  receipt bytea,
  primary key (shard, id)
);
create index events_feed on events (shard, device, seq);
create index events_chain on events (shard, device, device_seq);
create index events_waiting on events (shard, device, device_seq) where state = 'waiting';
create index events_by_task on events (shard, task, state);

-- Envelopes that were refused because their id is taken (SYNC-2). They keep their place in the chain of their device (SYNC-21).
create table conflicting_envelopes (
  shard text not null,
  id text not null,
  hash text not null,
  device text not null,
  device_seq bigint not null,
  received_at bigint not null,
  envelope bytea not null,
  primary key (shard, id, hash)
);
create index conflicting_by_chain on conflicting_envelopes (shard, device, device_seq);

-- Events of enterprises that came in return codes, with the event that carried each.
create table carried_answers (
  shard text not null,
  event text not null,
  carrier text not null,
  primary key (shard, event, carrier)
);

-- Refused events that an officer set aside on the device (SYNC-15).
create table discards (
  shard text not null,
  event text not null,
  device text not null,
  task text not null,
  received_at bigint not null,
  data text not null,
  primary key (shard, device, event)
);
create index discards_by_task on discards (shard, task);

-- Events held until somebody decides, and the decision (SYNC-9).
create table quarantined_events (
  shard text not null,
  event text not null,
  device text not null,
  device_seq bigint not null,
  task text not null,
  county text not null,
  reason text not null,
  since bigint not null,
  arrived_at bigint not null,
  decided_at bigint,
  decided text,
  primary key (shard, event)
);
create index quarantined_open on quarantined_events (shard, county, device, device_seq) where decided_at is null;
create index quarantined_by_task on quarantined_events (shard, task);


-- ---- Records, photos, evaluations ----

-- Draft of the record of a task, merged from its officers.
create table drafts (
  shard text not null,
  task text not null,
  seq bigint not null,
  updated_at bigint not null,
  ended bigint not null,
  data text not null,
  primary key (shard, task)
);
create index drafts_feed on drafts (shard, seq);

-- Files of applications that an agency sent, in the shard of the agency; their bytes are files.
create table attachments (
  shard text not null,
  agency text not null,
  hash text not null,
  size bigint not null,
  type text not null,
  at bigint not null,
  account text not null,
  primary key (shard, agency, hash)
);
create index attachments_by_time on attachments (shard, agency, at);

-- Receipts of photos in the shards of their tasks; their bytes are files.
create table photos (
  shard text not null,
  hash text not null,
  received_at bigint not null,
  receipt bytea not null,
  primary key (shard, hash)
);

-- Newest evaluation of each device for a task (SYNC-8). `counts` marks the one that counts for the task (EVAL-5).
create table evaluations (
  shard text not null,
  task text not null,
  device text not null,
  device_seq bigint not null,
  county text not null,
  at bigint not null,
  received_at bigint not null,
  counts bigint not null,
  overall text not null,
  data text not null,
  primary key (shard, task, device)
);
create index evaluations_counted on evaluations (shard, county, received_at) where counts = 1;
create index evaluations_by_receipt on evaluations (shard, received_at, task) where counts = 1;


-- ---- Supervision ----

-- Alerts. `key` names what repeats join; of one key in a shard at most one alert is not closed. `deadline` runs while an agency has
-- to answer. `asked` is 1 once the agency was asked. `missing` has the first and last number of a gap in a chain (JSON); `data`
-- has the occurrences, the owner and the steps (JSON).
create table alerts (
  shard text not null,
  id text not null,
  rule text not null,
  code text not null,
  severity text not null,
  subject_kind text not null,
  subject text not null,
  task text not null,
  agency text not null,
  county text not null,
  at bigint not null,
  last_at bigint not null,
  count bigint not null,
  state text not null,
  owner text,
  deadline bigint,
  asked bigint not null,
  key text not null,
  event text not null,
  device text not null,
  missing text,
  data text not null,
  primary key (shard, id)
);
create index alerts_open on alerts (shard, state, county) include (task);
create index alerts_by_time on alerts (shard, at, id);
create index alerts_by_task on alerts (shard, task);
create index alerts_by_key on alerts (shard, key, at);
create unique index alerts_not_closed on alerts (shard, key) where state <> 'closed';
create index alerts_due on alerts (shard, deadline) where deadline is not null;
create index alerts_asked on alerts (shard, agency, at) where asked = 1;
create index alerts_of_gaps on alerts (shard, device) where code = 'gap-forced';


-- ---- Messages ----

-- Outbox of messages to people outside the pages. `key` names what is told to whom, so that it is told once. `next_at` is when a queued
-- message is tried next; null for one that is sent, read or failed. `county` is that of the effect, or a wider region.
create table messages (
  shard text not null,
  id text not null,
  county text not null,
  channel text not null,
  created_at bigint not null,
  key text not null,
  task text not null,
  state text not null,
  next_at bigint,
  data text not null,
  primary key (shard, id)
);
create unique index messages_by_key on messages (shard, key);
create index messages_due on messages (shard, next_at) where next_at is not null;
create index messages_by_task on messages (shard, task);
create index messages_by_state on messages (shard, state, created_at, id);


-- ---- Jobs ----

-- Deadlines, sweeps and notices that one of several replicas carries out. `subject` is '' for a sweep; `step` names the deadline
-- of the subject, or the period of the sweep. `wake_at` is when a replica may claim the job: its due date, the end of a lease, or
-- the end of a back-off. `owner` is the replica that holds the lease. A job that is done stays, so that its step is not
-- added again.
create table jobs (
  shard text not null,
  kind text not null,
  subject text not null,
  step text not null,
  due_at bigint not null,
  wake_at bigint not null,
  attempts bigint not null,
  owner text,
  last_error text,
  done_at bigint,
  primary key (shard, kind, subject, step)
);
create index jobs_open on jobs (shard, kind, due_at) where done_at is null;


-- ---- Search ----

-- Search tokens of each searchable row, separated by blanks. `sort` has the pinyin of rows that are listed by name, and the start
-- of tasks. Enterprises and tasks have an inverted index each, of the tokens of each shard.
-- `shard` is empty for rows of tables that are in none.
create table search_docs (
  shard text not null,
  kind text not null,
  id text not null,
  tokens text not null,
  sort text not null,
  primary key (shard, kind, id)
);
create index search_docs_by_sort on search_docs (shard, kind, sort, id);
create index search_docs_of_enterprises on search_docs
  using gin (string_to_array(shard || '/' || replace(btrim(tokens), ' ', ' ' || shard || '/'), ' '))
  where kind = 'enterprise';
create index search_docs_of_tasks on search_docs
  using gin (string_to_array(shard || '/' || replace(btrim(tokens), ' ', ' ' || shard || '/'), ' '))
  where kind = 'task';
create index search_docs_of_others on search_docs
  using gin (string_to_array(shard || '/' || replace(btrim(tokens), ' ', ' ' || shard || '/'), ' '))
  where kind not in ('enterprise', 'task');
-- The statistics tell of the most common words how many documents of each shard hold them: of 20,000 words of enterprises, and of
-- 50,000 of tasks, which have officers and matters beside.
alter index search_docs_of_enterprises alter column 1 set statistics 2000;
alter index search_docs_of_tasks alter column 1 set statistics 5000;
