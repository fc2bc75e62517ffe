import type { Kysely } from 'kysely';
import type { AuditEntry, AuditReads } from '../../ports/audit.ts';
import { prepared } from './connection/prepared.ts';
import type { Tables } from './schema.ts';

export const auditReads = (db: Kysely<Tables>): AuditReads => ({
  ofSubject: (subject) =>
    db.selectFrom('audit').selectAll().where('subject', '=', subject).orderBy('id', 'desc').execute(),
});

export const saveAudit = prepared<AuditEntry, unknown>((db, { id, at, actor, action, subject }) =>
  db.insertInto('audit').values({ id, at, actor, action, subject }),
);
