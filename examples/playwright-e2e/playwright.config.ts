import { defineConfig } from '@playwright/test';
import { chromium } from './tests/chromium.ts';

const { PORT = '3100' } = process.env;
const app = `http://localhost:${PORT}`;

// #region config
export default defineConfig({
  testDir: 'tests',
  fullyParallel: true,
  use: {
    baseURL: app,
    launchOptions: chromium === undefined ? {} : { executablePath: chromium },
  },
  webServer: [
    {
      name: 'bank',
      command: `npx sandbox start --port 0 --tls-port 0 --redirect-uri ${app}/callback`,
      // Its port is a free one: the app and the tests find it in the environment.
      wait: { stdout: /Sandbox ready at (?<SANDBOX_URL>\S+)/ },
      gracefulShutdown: { signal: 'SIGTERM', timeout: 5000 },
    },
    {
      name: 'app',
      command: 'node src/main.ts',
      url: app,
    },
  ],
});
// #endregion
