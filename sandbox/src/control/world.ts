import type { RequestHandler } from 'express';
import type { Control } from './control.ts';

/** `GET /health` */
export function getHealth({ store, version }: Control): RequestHandler {
  return (_req, res) => {
    res.json({ status: 'ok', version, world: store.world.name });
  };
}

/** `GET /banks` */
export function listBanks({ store, issuerOf }: Control): RequestHandler {
  return (_req, res) => {
    const banks = [...store.profiles.values()].map((profile) => ({
      bank: profile.id,
      name: profile.name,
      issuer: issuerOf(profile),
      loginMethods: profile.loginMethods,
      services: profile.services,
      consentDays: profile.settings.consentDays,
      inquiryDays: profile.settings.inquiryDays,
    }));
    res.json({ banks });
  };
}

/** Takes a world back to what its file says. */
export async function resetWorld({ store, faults, journal }: Control): Promise<void> {
  await store.reset();
  faults.reset();
  journal.note({ kind: 'reset' });
}

/** `POST /reset` */
export function reset(control: Control): RequestHandler {
  return async (_req, res) => {
    await resetWorld(control);
    res.status(204).end();
  };
}
