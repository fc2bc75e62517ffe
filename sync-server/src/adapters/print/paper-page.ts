/** The page that Chromium prints: one file with everything in it, which may ask for nothing. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Paper } from '../../ports/printer.ts';

/** Built from the components of the desk (web/app/vite.papers.config.ts). */
export interface PaperFiles {
  readonly script: string;
  readonly style: string;
}

/** Undefined where the web faces are not built. */
export function readPaperFiles(folder: string): PaperFiles | undefined {
  const [script, style] = ['paper.js', 'paper.css'].map((name) => join(folder, name)) as [string, string];
  if (!existsSync(script) || !existsSync(style)) return undefined;
  return { script: readFileSync(script, 'utf8'), style: readFileSync(style, 'utf8') };
}

/**
 * Content that people wrote is data in JSON, in which `<` is escaped: it cannot end its element, and the components write it as
 * text. The policy allows the one script of ours and no request.
 */
export function paperPage({ script, style }: PaperFiles, paper: Paper): string {
  const code = script.replaceAll('</script', '<\\/script');
  const data = JSON.stringify(paper).replaceAll('<', '\\u003c');
  const policy = [
    "default-src 'none'",
    `script-src 'sha256-${createHash('sha256').update(code).digest('base64')}'`,
    "style-src 'unsafe-inline'",
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return [
    '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">',
    `<meta http-equiv="content-security-policy" content="${policy}"><title></title>`,
    `<style>${style.replaceAll('</style', '<\\/style')}</style></head><body>`,
    `<script type="application/json" id="paper">${data}</script>`,
    `<script>${code}</script></body></html>`,
  ].join('\n');
}
