import express, { type Express } from 'express';
import bankDocument from '../../../openapi/generated/bank.json' with { type: 'json' };
import sandboxDocument from '../../../openapi/generated/sandbox.json' with { type: 'json' };
import type { BankProfile } from '../bank/profile.ts';
import { consolePage } from '../control/console.tsx';
import type { Control } from '../control/control.ts';
import { controlRouter } from '../control/control-router.ts';
import type { Bank, CertificateLogin } from '../http/bank.ts';
import { bankRouter } from '../http/bank-router.ts';
import type { PeerFingerprint } from '../http/linkage.ts';
import { notFound, problemHandler } from '../http/problem.ts';
import { routes } from '../http/routes.ts';
import { hostAllowList, requestId, secureHeaders } from '../http/security.ts';
import { createValidator, type Validator } from '../http/validation.ts';
import type { MailRoom } from '../mail/mail-room.ts';
import type { ServerKeys } from '../oauth/keys.ts';
import { createProvider } from '../oauth/provider.ts';
import { type Authorities, authorityNames } from '../pki/test-certificates.ts';
import { renderOAuthError } from '../screens/html/oauth-error.tsx';
import { stylesheet } from '../screens/html/stylesheet.ts';
import type { WorldStore } from '../store/world-store.ts';

/** What an app is made of. */
export interface AppOptions {
  readonly store: WorldStore;
  readonly keys: ServerKeys;
  readonly mailRoom: MailRoom;
  readonly authorities: Authorities;
  /** Scheme, host and port under which browsers reach it. */
  readonly origin: string;
  readonly tlsOrigin: string | undefined;
  readonly certificateLogin: CertificateLogin;
  readonly isAllowedHost: (hostname: string) => boolean;
  readonly controlToken: string | undefined;
  readonly peerFingerprint: PeerFingerprint;
  readonly version: string;
  /** Told of faults of ours. */
  readonly report: (error: unknown, requestId: string) => void;
}

function openBank(options: AppOptions, profile: BankProfile, validator: Validator): Bank {
  const { store, keys, origin, tlsOrigin, certificateLogin } = options;
  const issuer = `${origin}/${profile.id}`;
  const provider = createProvider(store, profile, issuer, keys, (_ctx, error) => renderOAuthError(profile.name, error));
  provider.on('server_error', (_ctx, error) => options.report(error, 'oauth'));
  return {
    store,
    profile,
    issuer,
    tlsBase: tlsOrigin && `${tlsOrigin}/${profile.id}`,
    provider,
    keys,
    validator,
    mailRoom: options.mailRoom,
    certificateLogin,
    issuerName: ({ foreign }) => (foreign ? authorityNames.foreign : authorityNames.bank),
  };
}

/** The whole sandbox as one Express app: the banks, the control API and the console. */
export function createApp(options: AppOptions): Express {
  const { store, origin, report } = options;
  const app = express();
  app.disable('x-powered-by').disable('etag').set('query parser', 'simple');
  app.use(requestId, secureHeaders, hostAllowList(options.isAllowedHost));
  app.get(routes.stylesheet, (_req, res) => {
    res.type('css').send(stylesheet);
  });

  const validator = createValidator(bankDocument);
  const banks = [...store.profiles.values()].map((profile) => openBank(options, profile, validator));
  const control: Control = {
    store,
    authorities: options.authorities,
    validator: createValidator(sandboxDocument),
    origin,
    issuerOf: (profile) => `${origin}/${profile.id}`,
    version: options.version,
    checkClient: async (metadata) => {
      for (const { provider } of banks) await provider.Client.validate(metadata);
    },
  };
  app.use(routes.controlBase, controlRouter(control, options.controlToken, report));
  app.get(routes.openApi.bank, (_req, res) => void res.json(bankDocument));
  app.get(routes.openApi.sandbox, (_req, res) => void res.json(sandboxDocument));
  app.get('/', consolePage(control, options.controlToken !== undefined));

  for (const bank of banks) {
    const router = bankRouter(bank, options.peerFingerprint, report);
    app.use(`/${bank.profile.id}`, router);
    // RFC 8414 §3.1: the well-known segment goes before the issuer's path.
    app.get(`${routes.bank.metadata}/${bank.profile.id}`, (req, res, next) => {
      req.originalUrl = `/${bank.profile.id}${routes.bank.metadata}`;
      req.url = routes.bank.metadata;
      router(req, res, next);
    });
  }
  app.use(notFound, problemHandler(report));
  return app;
}
