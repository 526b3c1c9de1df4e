'use strict';

const { join } = require('node:path');
const { BankLink } = require('@renkei/sdk');
const { FileTokenStore } = require('@renkei/sdk/node');

const { ISSUER = 'http://localhost:4400/gunma', PORT = '3000' } = process.env;

/** The bank, as this app is registered there. A linkage is kept in a file, so that tomorrow's run finds it. */
const bank = new BankLink({
  issuer: ISSUER,
  clientId: 'demo-accounting',
  clientSecret: 'sandbox-demo-secret',
  redirectUri: `http://localhost:${PORT}/callback`,
  tokenStore: new FileTokenStore(process.env.LINKAGES ?? join(__dirname, '../linkages')),
});

module.exports = { bank, port: Number(PORT) };
