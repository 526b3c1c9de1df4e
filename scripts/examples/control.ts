import { createSandbox } from '@renkei/sandbox';
import { sql } from 'kysely';
import { firstOf, type Play, type Plays } from './stage.ts';

const linkedBefore =
  (operationId: string): Play =>
  async ({ link, ask }) => {
    await link();
    return ask(operationId);
  };

/** Makes a world, and ends it after what is asked. */
const besidesAWorld =
  (operationId: string): Play =>
  async ({ ask }) => {
    await ask('createWorld');
    const response = await ask(operationId);
    await ask('deleteWorld');
    return response;
  };

/** A world of one customer, for a snapshot that is not too long to be read. */
const smallWorld = `
name: small
banks:
  gunma:
    companies:
      - id: shop
        name: サンドボックス商店株式会社
        accounts:
          - branchCode: "001"
            branchName: インターネット支店
            number: "1000001"
            holder: ｻﾝﾄﾞﾎﾞﾂｸｽｼﾖｳﾃﾝ(ｶ
            inquiryPin: "1234"
            openingBalance: 1000000
        customers:
          - loginId: tanaka
            loginPassword: tanaka-pw1
            name: 田中 経理
            login: password
            purpose: { ja: 口座を1つ持つ, en: Has one account }
`;

const snapshot: Play = async ({ send, ask }) => {
  await ask('createWorld', { body: { id: 'small', file: smallWorld, clock: '2026-11-20T09:00:00+09:00' } });
  const response = await send('/w/small/sandbox/v1/snapshot');
  await ask('deleteWorld', { parameters: { world: 'small' } });
  return response;
};

/** Beyond loopback the control API wants a token. */
const withoutToken: Play = async () => {
  const sandbox = await createSandbox();
  await sandbox.listen({ host: '0.0.0.0', port: 0, tlsPort: 0 });
  const response = await sandbox.fetch(`${sandbox.origin}/sandbox/v1/clock`);
  await sandbox.close();
  return response;
};

/** A database that may not grow any more. */
const withoutRoom: Play = async ({ sandbox, ask }) => {
  const { db } = sandbox.store;
  await sql`pragma max_page_count = 1`.execute(db);
  const line = { direction: '1', amount: 1, description: 'ﾃｽﾄ' };
  let response = await ask('bookLines');
  while (response.ok) response = await ask('bookLines', { body: { lines: Array.from({ length: 200 }, () => line) } });
  await sql`pragma max_page_count = 1073741823`.execute(db);
  return response;
};

/** The journal of a linkage. */
const journalOf =
  (operationId: string): Play =>
  async ({ link, ask }) => {
    await ask('clearJournal');
    await link();
    return ask(operationId);
  };

const har: Play = async (stage) => {
  const response = await journalOf('exportHar')(stage);
  const { log } = (await response.json()) as { log: { entries: unknown[] } };
  return Response.json({ log: { ...log, entries: log.entries.slice(0, 1) } }, response);
};

/** The first event of a stream that does not end. */
const events: Play = async ({ sandbox, ask }) => {
  await ask('clearJournal');
  await sandbox.clock.freeze();
  const response = await ask('followJournal', {
    parameters: { since: '0', kind: 'clock', bank: undefined, client: undefined },
  });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  while (!text.includes('data:')) text += (await reader?.read())?.value ?? '';
  await reader?.cancel();
  return new Response(text, response);
};

const oneTimePassword =
  (bank: string, loginId: string, challenge?: string): Play =>
  ({ ask }) =>
    ask('getOneTimePassword', { parameters: { bank, loginId, challenge } });

