import type { Command } from 'commander';
import type { components } from '../../../openapi/generated/sandbox.ts';
import { pathTo, routes } from '../http/routes.ts';
import { type ConnectionOptions, callControl, controlCommand, download, print } from './control-client.ts';
import { writeOut } from './files.ts';
import { withExamples } from './help.ts';
import { table } from './table.ts';

type Answer = { certificates: components['schemas']['Certificate'][]; authority: string; passphrase: string };

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

/** `sandbox certificates [list|download FILE]` */
export function certificatesCommand(): Command {
  const saving = controlCommand('download')
    .description("save a certificate's file: ID.p12 (for a browser), ID.pem, ID.key; ca.pem is the sandbox CA")
    .argument('<name>', 'its name, such as suzuki-valid.p12')
    .option('--output <file>', 'where to; - is standard output (default: its name)')
    .action(save);
  const command = controlCommand('certificates')
    .description('list the client certificates and where to download them, or save one')
    .action(list)
    .addCommand(
      withExamples(controlCommand('list').description('list them').action(list), 'sandbox certificates list --json'),
    )
    .addCommand(
      withExamples(
        saving,
        'sandbox certificates download suzuki-valid.p12',
        'sandbox certificates download ca.pem --output sandbox-ca.pem',
      ),
    );
  return withExamples(command, 'sandbox certificates', 'sandbox certificates download ca.pem');
}
