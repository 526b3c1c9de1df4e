import type { RequestHandler } from 'express';
import { troublePage, unknownReturnPage } from '../pages/trouble-page.ts';
import { linkTo } from '../routes.ts';
import type { Arrival, Trip } from '../session.ts';
import type { Tools } from '../tools.ts';
import { explain } from '../trouble.ts';
import { oneOf } from './input.ts';
import { linkAgain } from './link.ts';

/** A refusal is no error, a callback that fits nothing is the visitor's; the rest is the bank's. */
const statuses: Record<string, number> = { linkage_denied: 200, callback_invalid: 400 };

/** GET /callback: back from the bank. */
export function callback(tools: Tools): RequestHandler {
  return async (request, response) => {
    const { trips, arrivals } = tools.sessions.of(request, response);
    const state = oneOf(request.query.state);
    const trip = trips.get(state);
    if (trip) {
      trips.delete(state);
      arrivals.set(state, arrive(tools, trip, `${tools.origin}${request.originalUrl}`));
    }

    const arrival = await arrivals.get(state);
    if (!arrival) return void response.status(400).send(unknownReturnPage().text);
    if ('importRun' in arrival) {
      return void response.redirect(303, linkTo('importProgress', { run: arrival.importRun }));
    }
    const { trouble, trip: failed } = arrival;
    const again = { href: linkAgain(failed.bank, failed.services, failed.replaces), label: 'もう一度' };
    response.status(statuses[trouble.code] ?? 502).send(troublePage({ trouble, again }).text);
  };
}

async function arrive(tools: Tools, trip: Trip, callbackUrl: string): Promise<Arrival> {
  const { bank, replaces, pending } = trip;
  try {
    const { id, services } = await tools.bank.complete(bank.issuer, callbackUrl, pending);
    tools.linkages.add({ id, bank: bank.bank, bankName: bank.name, issuer: bank.issuer, services, replaces });
    const linkage = tools.linkages.find(id);
    if (!linkage) throw new Error('the linkage was not booked');
    return { importRun: tools.imports.start(linkage).id };
  } catch (error) {
    return { trouble: explain(error), trip };
  }
}
