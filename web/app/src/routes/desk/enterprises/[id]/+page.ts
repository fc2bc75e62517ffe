import type { EnterpriseFacts } from '@liangma/shared/compliance/facts';
import type { ListedEnterprise } from '@liangma/shared/registry/enterprise';
import { readFacts } from '#lib/api/applications.ts';
import { readEnterprise } from '#lib/api/registry.ts';
import { Resource } from '#lib/loading/resource.svelte.ts';
import type { PageLoad } from './$types';

interface EnterpriseFile {
  readonly enterprise: ListedEnterprise;
  /** Undefined for those who may not read them. */
  readonly facts: EnterpriseFacts | undefined;
}

export const load: PageLoad = ({ params }) => ({ file: new Resource(() => readFile(params.id)) });

async function readFile(id: string) {
  const [enterprise, facts] = await Promise.all([readEnterprise(id), readFacts(id)]);
  if (!enterprise.ok) return enterprise;
  if (!facts.ok && facts.error.code !== 'forbidden') return facts;
  const file: EnterpriseFile = { enterprise: enterprise.value, facts: facts.ok ? facts.value : undefined };
  return { ok: true as const, value: file };
}
