// A test process that asks a sandbox through MSW.
import { createSandbox } from '@renkei/sandbox';
import { bankHandlers } from '@renkei/sandbox/msw';
import { setupServer } from 'msw/node';

const sandbox = await createSandbox({ origin: 'http://localhost:4990' });
setupServer(...bankHandlers(sandbox)).listen();
const response = await fetch('http://localhost:4990/gunma/.well-known/oauth-authorization-server');
await response.json();
console.log(response.status);
process.exit();
