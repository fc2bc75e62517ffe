import type { EnterpriseFacts } from '@liangma/shared/compliance/facts';
import type { Matter } from '@liangma/shared/matters/matter';
import type { ListedEnterprise } from '@liangma/shared/registry/enterprise';
import { readFacts } from '#lib/api/applications.ts';
import { listMatters } from '#lib/api/matters.ts';
import { readEnterprise } from '#lib/api/registry.ts';
import { Resource } from '#lib/loading/resource.svelte.ts';
import { yearWords } from '#lib/words/desk.svelte.ts';
import type { PageLoad } from './$types';

interface EnterpriseFile {
  readonly enterprise: ListedEnterprise;
  /** Undefined for those who may not read them. */
  readonly facts: EnterpriseFacts | undefined;
  readonly matters: readonly Matter[];
}

export const load: PageLoad = async ({ params }) => {
  await yearWords.load();
  return { file: new Resource(() => readFile(params.id)) };
};

async function readFile(id: string) {
  const [enterprise, facts, list] = await Promise.all([readEnterprise(id), readFacts(id), listMatters()]);
  if (!enterprise.ok) return enterprise;
  if (!facts.ok && facts.error.code !== 'forbidden') return facts;
  if (!list.ok) return list;
  const [known, matters] = [facts.ok ? facts.value : undefined, list.value.matters];
  const file: EnterpriseFile = { enterprise: enterprise.value, facts: known, matters };
  return { ok: true as const, value: file };
}
