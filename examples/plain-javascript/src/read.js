'use strict';

const { LinkageEndedError, LinkageNotFoundError } = require('@renkei/sdk');
const { bank } = require('./bank.js');

// #region read
/**
 * Prints the statements of a linkage, tab-separated.
 *
 * @param {string} linkageId
 */
async function read(linkageId) {
  const linkage = await bank.open(linkageId);
  for await (const { accountId } of linkage.accounts()) {
    for await (const { bookDate, direction, amount, description } of linkage.transactions(accountId)) {
      console.log([accountId, bookDate, direction === '1' ? amount : -amount, description].join('\t'));
    }
  }
}
// #endregion

read(process.argv[2] ?? '').catch((error) => {
  const isOver = error instanceof LinkageEndedError || error instanceof LinkageNotFoundError;
  console.error(isOver ? `${error.message}: node src/link.js` : error.message);
  process.exitCode = 1;
});
