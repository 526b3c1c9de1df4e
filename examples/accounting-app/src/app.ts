import type { ServerResponse } from 'node:http';
import type { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import express, { type Express } from 'express';
import { AccountBook } from './account-book.ts';
import { BankLinkage } from './bank-linkage.ts';
import { showAccount } from './handlers/account.ts';
import { callback } from './handlers/callback.ts';
import { sendImportProgress, showImport, startImport } from './handlers/import.ts';
import { showLinkForm, startLinkage } from './handlers/link.ts';
import { showOverview } from './handlers/overview.ts';
import { showUnlinkForm, unlink } from './handlers/unlink.ts';
import { ImportRuns } from './import-runs.ts';
import { LineBook } from './line-book.ts';
import { LinkageBook } from './linkage-book.ts';
import { notFoundPage } from './pages/trouble-page.ts';
import { routes } from './routes.ts';
import { onlyOurForms, onlyOurHost, reportMistake, secureHeaders } from './security.ts';
import { Sessions } from './session.ts';
import type { Settings } from './settings.ts';
import { databaseTokenStore } from './token-store.ts';
import type { Tools } from './tools.ts';

export type AppOptions = Pick<Settings, 'bankOrigin' | 'clientId' | 'clientSecret'> & {
  /** Where the app is, such as `http://localhost:3000`. */
  origin: string;
  database: DatabaseSync;
  fetch?: typeof globalThis.fetch;
  now?: () => Date;
};

/** The accounting app, without a port. */
export function createApp(options: AppOptions): { app: Express; tools: Tools } {
  const tools = createTools(options);
  const app = express();
  app.disable('x-powered-by');
  app.use(onlyOurHost(options.origin), secureHeaders);
  app.use(express.static(fileURLToPath(new URL('../public', import.meta.url)), { setHeaders: revalidated }));
  app.use(express.urlencoded({ extended: false, limit: '20kb' }), onlyOurForms(tools.sessions));

  app.get(routes.overview, showOverview(tools));
  app.get(routes.link, showLinkForm(tools));
  app.post(routes.link, startLinkage(tools));
  app.get(routes.callback, callback(tools));
  app.post(routes.startImport, startImport(tools));
  app.get(routes.importProgress, showImport(tools));
  app.get(routes.importProgressData, sendImportProgress(tools));
  app.get(routes.account, showAccount(tools));
  app.get(routes.unlink, showUnlinkForm(tools));
  app.post(routes.unlink, unlink(tools));

  app.use((_request, response) => void response.status(404).send(notFoundPage().text));
  app.use(reportMistake);
  return { app, tools };
}

/** Unlike a page, a file of ours may be kept by the browser, as long as it asks whether it changed. */
function revalidated(response: ServerResponse): void {
  response.setHeader('Cache-Control', 'no-cache');
}

function createTools(options: AppOptions): Tools {
  const {
    origin,
    bankOrigin,
    clientId,
    clientSecret,
    database,
    fetch = globalThis.fetch,
    now = () => new Date(),
  } = options;
  const redirectUri = `${origin}${routes.callback}`;
  const bank = new BankLinkage({
    clientId,
    clientSecret,
    redirectUri,
    tokenStore: databaseTokenStore(database),
    fetch,
  });
  const linkages = new LinkageBook(database);
  const accounts = new AccountBook(database);
  const lines = new LineBook(database);
  const imports = new ImportRuns({ bank, linkages, accounts, lines, now });
  return { origin, bankOrigin, fetch, now, bank, linkages, accounts, lines, imports, sessions: new Sessions() };
}
