/** Runs one program of the gate and keeps what it says. */
import { spawn } from 'node:child_process';
import { delimiter, join } from 'node:path';
import { ROOT } from '../checks/sources.ts';

export interface ToolRun {
  readonly passed: boolean;
  readonly output: string;
}

/** Programs of `node_modules` come first, the project's own Node among them. */
const PATH = [join(ROOT, 'node_modules', '.bin'), process.env.PATH].join(delimiter);

/** Cache of compiled code, because tests start many processes of Node. */
const COMPILED = { NODE_COMPILE_CACHE: join(ROOT, 'node_modules', '.cache', 'compiled') };

interface ToolOptions {
  readonly env?: Record<string, string>;
  readonly onOutput?: (text: string) => void;
}

export function runTool(
  command: string,
  args: readonly string[],
  folder = '',
  { env = {}, onOutput }: ToolOptions = {},
): Promise<ToolRun> {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: join(ROOT, folder),
      env: { ...process.env, ...COMPILED, PATH, NO_COLOR: '1', ...env },
      shell: process.platform === 'win32',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => {
        output += text;
        onOutput?.(text);
      });
    child.once('error', (error) => resolve({ passed: false, output: `${command}: ${error.message}` }));
    child.once('close', (code) => resolve({ passed: code === 0, output }));
  });
}
