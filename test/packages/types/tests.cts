// From CommonJS there is MSW alone.
import sandboxes = require('@renkei/sandbox');
import msw = require('@renkei/sandbox/msw');

const handlers = (sandbox: sandboxes.Sandbox) => msw.bankHandlers(sandbox);
// @ts-expect-error: a function, not any
const never: number = handlers;

export = { handlers, never };
