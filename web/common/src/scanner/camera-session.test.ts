import { err, ok, type Result } from '@liangma/shared/kernel/result';
import { beforeEach, describe, expect, it } from 'vitest';
import { CameraSession, type CameraState } from './camera-session.ts';
import type { Running, Scanner, ScanTrouble } from './scanner.ts';

const CONTAINER = {} as HTMLElement;
const CAMERAS = [
  { id: 'a', label: 'camera2 1, facing front' },
  { id: 'b', label: 'camera2 0, facing back' },
];

let log: string[];
let states: CameraState[];
let texts: string[];
let read: (text: string) => void;
let starting: () => Promise<Result<Running, ScanTrouble>>;
const running = (more: Partial<Running> = {}): Running => ({ cameras: CAMERAS, camera: 'b', ...more });

const scanner: Scanner = {
  start(_, onText, camera) {
    log.push(`start ${camera ?? 'any'}`);
    read = onText;
    return starting();
  },
  stop: () => void log.push('stop'),
  readImage: async () => 'of a picture',
};
const session = (load = async () => scanner) =>
  new CameraSession({ onText: (text) => texts.push(text), onChange: (state) => states.push(state) }, load);
const last = () => states.at(-1);

beforeEach(() => {
  [log, states, texts] = [[], [], []];
  starting = async () => ok(running());
});

describe('a camera on a page', () => {
  it('opens, lists the cameras, and hands over what it reads', async () => {
    const camera = session();
    await camera.open(CONTAINER);
    read('text');
    expect(states.map(({ phase }) => phase)).toEqual(['opening', 'open']);
    expect(last()).toEqual({
      phase: 'open',
      camera: 'b',
      cameras: [
        { ...CAMERAS[0], facing: 'front', nth: 0 },
        { ...CAMERAS[1], facing: 'back', nth: 0 },
      ],
    });
    expect(texts).toEqual(['text']);
  });

  it.each(['no-camera', 'not-allowed', 'in-use', 'not-secure', 'failed'] as const)(
    '%s: closed, and says why',
    async (trouble) => {
      starting = async () => err(trouble);
      await session().open(CONTAINER);
      expect(last()).toEqual({ phase: 'closed', cameras: [], camera: '', trouble });
    },
  );

  it('reports that the scanner could not be loaded, and tries again the next time', async () => {
    let isOnline = false;
    const camera = session(async () => (isOnline ? scanner : Promise.reject(new Error('offline'))));
    await camera.open(CONTAINER);
    expect(last()?.trouble).toBe('not-loaded');
    isOnline = true;
    await camera.open(CONTAINER);
    expect(last()?.phase).toBe('open');
  });

  it('switches the camera off without a message if it is closed while opening', async () => {
    let started = (_: Result<Running, ScanTrouble>) => {};
    starting = () => new Promise((resolve) => (started = resolve));
    const camera = session();
    const opening = camera.open(CONTAINER);
    await Promise.resolve().then(() => Promise.resolve());
    camera.close();
    started(ok(running()));
    await opening;
    read('late');
    expect(last()?.phase).toBe('closed');
    expect(log.at(-1)).toBe('stop');
    expect(texts).toEqual([]);
  });

  it('ends the first camera before another starts', async () => {
    const camera = session();
    await camera.open(CONTAINER);
    await camera.open(CONTAINER, 'a');
    expect(log).toEqual(['start any', 'stop', 'start a']);
  });

  it('reports a camera that is pulled out', async () => {
    let lose = () => {};
    const lost = new Promise<void>((resolve) => (lose = resolve));
    starting = async () => ok(running({ lost }));
    await session().open(CONTAINER);
    lose();
    await lost;
    expect(last()).toMatchObject({ phase: 'closed', trouble: 'lost' });
  });
});

describe('lamp and lens', () => {
  it('offers no lamp if the camera has none', async () => {
    const camera = session();
    await camera.open(CONTAINER);
    await camera.switchTorch();
    await camera.setZoom(2);
    expect(last()).not.toHaveProperty('torch');
    expect(last()).not.toHaveProperty('zoom');
  });

  it('switches the lamp on and off', async () => {
    starting = async () => ok(running({ torch: async (on) => void log.push(`torch ${on}`) }));
    const camera = session();
    await camera.open(CONTAINER);
    expect(last()?.torch).toBe('off');
    await camera.switchTorch();
    expect(last()?.torch).toBe('on');
    await camera.switchTorch();
    expect(last()?.torch).toBe('off');
    expect(log).toEqual(['start any', 'torch true', 'torch false']);
  });

  it('shows the lamp as off if it refuses', async () => {
    starting = async () => ok(running({ torch: () => Promise.reject(new Error('battery')) }));
    const camera = session();
    await camera.open(CONTAINER);
    await camera.switchTorch();
    expect(last()?.torch).toBe('off');
  });

  it('zooms in', async () => {
    const set = async (value: number) => void log.push(`zoom ${value}`);
    starting = async () => ok(running({ zoom: { least: 1, most: 5, step: 0.1, now: 1, set } }));
    const camera = session();
    await camera.open(CONTAINER);
    await camera.setZoom(2);
    expect(last()?.zoom).toEqual({ least: 1, most: 5, step: 0.1, now: 2 });
    expect(log).toEqual(['start any', 'zoom 2']);
  });
});

describe('a picture', () => {
  it('reads a picture and closes the camera', async () => {
    const camera = session();
    await camera.open(CONTAINER);
    expect(await camera.readPicture({} as File)).toBe('of a picture');
    expect(last()?.phase).toBe('closed');
  });

  it('reads no picture without the decoder', async () => {
    expect(await session(() => Promise.reject(new Error('offline'))).readPicture({} as File)).toBeUndefined();
    expect(last()?.trouble).toBe('not-loaded');
  });
});
