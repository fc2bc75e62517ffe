/** Chromium as people have it, with a camera that films a file where one is given. */
import { type Browser, chromium } from '@playwright/test';

export function launch(options: { camera?: string } = {}): Promise<Browser> {
  const camera = options.camera
    ? [
        '--use-fake-ui-for-media-stream',
        '--use-fake-device-for-media-stream',
        `--use-file-for-fake-video-capture=${options.camera}`,
      ]
    : [];
  return chromium.launch({ ...LAUNCH, args: [...LAUNCH.args, ...camera] });
}

export const QUIET = [
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
/** The path is read when a browser starts: a bench looks for Chromium after this file was loaded. */
export const LAUNCH = {
  args: QUIET,
  get executablePath(): string | undefined {
    return process.env.CHROMIUM_PATH || undefined;
  },
};

export const PHONE = {
  viewport: { width: 390, height: 844 },
  deviceScaleFactor: 2,
  isMobile: true,
  hasTouch: true,
} as const;
export const DESKTOP = { viewport: { width: 1440, height: 900 } } as const;