/** The control API. */
export const control: Plays = {
  getHealth: ({ ask }) => ask('getHealth'),
  listBanks: ({ ask }) => ask('listBanks'),
  startMaintenance: ({ ask }) => ask('startMaintenance'),
  listCustomers: firstOf('customers', ({ ask }) => ask('listCustomers')),
  getCustomer: ({ ask }) => ask('getCustomer'),
  updateCustomer: ({ ask }) => ask('updateCustomer'),
  getOneTimePassword: ({ ask }) => ask('getOneTimePassword'),
  'getOneTimePassword.software_token': oneTimePassword('gunken', 'abe'),
  listLinkages: linkedBefore('listLinkages'),
  endLinkages: linkedBefore('endLinkages'),
  expireAccessTokens: linkedBefore('expireAccessTokens'),
  bookLines: ({ ask }) => ask('bookLines'),
  listMails: firstOf('mails', async ({ redemption, ask }) => {
    await redemption({ bank: 'mizuho' });
    return ask('listMails');
  }),
  listClients: ({ ask }) => ask('listClients'),
  registerClient: ({ ask }) => ask('registerClient'),
  listCertificates: firstOf('certificates', ({ ask }) => ask('listCertificates')),
  issueClientCertificate: ({ ask }) => ask('issueClientCertificate'),
  downloadCertificate: ({ ask }) => ask('downloadCertificate'),
  revokeCertificate: ({ ask }) => ask('revokeCertificate'),
  unrevokeCertificate: ({ ask }) => ask('unrevokeCertificate'),
  getClock: ({ ask }) => ask('getClock'),
  setClock: ({ ask }) => ask('setClock'),
  advanceClock: ({ ask }) => ask('advanceClock'),
  getSnapshot: snapshot,
  listWorlds: besidesAWorld('listWorlds'),
  createWorld: async ({ ask }) => {
    const response = await ask('createWorld');
    await ask('deleteWorld');
    return response;
  },
  listFaults: firstOf('faults', ({ ask }) => ask('listFaults')),
  addFault: ({ ask }) => ask('addFault'),
  readJournal: journalOf('readJournal'),
  exportHar: har,
  exportMermaid: journalOf('exportMermaid'),
  followJournal: events,

  'getClock.control_token_required': withoutToken,
  'reset.foreign_page': ({ ask }) => ask('reset', { headers: { Origin: 'https://app.example' } }),
  'getClock.host_not_allowed': ({ sandbox }) => sandbox.fetch('http://sandbox.example/sandbox/v1/clock'),
  'setClock.invalid_request': ({ ask }) => ask('setClock', { body: {} }),
  'setClock.body_too_large': ({ ask }) => ask('setClock', { body: 'x'.repeat(70_000) }),
  'setClock.unsupported_media_type': ({ ask }) => ask('setClock', { type: 'text/plain', body: '2026-11-21' }),
  'bookLines.storage_unavailable': withoutRoom,
  'startMaintenance.bank_not_found': ({ ask }) => ask('startMaintenance', { parameters: { bank: 'osaka' } }),
  'getCustomer.customer_not_found': ({ ask }) => ask('getCustomer', { parameters: { loginId: 'nobody' } }),
  'updateCustomer.token_action_not_possible': ({ ask }) => ask('updateCustomer', { body: { tokenAction: 'suspend' } }),
  'updateCustomer.login_id_taken': ({ ask }) => ask('updateCustomer', { body: { loginId: 'suzuki' } }),
  'getOneTimePassword.invalid_request': oneTimePassword('mizuho', 'sato', '1234'),
  'getOneTimePassword.customer_not_found': oneTimePassword('mizuho', 'nobody'),
  'getOneTimePassword.challenge_required': oneTimePassword('mizuho', 'sato'),
  'getOneTimePassword.no_token': oneTimePassword('gunma', 'tanaka'),
  'getOneTimePassword.token_not_on_phone': oneTimePassword('gunken', 'takeuchi'),
  'endLinkages.linkage_not_found': ({ ask }) => ask('endLinkages'),
  'bookLines.account_not_found': ({ ask }) => ask('bookLines', { parameters: { accountId: '001-1-9999999' } }),
  'bookLines.line_not_found': ({ ask }) => ask('bookLines', { body: { corrects: '001-1-2000002-9999999' } }),
  'registerClient.invalid_request': ({ ask }) => ask('registerClient', { body: {} }),
  'registerClient.invalid_client_metadata': ({ ask }) =>
    ask('registerClient', { body: { redirect_uris: ['http://app.example/callback'] } }),
  'downloadCertificate.certificate_not_found': ({ ask }) =>
    ask('downloadCertificate', { parameters: { file: 'nobody-valid.pem' } }),
  'createWorld.invalid_request': ({ ask }) => ask('createWorld', { body: { id: 'Tanaka' } }),
  'createWorld.invalid_world': ({ ask }) => ask('createWorld', { body: { file: 'banks: { osaka: {} }' } }),
  'createWorld.world_taken': besidesAWorld('createWorld'),
  'deleteWorld.world_not_found': ({ ask }) => ask('deleteWorld'),
  'restoreSnapshot.invalid_request': ({ ask }) => ask('restoreSnapshot', { body: {} }),
  'restoreSnapshot.invalid_snapshot': async (stage) =>
    stage.ask('restoreSnapshot', { body: (await (await snapshot(stage)).json()) as object }),
  'removeFault.fault_not_found': ({ ask }) => ask('removeFault'),
};
