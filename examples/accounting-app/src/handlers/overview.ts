import type { RequestHandler } from 'express';
import { overviewPage } from '../pages/overview-page.ts';
import { takeNotice } from '../session.ts';
import { refreshConsent } from '../statement-import.ts';
import type { Tools } from '../tools.ts';

/** How long the page waits for the banks before it shows what we knew, in milliseconds. */
const patience = 2000;

/** GET / */
export function showOverview(tools: Tools): RequestHandler {
  return async (request, response) => {
    const session = tools.sessions.of(request, response);
    await refreshConsents(tools);

    const linkages = tools.linkages.all();
    const running = new Map(
      linkages.flatMap(({ id }) => {
        const run = tools.imports.runningFor(id);
        return run ? [[id, run.id] as const] : [];
      }),
    );
    const notice = takeNotice(session);
    response.send(overviewPage({ linkages, accounts: tools.accounts.all(), running, csrf: session.csrf, notice }).text);
  };
}

/** Only the banks know whether a consent still holds. One that does not answer keeps what it said last. */
async function refreshConsents(tools: Tools): Promise<void> {
  const live = tools.linkages.all().filter(({ id, endReason }) => endReason === null && !tools.imports.runningFor(id));
  await Promise.allSettled(live.map((linkage) => refreshConsent(linkage, tools, AbortSignal.timeout(patience))));
}
