import type { EnterpriseRecord } from '@liangma/shared/registry/enterprise-record';
import type { EntryHistory } from '@liangma/shared/registry/history';
import { type RegistryKind, readHistory, readRecord } from '#lib/api/registry.ts';
import { Resource } from '#lib/loading/resource.svelte.ts';
import type { PageLoad } from './$types';

interface EntryFile {
  readonly history: EntryHistory;
  /** Undefined for what is no enterprise. */
  readonly record: EnterpriseRecord | undefined;
}

export const load: PageLoad = async ({ params, parent }) => {
  const { kind } = await parent();
  return { id: params.id, file: new Resource(() => readFile(kind, params.id)) };
};

async function readFile(kind: RegistryKind, id: string) {
  const history = await readHistory(kind, id);
  if (!history.ok) return history;
  const record = kind === 'enterprises' ? await readRecord(id) : undefined;
  if (record && !record.ok) return record;
  const file: EntryFile = { history: history.value, record: record?.value };
  return { ok: true as const, value: file };
}
