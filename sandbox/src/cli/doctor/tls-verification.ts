import { type Check, warning } from './finding.ts';

/** Whether Node.js is told to believe every certificate. */
export const checkTlsVerification: Check = () => {
  if (process.env.NODE_TLS_REJECT_UNAUTHORIZED !== '0') return [];
  const message = 'NODE_TLS_REJECT_UNAUTHORIZED=0: Node.js believes every server certificate';
  const next =
    'unset it, and trust the sandbox CA instead: NODE_EXTRA_CA_CERTS=sandbox-ca.pem (sandbox certificates download ca.pem)';
  return [warning('TLS', message, next)];
};
