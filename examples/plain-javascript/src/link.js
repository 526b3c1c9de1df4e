'use strict';

const { createServer } = require('node:http');
const { LinkageDeniedError } = require('@renkei/sdk');
const { bank, port } = require('./bank.js');

// #region link
/** @typedef {import('@renkei/sdk').Linkage} Linkage */

/**
 * Links a customer: sends him to the bank and waits until he is back.
 *
 * @param {(url: string) => void} show how he gets to know where to go
 * @returns {Promise<Linkage>}
 */
async function link(show) {
  const { url, pending } = await bank.start({ services: ['balances', 'transactions'] });
  show(url);
  return bank.complete(await nextCallback(), pending);
}

/**
 * The URL with which the bank sends the customer's browser back.
 *
 * @returns {Promise<string>}
 */
function nextCallback() {
  return new Promise((resolve, reject) => {
    const server = createServer(({ url = '/' }, response) => {
      response.setHeader('Connection', 'close').end('Back from the bank: see your terminal.');
      server.close();
      resolve(url);
    });
    server.once('error', reject).listen(port, 'localhost');
  });
}
// #endregion

async function main() {
  const linkage = await link((url) => console.log(`Open this, and log in as sato / sato-pw1:\n${url}`));
  console.log(`Linked. Read it whenever you like:\nnode src/read.js ${linkage.id}`);
}

main().catch((error) => {
  console.error(error instanceof LinkageDeniedError ? 'The customer refused.' : error.message);
  process.exitCode = 1;
});
