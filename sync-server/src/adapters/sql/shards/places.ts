import { type Kysely, sql } from 'kysely';
import type { PlaceReads, PlaceWrites } from '../../../ports/places.ts';
import { listed, prepared } from '../connection/prepared.ts';
import type { Tables } from '../schema.ts';
import { noteShard } from './counters.ts';

type Place = Tables['places'];

export const placeReads = (db: Kysely<Tables>): PlaceReads => ({
  async shardOf(kind, id) {
    const [row] = await find(db, { kind, id });
    return row?.shard;
  },
  async shardsOf(kind, ids) {
    const asked = [...new Set(ids)];
    if (asked.length === 0) return new Map();
    const rows = await findAll(db, { kind, ids: JSON.stringify(asked) });
    return new Map(rows.map(({ id, shard }) => [id, shard]));
  },
});

export const placeWrites = (db: Kysely<Tables>): PlaceWrites => ({
  async claim(kind, id, shard) {
    const [row] = await claimed(db, { kind, id, shard });
    await noteShard(db, shard);
    return row?.shard === shard;
  },
  async move(kind, id, shard) {
    await moved(db, { kind, id, shard });
    await noteShard(db, shard);
  },
});

const find = prepared<Pick<Place, 'kind' | 'id'>, { shard: string }>((db, { kind, id }) =>
  db.selectFrom('places').select('shard').where('kind', '=', kind).where('id', '=', id),
);

const findAll = prepared<{ kind: string; ids: string }, Pick<Place, 'id' | 'shard'>>((db, { kind, ids }) =>
  db.selectFrom('places').select(['id', 'shard']).where('kind', '=', kind).where('id', 'in', listed(db, ids)),
);

/** An update of nothing gives the row that is there, in either database. */
const claimed = prepared<Place, { shard: string }>((db, { kind, id, shard }) =>
  db
    .insertInto('places')
    .values({ kind, id, shard })
    .onConflict((c) => c.columns(['kind', 'id']).doUpdateSet({ shard: sql`places.shard` }))
    .returning('shard'),
);

const moved = prepared<Place, unknown>((db, { kind, id, shard }) =>
  db
    .insertInto('places')
    .values({ kind, id, shard })
    .onConflict((c) => c.columns(['kind', 'id']).doUpdateSet({ shard })),
);
