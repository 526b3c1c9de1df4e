import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Runs the machine's openssl in a folder that has these files; answers its exit code and all that it said. */
export async function openssl(args: string[], files: Record<string, string | Uint8Array>) {
  const folder = await mkdtemp(join(tmpdir(), 'renkei-pki-'));
  try {
    for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content);
    return await new Promise<{ code: number; output: string }>((resolve) => {
      const child = execFile('openssl', args, { cwd: folder }, (_error, stdout, stderr) => {
        resolve({ code: child.exitCode ?? -1, output: stdout + stderr });
      });
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
