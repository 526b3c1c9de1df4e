import type { RequestHandler } from 'express';
import { Problem } from '../http/problem.ts';
import {
  type ClientRegistration,
  clientInformation,
  clientMetadata,
  RegistrationError,
  registerClient,
} from '../oauth/clients.ts';
import { listClients, saveClient } from '../store/clients.ts';
import type { Control } from './control.ts';

function invalidMetadata(message: string): Problem {
  return new Problem(400, 'invalid_client_metadata', message);
}

/** `GET /clients` */
export function getClients({ store }: Control): RequestHandler {
  return async (_req, res) => {
    res.json({ clients: (await listClients(store.db)).map(clientInformation) });
  };
}

/** `POST /clients` */
export function postClient({ store, checkClient }: Control): RequestHandler {
  return async (req, res) => {
    try {
      const client = registerClient(req.body as ClientRegistration);
      await checkClient(clientMetadata(client));
      await saveClient(store.db, client);
      res.status(201).json(clientInformation(client));
    } catch (error) {
      if (error instanceof RegistrationError) throw invalidMetadata(error.message);
      const { error_description: reason } = error as { error_description?: string };
      throw reason === undefined ? error : invalidMetadata(`${reason}; correct the registration`);
    }
  };
}
