import type { ApplicationTemplate } from '@liangma/shared/tasks/templates/application-template';
import type { Kysely } from 'kysely';
import type { TemplateReads, TemplateWrites } from '../../../templates/repository.ts';
import { fromData } from '../rows.ts';
import type { Tables } from '../schema.ts';
import { noteShard } from '../shards/counters.ts';

export const templateReads = (db: Kysely<Tables>): TemplateReads => ({
  async ofAgency(shard, agency) {
    const rows = await db
      .selectFrom('application_templates')
      .select('data')
      .where('shard', '=', shard)
      .where('agency', '=', agency)
      .execute();
    return rows
      .map((row): ApplicationTemplate => fromData(row))
      .sort((a, b) => (a.name < b.name ? -1 : Number(a.name > b.name)));
  },
});

export const templateWrites = (db: Kysely<Tables>): TemplateWrites => ({
  async save(shard, template) {
    const { id, agency } = template;
    const data = JSON.stringify(template);
    await noteShard(db, shard);
    await db
      .insertInto('application_templates')
      .values({ shard, agency, id, data })
      .onConflict((c) => c.columns(['shard', 'agency', 'id']).doUpdateSet({ data }))
      .execute();
  },
  async remove(shard, agency, id) {
    await db
      .deleteFrom('application_templates')
      .where('shard', '=', shard)
      .where('agency', '=', agency)
      .where('id', '=', id)
      .execute();
  },
});
