import { Argument, Command } from 'commander';
import { bashCompletion } from './completion/bash.ts';
import { fishCompletion } from './completion/fish.ts';
import { type CompletedCommand, completedCommands } from './completion/tree.ts';
import { withExamples } from './help.ts';

// zsh runs bash's completions.
const zshCompletion = (commands: readonly CompletedCommand[]): string =>
  `autoload -U +X compinit && compinit\nautoload -U +X bashcompinit && bashcompinit\n${bashCompletion(commands)}`;

const scripts = { bash: bashCompletion, zsh: zshCompletion, fish: fishCompletion };

/** `sandbox completion bash|zsh|fish` */
export function completionCommand(): Command {
  const command = new Command('completion')
    .description('print a script with which the shell completes commands, options, banks and login IDs')
    .addArgument(new Argument('<shell>', 'the shell').choices(Object.keys(scripts)))
    .action(async (shell: keyof typeof scripts, _options: unknown, self: Command) => {
      const { profiles } = await import('../bank/profiles/index.ts');
      const root = self.parent ?? self;
      process.stdout.write(scripts[shell](completedCommands(root, Object.keys(profiles))));
    });
  return withExamples(
    command,
    'source <(sandbox completion bash)   # in ~/.bashrc',
    'sandbox completion zsh > ~/.sandbox-completion.zsh   # and source it in ~/.zshrc',
    'sandbox completion fish > ~/.config/fish/completions/sandbox.fish',
  );
}
