import { setTimeout } from 'node:timers/promises';
import { createApp } from './app.ts';
import { openDatabase } from './database.ts';
import type { ImportRuns } from './import-runs.ts';
import { listen } from './listen.ts';
import { readSettings } from './settings.ts';

/** How long a shutdown waits for requests and imports, in milliseconds. */
const grace = 4000;

async function main(): Promise<void> {
  const { port, data, ...settings } = readSettings(process.env);
  const database = openDatabase(data);
  let imports: ImportRuns | undefined;
  const server = await listen(port, (chosen) => {
    const { app, tools } = createApp({ ...settings, origin: `http://localhost:${chosen}`, database });
    imports = tools.imports;
    return app;
  });
  console.log(`Accounting app ready at http://localhost:${server.port}`);

  const stop = async () => {
    await Promise.race([Promise.all([server.close(), imports?.settled()]), setTimeout(grace)]);
    database.close();
    process.exit(0);
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}

function inOneLine(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE')
    return `Port ${process.env.PORT || 3000} is in use; stop what uses it, or set PORT to another`;
  if (code === 'ERR_SQLITE_ERROR') return `Cannot use the database ${process.env.DATA}: ${message}`;
  return message;
}

main().catch((error: unknown) => {
  console.error(inOneLine(error));
  process.exit(1);
});
