import express, { type Router } from 'express';
import type { BankProfile } from '../bank/profile.ts';
import { consoleRouter } from '../control/console/console-router.ts';
import type { Control } from '../control/control.ts';
import { controlRouter } from '../control/control-router.ts';
import type { WorldMaker } from '../control/worlds.ts';
import type { Bank, CertificateLogin } from '../http/bank.ts';
import { bankRouter } from '../http/bank-router.ts';
import { routes } from '../http/routes.ts';
import type { Validator } from '../http/validation.ts';
import { clientCertificates } from '../oauth/client-certificate.ts';
import { dpopNonces, nonceSecretOf } from '../oauth/dpop.ts';
import { createProvider, type RenderOAuthError } from '../oauth/provider.ts';
import { handshakeCertificate } from '../pki/peer-certificate.ts';
import { authorityNames } from '../pki/test-certificates.ts';
import { renderOAuthError } from '../screens/html/oauth-error.tsx';
import { once } from '../world/once.ts';
import type { OpenWorld, Report } from './open-world.ts';

/** Where and how every world of a sandbox is served. */
export interface Place {
  /** Scheme, host and port under which browsers reach it. */
  readonly origin: string;
  /** The same of the TLS listener; there is none where nothing listens. */
  readonly tlsOrigin: string | undefined;
  readonly certificateLogin: CertificateLogin;
  /** What the control API wants as a bearer token, beyond loopback. */
  readonly controlToken: string | undefined;
  readonly validators: { readonly bank: Validator; readonly sandbox: Validator };
  readonly version: string;
  readonly report: Report;
}

function openBank(world: OpenWorld, place: Place, path: string, profile: BankProfile): Bank {
  const { store, keys, mailRoom, faults, journal, certificates: testCertificates } = world;
  const basePath = `${path}/${profile.id}`;
  const issuer = place.origin + basePath;
  const tlsBase = place.tlsOrigin && place.tlsOrigin + basePath;
  const certificates = clientCertificates(
    () => testCertificates.authorities?.bank.certificatePem,
    handshakeCertificate,
  );
  const renderError: RenderOAuthError = (_ctx, error) => renderOAuthError(profile.name, error);
  const provider = createProvider({ store, profile, issuer, tlsBase, certificates, keys, renderError });
  provider.on('server_error', (_ctx, error) => place.report(error, 'oauth'));
  return {
    store,
    profile,
    issuer,
    basePath,
    tlsBase,
    provider,
    keys,
    certificates,
    testCertificates,
    dpopNonces: dpopNonces(nonceSecretOf(keys.cookieKey)),
    validator: place.validators.bank,
    mailRoom,
    faults,
    journal,
    certificateLogin: place.certificateLogin,
    issuerName: ({ foreign }) => (foreign ? authorityNames.foreign : authorityNames.bank),
  };
}

/**
 * A world as a router: its banks, its control API and its console.
 *
 * @param world - the world
 * @param place - where and how it is served
 * @param path - below which it is mounted: empty, or `/w/{world}`
 * @param worlds - makes the others, in the main world
 */
export function worldRouter(world: OpenWorld, place: Place, path: string, worlds?: WorldMaker): Router {
  const { store, certificates, faults, journal } = world;
  const { origin, report } = place;
  // Each is opened when it is first needed: most tests use one.
  const banks = [...store.profiles.values()].map((profile) => {
    const open = once(() => openBank(world, place, path, profile));
    return { id: profile.id, open, router: once(() => bankRouter(open(), report)) };
  });
  const control: Control = {
    store,
    certificates,
    faults,
    journal,
    validator: place.validators.sandbox,
    origin,
    base: origin + path,
    issuerOf: (profile) => `${origin}${path}/${profile.id}`,
    version: place.version,
    worlds,
    checkClient: async (metadata) => {
      for (const { open } of banks) await open().provider.Client.validate(metadata);
    },
  };
  const router = express.Router({ caseSensitive: true });
  // The banks first: they are asked most.
  for (const bank of banks) router.use(`/${bank.id}`, (req, res, next) => bank.router()(req, res, next));
  router.use(routes.controlBase, controlRouter(control, place.controlToken, report));
  router.use(consoleRouter(control, place.controlToken));
  return router;
}
