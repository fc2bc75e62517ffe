/**
 * Runs steps side by side, each as soon as what it needs has passed. Says what begins, how each step ended and about how long
 * is left; only a step that fails shows its output.
 */
import { leftOf, leftOfAll, Pace, sayTime } from './pace.ts';
import type { Step } from './steps.ts';

/** The machines of our CI have two cores, but a step waits for disks, servers and browsers a quarter of its time. */
const SIDE_BY_SIDE = 3;
/** ms between two words about steps that are still under way. */
const HEARTBEAT = 30_000;

interface Running {
  readonly step: Step;
  readonly started: number;
  /** Share that is done, 0 to 1; `words` says the same to people. */
  share: number;
  words: string;
}

/** Returns the names of the steps that failed or, because one that they need had failed, did not run. */
export async function runSteps(steps: readonly Step[]): Promise<string[]> {
  const pace = new Pace();
  const waiting = [...steps];
  const running: Running[] = [];
  const failed: string[] = [];
  const open = (name: string | undefined) =>
    waiting.some((step) => step.name === name) || running.some(({ step }) => step.name === name);

  const left = (): string => {
    const current = running.map(({ step, started, share }) =>
      leftOf(pace.secondsOf(step), secondsSince(started), share),
    );
    const rest = waiting.map((step) => pace.secondsOf(step));
    return `about ${sayTime(leftOfAll(current, rest, SIDE_BY_SIDE))} left`;
  };
  const runOne = async (step: Step): Promise<void> => {
    const state: Running = { step, started: performance.now(), share: 0, words: '' };
    running.push(state);
    console.log(`▸ ${step.name}`.padEnd(46) + left());
    const { passed, output, note } = await step.run((share, words) => Object.assign(state, { share, words }));
    running.splice(running.indexOf(state), 1);
    const seconds = secondsSince(state.started);
    console.log(`${passed ? '✔' : '✘'} ${step.name.padEnd(30)} ${seconds.toFixed(1).padStart(7)} s  ${note}`.trimEnd());
    if (passed) return pace.keep(step, seconds);
    failed.push(step.name);
    console.log(output.trimEnd());
  };
  /** The first that waits for nothing that is still open. */
  const next = (): Step | undefined => {
    const at = waiting.findIndex(({ needs }) => !open(needs));
    return at < 0 ? undefined : waiting.splice(at, 1)[0];
  };
  const heartbeat = setInterval(() => {
    const under = running.map(({ step, words }) => `${step.name}${words && ` ${words}`}`);
    console.log(`  … ${under.join(', ')}; ${left()}`);
  }, HEARTBEAT);

  const current = new Set<Promise<void>>();
  while (waiting.length > 0 || current.size > 0) {
    const step = current.size < SIDE_BY_SIDE ? next() : undefined;
    if (step?.needs !== undefined && failed.includes(step.needs)) {
      failed.push(step.name);
      console.log(`✘ ${step.name.padEnd(30)} did not run: ${step.needs} failed`);
    } else if (step) {
      const run: Promise<void> = runOne(step).finally(() => current.delete(run));
      current.add(run);
    } else await Promise.race(current);
  }
  clearInterval(heartbeat);
  return failed;
}

const secondsSince = (started: number): number => (performance.now() - started) / 1000;
