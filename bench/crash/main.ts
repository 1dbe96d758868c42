/**
 * Processes killed with SIGKILL at random moments, and what they left:
 *
 *   npm run bench:crash -- [imports|index] [--kills 50] [--seed 1]
 *
 * `imports`: imports, compared with some that nobody interrupted; `index`: insertions, deletions, compaction, and a change of models.
 * (a minute for every ten kills on two idle cores). Neither: both, one after the other. Ends with 1 when something was wrong.
 */
import { parseArgs } from 'node:util';
import { killImports } from './imports.ts';
import { killIndexes } from './indexes.ts';

const { values, positionals } = parseArgs({
  options: { kills: { type: 'string', default: '50' }, seed: { type: 'string', default: '1' } },
  allowPositionals: true,
});
const benches = { imports: killImports, index: killIndexes };
const [only] = positionals;
if (only !== undefined && !(only in benches)) throw new Error(`imports or index, not ${only}`);

let isSound = true;
for (const [name, bench] of Object.entries(benches)) {
  if (only === undefined || only === name)
    isSound = (await bench(Number(values.kills), Number(values.seed))) && isSound;
}
process.exitCode = isSound ? 0 : 1;
