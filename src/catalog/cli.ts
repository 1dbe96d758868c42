/** The command line: `npm run -s tongkuan -- <command>`. Commands load what they need when they run. */
import { Command, CommanderError } from 'commander';
import { addDelete } from './commands/delete.ts';
import { addDemo } from './commands/demo.ts';
import { addDemoReal } from './commands/demo-real.ts';
import { addDescribe } from './commands/describe.ts';
import { addImport } from './commands/import.ts';
import { addKeys } from './commands/keys.ts';
import { addSearch } from './commands/search.ts';
import { addStats } from './commands/stats.ts';
import { addVerify } from './commands/verify.ts';
import { exitCodeOf, listenForSignals, say, sayError, stopSignal } from './terminal.ts';

function createProgram(): Command {
  const program = new Command('tongkuan')
    .description(
      'Same-style product search: look at pictures, keep the catalogue. DEBUG=1 shows where errors come from.',
    )
    .exitOverride()
    .showHelpAfterError('(--help shows what there is)');
  for (const add of [addDescribe, addImport, addDelete, addSearch, addStats, addVerify, addKeys, addDemo, addDemoReal])
    add(program);
  for (const command of program.commands) command.copyInheritedSettings(program);
  return program;
}

listenForSignals();
try {
  await createProgram().parseAsync();
} catch (thrown) {
  // commander has said what it did not understand; asking for help is no error
  if (thrown instanceof CommanderError) process.exitCode = thrown.exitCode === 0 ? 0 : 2;
  else if (!stopSignal.aborted) process.exitCode = exitCodeOf(sayError(thrown));
  else say('Stopped.');
}
