/** `keys add | list | revoke`: who may manage a catalogue through the endpoint. A running endpoint heeds changes at once. */
import { type Command, InvalidArgumentError, Option } from 'commander';
import { KEY_SCOPES, type KeyRecord, type KeyScope } from '#core/keys.ts';
import { addKey, readKeys, revokeKey } from '../keys/key-file.ts';
import { catalogueOption, wholeNumber } from '../options.ts';
import { catalogueOf, tenantOption, tenantsOption } from '../tenant.ts';
import { answer, say } from '../terminal.ts';

const DAY_MS = 24 * 3_600_000;

interface Where {
  readonly catalogue: string;
  readonly tenant?: string;
  readonly tenants?: string;
}

interface AddOptions extends Where {
  readonly scope: KeyScope;
  readonly name: string;
  readonly days?: number;
}

/** Adds the commands. */
export function addKeys(program: Command): void {
  const keys = program.command('keys').description('keys for managing a catalogue through the endpoint (docs/api.md)');
  const sub = (name: string) =>
    keys.command(name).addOption(catalogueOption()).addOption(tenantOption()).addOption(tenantsOption());
  sub('add')
    .description('make a key; it is shown this once, as {"key",…} on stdout')
    .addOption(
      new Option('--scope <scope>', 'read: look at products; write: also change them')
        .choices(KEY_SCOPES)
        .default('read'),
    )
    .option('--name <text>', 'what you call it', keyName, '')
    .option('--days <number>', 'valid for so many days; else until it is revoked', wholeNumber)
    .action(add);
  sub('list').description('all keys, a JSON line each; never the keys themselves').action(list);
  sub('revoke').description('refuse a key from now on').argument('<id>', 'its id, as list says it').action(revoke);
  for (const command of keys.commands) command.copyInheritedSettings(keys);
}

async function add({ scope, name, days, ...where }: AddOptions): Promise<void> {
  const expires = days === undefined ? null : new Date(Date.now() + days * DAY_MS).toISOString();
  const { key, record } = await addKey(await catalogueOf(where), { scope, name, expires });
  await answer({ key, ...shown(record) });
  say('Keep it now: only its hash is stored.');
}

async function list(where: Where): Promise<void> {
  for (const record of await readKeys(await catalogueOf(where))) await answer(shown(record));
}

async function revoke(id: string, where: Where): Promise<void> {
  await answer(shown(await revokeKey(await catalogueOf(where), id)));
}

function shown({ hash: _, ...rest }: KeyRecord) {
  return rest;
}

function keyName(text: string): string {
  if (text.length > 100) throw new InvalidArgumentError('At most 100 characters, please.');
  return text;
}
