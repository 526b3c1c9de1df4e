/**
 * Every path of the product, once: for matching, for links, and against the OpenAPI description. Those of a bank lie
 * below its base, those of the control API below `/sandbox/v1`.
 */
export const routes = {
  bank: {
    metadata: '/.well-known/oauth-authorization-server',
    openIdMetadata: '/.well-known/openid-configuration',
    authorize: '/oauth/authorize',
    resume: '/oauth/authorize/:uid',
    par: '/oauth/par',
    token: '/oauth/token',
    revoke: '/oauth/revoke',
    introspect: '/oauth/introspect',
    jwks: '/oauth/jwks',
    linkage: '/link/:linkageId',
    linkageCertificate: '/link/:linkageId/certificate',
    internetBanking: '/ib',
    tokenApp: '/token-app',
    tokenAppDownload: '/token-app/download',
    activateTokenApp: '/token-app/activate',
    tokenAppPassword: '/token-app/password',
    cameraToken: '/camera-token',
    flowMap: '/flow.svg',
    accounts: '/api/v1/accounts',
    account: '/api/v1/accounts/:accountId',
    balance: '/api/v1/accounts/:accountId/balance',
    transactions: '/api/v1/accounts/:accountId/transactions',
    deposits: '/api/v1/accounts/:accountId/deposits',
    consent: '/api/v1/linkage',
  },
  control: {
    health: '/health',
    banks: '/banks',
    maintenance: '/banks/:bank/maintenance',
    customers: '/customers',
    customer: '/customers/:bank/:loginId',
    oneTimePassword: '/customers/:bank/:loginId/one-time-password',
    linkages: '/linkages',
    endLinkages: '/linkages/end',
    expireAccessTokens: '/linkages/expire-tokens',
    lines: '/accounts/:bank/:accountId/lines',
    mails: '/mails',
    clients: '/clients',
    certificates: '/certificates',
    certificate: '/certificates/:file',
    clock: '/clock',
    advanceClock: '/clock/advance',
    faults: '/faults',
    fault: '/faults/:fault',
    journal: '/journal',
    journalEvents: '/journal/events',
    har: '/journal.har',
    mermaid: '/journal.mmd',
    reset: '/reset',
    snapshot: '/snapshot',
    worlds: '/worlds',
    world: '/worlds/:world',
  },
  controlBase: '/sandbox/v1',
  console: { page: '/', customer: '/console/customers/:bank/:loginId' },
  openApi: { bank: '/openapi/bank.json', sandbox: '/openapi/sandbox.json' },
  stylesheet: '/assets/bank.css',
} as const;

/** A path with its parameters filled in. */
export function pathTo(route: string, parameters: Readonly<Record<string, string>> = {}): string {
  return route.replace(/:([A-Za-z]+)/g, (_, name: string) => encodeURIComponent(parameters[name] ?? ''));
}
