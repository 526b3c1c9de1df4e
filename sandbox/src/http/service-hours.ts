import type { RequestHandler } from 'express';
import { japanTimestamp } from '../bank/japan-time.ts';
import { closureAt } from '../bank/service-hours.ts';
import type { Bank } from './bank.ts';
import { isOAuth, sendOAuthError } from './faults.ts';
import { Problem } from './problem.ts';
import { routes } from './routes.ts';

const { bank: paths } = routes;

/** What is not the bank's service: what it says of itself, and the customers' devices. */
const alwaysThere: ReadonlySet<string> = new Set([
  paths.metadata,
  paths.openIdMetadata,
  paths.jwks,
  paths.flowMap,
  paths.cameraToken,
]);

const isDevice = (path: string): boolean => path === paths.tokenApp || path.startsWith(`${paths.tokenApp}/`);

const why = {
  maintenance: 'the bank is under maintenance',
  out_of_service_hours: 'the bank is out of its service hours',
} as const;

/** Refuses requests while the bank is closed: 503 with `Retry-After` and the time until which. */
export function serviceHours(bank: Bank): RequestHandler {
  const { profile, store } = bank;
  return (req, res, next) => {
    const now = store.clock.now();
    const closure = closureAt(profile.settings.serviceHours, store.maintenance.of(profile.id), now);
    if (closure === undefined || alwaysThere.has(req.path) || isDevice(req.path)) return next();
    const until = japanTimestamp(closure.until);
    const problem = new Problem(503, closure.reason, `${why[closure.reason]} until ${until}; try again then`, {
      members: { until },
      headers: { 'Retry-After': String(Math.ceil((closure.until - now) / 1000)) },
    });
    if (!isOAuth(req.path)) throw problem;
    sendOAuthError(bank, req, res, problem);
  };
}
