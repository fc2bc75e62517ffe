/** `npm run dev`: the server restarts and the faces reload when their sources change. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const vite = `${root}node_modules/vite/bin/vite.js`;

const processes = [
  ['server', ['--watch', 'sync-server/src/main.ts', 'serve'], root],
  ['app', [vite, 'dev', '--port', '5173'], `${root}web/app`],
  ['enterprise', [vite, 'dev', '--port', '5174'], `${root}web/enterprise`],
] as const;

const children = processes.map(([name, args, cwd]) => {
  const child = spawn(process.execPath, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (text: Buffer) =>
      process.stdout.write(text.toString().replaceAll(/^(?=.)/gm, `${name.padEnd(10)} `)),
    );
  }
  return child;
});

console.log('app http://localhost:5173   enterprise http://localhost:5174/c/   server http://localhost:8787');
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    for (const child of children) child.kill(signal);
  });
}
