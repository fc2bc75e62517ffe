/** The least that RxDB can have as a server: documents in memory, in pages, and a map for what comes up. */
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import { json } from 'node:stream/consumers';

const docs = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as unknown[];
const held = new Map<string, unknown>();

const server = createServer(async (request, response) => {
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify(await answer(new URL(request.url ?? '/', 'http://localhost'), request)));
});

async function answer({ pathname, searchParams }: URL, request: IncomingMessage): Promise<unknown> {
  if (pathname === '/pull') {
    const after = Number(searchParams.get('after'));
    const documents = docs.slice(after, after + Number(searchParams.get('limit')));
    return { documents, checkpoint: { after: after + documents.length } };
  }
  for (const { newDocumentState: row } of (await json(request)) as { newDocumentState: { id: string } }[]) {
    held.set(row.id, row);
  }
  return [];
}

server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  console.log(typeof address === 'object' ? address?.port : address);
});
