import type { Command } from 'commander';
import type { components } from '../../../openapi/generated/sandbox.ts';
import { type ConnectionOptions, callControl, controlCommand, print } from './control-client.ts';
import { table } from './table.ts';

type Answer = { certificates: components['schemas']['Certificate'][]; authority: string; passphrase: string };

/** `sandbox certificates` */
export function certificatesCommand(): Command {
  return controlCommand('certificates')
    .description('list the client certificates and where to download them')
    .action(async (options: ConnectionOptions) => {
      const answer = await callControl<Answer>(options, 'GET', '/certificates');
      const rows = answer.certificates.map(({ id, bank, loginId, state, files }) => [
        id,
        bank,
        loginId,
        state,
        files.p12,
      ]);
      print(options, answer, () =>
        [
          table(['CERTIFICATE', 'BANK', 'LOGIN ID', 'STATE', 'PKCS#12'], rows),
          '',
          `Passphrase of every PKCS#12 file: ${answer.passphrase}`,
          `Sandbox CA: ${answer.authority}`,
        ].join('\n'),
      );
    });
}
