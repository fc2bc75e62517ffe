#!/usr/bin/env node
import module from 'node:module';
import { fileURLToPath } from 'node:url';

// Halves the time of a start. Not among the temporary files, where any account of the machine could put code into it; where nothing
// can be written, nothing is kept.
module.enableCompileCache?.(fileURLToPath(new URL('../../node_modules/.cache/compiled', import.meta.url)));

await import('../src/main.ts');
