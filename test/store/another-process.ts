import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** Starts another Node process that opens the world in a directory, freezes its clock at 0, and keeps it open. */
export async function openInAnotherProcess(directory: string): Promise<ChildProcess> {
  const program = fileURLToPath(new URL('open-and-wait.ts', import.meta.url));
  const child = spawn(process.execPath, ['--no-warnings', program, directory], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await new Promise<void>((resolve, reject) => {
    child.stdout.once('data', () => resolve());
    child.once('exit', (code) => reject(new Error(`the other process ended with ${code}`)));
  });
  return child;
}

/** Ends it at once, as a power cut would. */
export function kill(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve();
    child.once('exit', () => resolve());
    child.kill('SIGKILL');
  });
}
