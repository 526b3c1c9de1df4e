import { checkClientCertificates } from './client-certificates.ts';
import { checkData } from './data.ts';
import type { Check, Finding, SetUp } from './finding.ts';
import { checkLocalhost } from './localhost.ts';
import { checkMachineClock } from './machine-clock.ts';
import { checkNode } from './node.ts';
import { checkPackages } from './packages.ts';
import { checkPorts } from './ports.ts';
import { checkProxy } from './proxy.ts';
import { checkRunning } from './running.ts';
import { checkTlsVerification } from './tls-verification.ts';
import { checkWorldFile } from './world-file.ts';

const checks: readonly Check[] = [
  checkNode,
  checkPackages,
  checkRunning,
  checkPorts,
  checkLocalhost,
  checkProxy,
  checkTlsVerification,
  checkClientCertificates,
  checkMachineClock,
  checkWorldFile,
  checkData,
];

/** Carries all checks out. */
export async function examine(setUp: SetUp): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  // One after the other: they try the same ports.
  for (const check of checks) findings.push(...(await check(setUp)));
  return findings;
}
