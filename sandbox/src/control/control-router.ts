import express, { type Router } from 'express';
import { earlyBodyLimit, parseJson, readWorldJson } from '../http/body.ts';
import { notFound, problemHandler } from '../http/problem.ts';
import { routes } from '../http/routes.ts';
import {
  deleteRevocation,
  downloadCertificate,
  getCertificates,
  postCertificate,
  putRevocation,
} from './certificates.ts';
import { getClients, postClient } from './clients.ts';
import { advanceClock, getClock, setClock } from './clock.ts';
import type { Control } from './control.ts';
import { getCustomer, getCustomers, getOneTimePassword, updateCustomer } from './customers.ts';
import { deleteFault, deleteFaults, getFaults, postFault } from './faults.ts';
import { clearJournal, followJournal, getHar, getJournal, getMermaid } from './journal.ts';
import { postLines } from './lines.ts';
import { endLinkages, expireAccessTokens, getLinkages } from './linkages.ts';
import { getMails } from './mails.ts';
import { deleteMaintenance, putMaintenance } from './maintenance.ts';
import { refuseForeignPages, requireToken } from './protection.ts';
import { getSnapshot, putSnapshot } from './snapshot.ts';
import { getHealth, listBanks, reset } from './world.ts';
import { deleteWorld, getWorlds, postWorld } from './worlds.ts';

/**
 * The control API.
 *
 * @param control - what its handlers share
 * @param token - the bearer token that it wants, if any
 * @param report - told of faults of ours
 */
export function controlRouter(
  control: Control,
  token: string | undefined,
  report: (error: unknown, requestId: string) => void,
): Router {
  const router = express.Router({ caseSensitive: true, strict: true });
  const { control: paths } = routes;
  const check = (operationId: string) => control.validator.request(operationId);
  router.use(requireToken(token), refuseForeignPages(control.origin));
  router.post(paths.worlds, ...readWorldJson).put(paths.snapshot, ...readWorldJson);
  router.use(earlyBodyLimit, parseJson);
  router.get(paths.health, check('getHealth'), getHealth(control));
  router.get(paths.banks, check('listBanks'), listBanks(control));
  router.put(paths.maintenance, check('startMaintenance'), putMaintenance(control));
  router.delete(paths.maintenance, check('endMaintenance'), deleteMaintenance(control));
  router.get(paths.customers, check('listCustomers'), getCustomers(control));
  router.get(paths.customer, check('getCustomer'), getCustomer(control));
  router.patch(paths.customer, check('updateCustomer'), updateCustomer(control));
  router.get(paths.oneTimePassword, check('getOneTimePassword'), getOneTimePassword(control));
  router.get(paths.linkages, check('listLinkages'), getLinkages(control));
  router.post(paths.endLinkages, check('endLinkages'), endLinkages(control));
  router.post(paths.expireAccessTokens, check('expireAccessTokens'), expireAccessTokens(control));
  router.post(paths.lines, check('bookLines'), postLines(control));
  router.get(paths.mails, check('listMails'), getMails(control));
  router.get(paths.clients, check('listClients'), getClients(control));
  router.post(paths.clients, check('registerClient'), postClient(control));
  router.get(paths.certificates, check('listCertificates'), getCertificates(control));
  router.post(paths.certificates, check('issueClientCertificate'), postCertificate(control));
  router.get(paths.certificate, check('downloadCertificate'), downloadCertificate(control));
  router.put(paths.revocation, check('revokeCertificate'), putRevocation(control));
  router.delete(paths.revocation, check('unrevokeCertificate'), deleteRevocation(control));
  router.get(paths.clock, check('getClock'), getClock(control));
  router.put(paths.clock, check('setClock'), setClock(control));
  router.post(paths.advanceClock, check('advanceClock'), advanceClock(control));
  router.get(paths.snapshot, check('getSnapshot'), getSnapshot(control));
  router.put(paths.snapshot, check('restoreSnapshot'), putSnapshot(control));
  router.get(paths.faults, check('listFaults'), getFaults(control));
  router.post(paths.faults, check('addFault'), postFault(control));
  router.delete(paths.faults, check('clearFaults'), deleteFaults(control));
  router.delete(paths.fault, check('removeFault'), deleteFault(control));
  router.get(paths.journal, check('readJournal'), getJournal(control));
  router.delete(paths.journal, check('clearJournal'), clearJournal(control));
  router.get(paths.journalEvents, check('followJournal'), followJournal(control));
  router.get(paths.har, check('exportHar'), getHar(control));
  router.get(paths.mermaid, check('exportMermaid'), getMermaid(control));
  router.post(paths.reset, check('reset'), reset(control));
  if (control.worlds) {
    router.get(paths.worlds, check('listWorlds'), getWorlds(control, control.worlds));
    router.post(paths.worlds, check('createWorld'), postWorld(control, control.worlds));
    router.delete(paths.world, check('deleteWorld'), deleteWorld(control.worlds));
  }
  router.use(notFound, problemHandler(report));
  return router;
}
