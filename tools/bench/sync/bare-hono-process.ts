/** Hono with nothing behind it, as a process of its own: echoes what is posted, and gives out what it was told to hold. */
import { serve } from '@hono/node-server';
import { Hono } from 'hono';

let held: unknown = [];
const app = new Hono()
  .post('/echo', async (c) => c.json(await c.req.json()))
  .put('/held', async (c) => {
    held = await c.req.json();
    return c.body(null, 204);
  })
  .get('/held', (c) => c.json(held as object));

serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) => console.log(port));
