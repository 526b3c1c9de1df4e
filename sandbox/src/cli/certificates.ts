import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import type { components } from '../../../openapi/generated/sandbox.ts';
import { pathTo, routes } from '../http/routes.ts';
import { type ConnectionOptions, callControl, controlCommand, download, print } from './control-client.ts';
import { CommandError } from './exit-codes.ts';
import { writeOut } from './files.ts';
import { withExamples } from './help.ts';
import { table } from './table.ts';

type Issued = components['schemas']['ClientCertificate'];
type Certificate = components['schemas']['Certificate'];
type Answer = { certificates: Certificate[]; authority: string; passphrase: string };

async function list(_options: unknown, command: Command): Promise<void> {
  const options = command.optsWithGlobals<ConnectionOptions>();
  const answer = await callControl<Answer>(options, 'GET', routes.control.certificates);
  const rows = answer.certificates.map(({ id, bank, loginId, state, files }) => [id, bank, loginId, state, files.p12]);
  print(options, answer, () =>
    [
      table(['CERTIFICATE', 'BANK', 'LOGIN ID', 'STATE', 'PKCS#12'], rows),
      '',
      `Passphrase of every PKCS#12 file: ${answer.passphrase}`,
      `Sandbox CA: ${answer.authority}`,
    ].join('\n'),
  );
}

async function save(file: string, { output = file }: { output?: string }, command: Command): Promise<void> {
  const options = command.optsWithGlobals<ConnectionOptions>();
  const response = await download(options, pathTo(routes.control.certificate, { file }));
  writeOut(output, new Uint8Array(await response.arrayBuffer()));
  if (output !== '-') print(options, { file: output }, () => `Wrote ${output}.`);
}

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
    const { code } = error as NodeJS.ErrnoException;
    throw new CommandError(`--output ${directory} cannot be written (${code}); choose another directory`);
  }
}

async function issue(commonName: string, { output }: { output: string }, command: Command): Promise<void> {
  const options = command.optsWithGlobals<ConnectionOptions>();
  const issued = await callControl<Issued>(options, 'POST', routes.control.certificates, { commonName });
  const { certificatePem, privateKeyPem, authorityPem, ...rest } = issued;
  const contents = { 'client.pem': certificatePem, 'client.key': privateKeyPem, 'ca.pem': authorityPem };
  const files = writeFiles(output, contents);
  print(options, { ...rest, files }, () =>
    [`Wrote ${files.join(', ')}.`, `tls_client_auth_subject_dn: ${rest.subjectDn}`].join('\n'),
  );
}

const revoking = (method: 'PUT' | 'DELETE') => async (id: string, _options: unknown, command: Command) => {
  const options = command.optsWithGlobals<ConnectionOptions>();
  const path = pathTo(routes.control.revocation, { certificate: id });
  const certificate = await callControl<Certificate>(options, method, path);
  print(options, certificate, () => `${certificate.id} is ${certificate.state}.`);
};

/** `sandbox certificates [list|download FILE|issue NAME|revoke ID|restore ID]` */
export function certificatesCommand(): Command {
  const listing = controlCommand('list').description('list them').action(list);
  const saving = controlCommand('download')
    .description("save a certificate's file: ID.p12 (for a browser), ID.pem, ID.key; ca.pem is the sandbox CA")
    .argument('<name>', 'its name, such as suzuki-valid.p12')
    .option('--output <file>', 'where to; - is standard output (default: its name)')
    .action(save);
  const issuing = controlCommand('issue')
    .description('issue a TLS client certificate for your app, by the sandbox CA')
    .argument('<common-name>', 'CN of its subject')
    .option('--output <dir>', 'where client.pem, client.key and ca.pem are written', '.')
    .action(issue);
  const onOne = (name: string, description: string, method: 'PUT' | 'DELETE') =>
    controlCommand(name)
      .description(description)
      .argument('<certificate>', 'its id, such as suzuki-valid')
      .action(revoking(method));
  const command = controlCommand('certificates')
    .description('list the client certificates and where to download them; save, issue, revoke one')
    .action(list)
    .addCommand(withExamples(listing, 'sandbox certificates list --json'))
    .addCommand(
      withExamples(
        saving,
        'sandbox certificates download suzuki-valid.p12',
        'sandbox certificates download ca.pem --output sandbox-ca.pem',
      ),
    )
    .addCommand(
      withExamples(onOne('revoke', 'revoke one from now on', 'PUT'), 'sandbox certificates revoke suzuki-valid'),
    )
    .addCommand(
      withExamples(onOne('restore', 'take a revocation back', 'DELETE'), 'sandbox certificates restore suzuki-valid'),
    )
    .addCommand(withExamples(issuing, "sandbox certificates issue 'Example Accounting' --output app-certificate"));
  return withExamples(command, 'sandbox certificates', 'sandbox certificates download ca.pem');
}
