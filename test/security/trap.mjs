// Loaded into a process before everything else: writes down whom it tries to reach, and lets it reach this machine alone.

import dns from 'node:dns';
import { appendFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import net from 'node:net';

const isHere = (host) => host === undefined || /^(localhost|127\.[\d.]+|::1|\[::1\]|0\.0\.0\.0|::)$/.test(host);
const note = (what) => appendFileSync(process.env.TRAP_FILE, `${what}\n`);

const { connect } = net.Socket.prototype;
net.Socket.prototype.connect = function (...args) {
  const [first] = Array.isArray(args[0]) ? args[0] : args;
  const host = typeof first === 'object' ? (first.path ?? first.host) : args[1];
  if (isHere(typeof host === 'string' ? host : undefined)) return connect.apply(this, args);
  note(`connect ${host}`);
  throw new Error(`a connection to ${host} was trapped`);
};
for (const of of [dns, dns.promises]) {
  for (const name of Object.keys(of).filter((key) => /^(lookup|lookupService|resolve|reverse)/.test(key))) {
    const before = of[name];
    of[name] = (host, ...rest) => {
      if (!isHere(host)) note(`${name} ${host}`);
      return before.call(of, host, ...rest);
    };
  }
}
syncBuiltinESMExports();
note('ready');
