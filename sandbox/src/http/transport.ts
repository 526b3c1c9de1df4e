import type { IncomingMessage } from 'node:http';
import type { TLSSocket } from 'node:tls';
import type { Request } from 'express';
import type { Bank } from './bank.ts';

/** Whether a request came by the TLS listener. */
const isByTls = ({ socket }: IncomingMessage): boolean => (socket as TLSSocket).encrypted === true;

/** The bank's base URL on the listener that a request came by. */
export function calledBase({ issuer, tlsBase }: Bank, req: IncomingMessage): string {
  return (isByTls(req) ? tlsBase : undefined) ?? issuer;
}

/** The URL of a request below a bank, by the bank's own name, whatever name the sandbox was called by. */
export function calledUrl(bank: Bank, req: Request): string {
  return calledBase(bank, req) + req.path;
}
