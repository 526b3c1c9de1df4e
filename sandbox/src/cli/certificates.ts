import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import type { components } from '../../../openapi/generated/sandbox.ts';
import { CommandError, type ConnectionOptions, callControl, controlCommand, print } from './control-client.ts';
import { table } from './table.ts';

type Answer = { certificates: components['schemas']['Certificate'][]; authority: string; passphrase: string };

type Issued = components['schemas']['ClientCertificate'];

function writeFiles(directory: string, files: Readonly<Record<string, string>>): string[] {
  try {
    mkdirSync(directory, { recursive: true });
    return Object.entries(files).map(([name, text]) => {
      const path = join(directory, name);
      // A key is for its owner.
      writeFileSync(path, text, { mode: 0o600 });
      return path;
    });
  } catch (error) {
    throw new CommandError(
      `--out ${directory} cannot be written (${(error as NodeJS.ErrnoException).code}); choose another directory`,
    );
  }
}

function issueCommand(): Command {
  return controlCommand('issue')
    .description('issue a TLS client certificate for your app, by the sandbox CA')
    .argument('<common-name>', 'CN of its subject')
    .option('--out <dir>', 'where client.pem, client.key and ca.pem are written', '.')
    .action(async (commonName: string, { out }: { out: string }, command: Command) => {
      const options = command.optsWithGlobals<ConnectionOptions>();
      const issued = await callControl<Issued>(options, 'POST', '/certificates', { commonName });
      const { certificatePem, privateKeyPem, authorityPem, ...rest } = issued;
      const contents = { 'client.pem': certificatePem, 'client.key': privateKeyPem, 'ca.pem': authorityPem };
      const files = writeFiles(out, contents);
      print(options, { ...rest, files }, () =>
        [`Wrote ${files.join(', ')}.`, `tls_client_auth_subject_dn: ${rest.subjectDn}`].join('\n'),
      );
    });
}

/** `sandbox certificates [issue NAME]` */
export function certificatesCommand(): Command {
  return controlCommand('certificates')
    .description('list the client certificates and where to download them')
    .addCommand(issueCommand())
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
