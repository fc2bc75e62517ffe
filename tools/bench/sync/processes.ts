/** Cost of a process as the kernel counts it (Linux): processor time of all its threads, memory in use. */
import { readFileSync } from 'node:fs';

/** `getconf CLK_TCK` is 100 on every Linux that Node runs on. */
const MICROS_A_TICK = 10_000;

/** Microseconds of user and system time since the process began. */
export function cpuOf(pid: number): number {
  // The second field is the name in brackets, which may hold spaces.
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /s, '')
    .split(' ');
  return (Number(fields[11]) + Number(fields[12])) * MICROS_A_TICK;
}

/** Resident megabytes (10^6). */
export function memoryOf(pid: number): number {
  const kib = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return (Number(kib) * 1024) / 1e6;
}
