// jest-fixed-jsdom brings back most of Node's globals. The PKCE of OAuth needs these too, and Express, as an ES module.
const { webcrypto } = require('node:crypto');
const { setImmediate } = require('node:timers');

Object.defineProperty(globalThis, 'crypto', { value: webcrypto, configurable: true });
globalThis.setImmediate = setImmediate;
