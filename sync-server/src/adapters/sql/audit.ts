import type { Kysely } from 'kysely';
import type { AuditEntry, AuditReads } from '../../ports/audit.ts';
import { prepared } from './connection/prepared.ts';
import type { Tables } from './schema.ts';

export const auditReads = (db: Kysely<Tables>): AuditReads => ({
  ofSubject: (shard, subject) =>
    db
      .selectFrom('audit')
      .selectAll()
      .where('shard', '=', shard)
      .where('subject', '=', subject)
      .orderBy('id', 'desc')
      .execute(),
});

export const saveAudit = prepared<AuditEntry, unknown>((db, { shard, id, at, actor, action, subject }) =>
  db.insertInto('audit').values({ shard, id, at, actor, action, subject }),
);
