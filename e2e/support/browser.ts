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
const executablePath = process.env.CHROMIUM_PATH;
export const LAUNCH = { ...(executablePath ? { executablePath } : {}), args: QUIET };

export const PHONE = {
  viewport: { width: 390, height: 844 },
  deviceScaleFactor: 2,
  isMobile: true,
  hasTouch: true,
} as const;
export const DESKTOP = { viewport: { width: 1440, height: 900 } } as const;
