/** What is installed on servers: Dockerfile, systemd units, proxies. Tools that are not here are named, and their part is skipped. */
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { validate } from 'dockerfile-utils';
import { afterAll, describe, expect, test } from 'vitest';
import { TongkuanError } from '#core/errors.ts';
import { SETTINGS } from '#server/operations/settings.ts';

const ROOT = join(import.meta.dirname, '..');
const DEPLOY = join(ROOT, 'deploy');
const scratch = mkdtempSync(join(tmpdir(), 'tongkuan-deploy-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const read = (...path: string[]) => readFileSync(join(ROOT, ...path), 'utf8');

/** True where the tool is; else it is said aloud that something was not checked. */
function has(tool: string): boolean {
  const found = spawnSync('sh', ['-c', `command -v ${tool}`]).status === 0;
  if (!found) console.warn(`\n*** SKIPPED: ${tool} is not installed; its configuration was not checked by it. ***\n`);
  return found;
}

function run(command: string, ...args: string[]) {
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8' });
  return { status, output: `${stdout}${stderr}` };
}

describe('the Dockerfile', () => {
  const text = read('Dockerfile');
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  const last = lines.slice(lines.findLastIndex((line) => line.startsWith('FROM ')));

  test('is one in which the linter finds nothing', () => {
    const problems = validate(text).map(({ message, range }) => `line ${range.start.line + 1}: ${message}`);
    expect(problems).toEqual([]);
    expect(validate('FROM node\nRUNN x\nENTRYPOINT a\n').length).toBeGreaterThan(0); // it does look
  });

  test('ends in a stage without development packages, that runs as an ordinary user', () => {
    expect(text.match(/^FROM /gm)).toHaveLength(3);
    expect(text).toMatch(/AS packages[\s\S]*--omit=dev[\s\S]*FROM/);
    expect(last.filter((line) => line.startsWith('RUN'))).toEqual(['RUN mkdir -p /data && chown node:node /data']);
    const user = last.indexOf('USER node');
    expect(user).toBeGreaterThan(0);
    expect(last.slice(user).some((line) => /^(RUN|COPY|ADD)/.test(line))).toBe(false);
    expect(last.at(-1)).toMatch(/^CMD \["node", /);
    expect(last.some((line) => line.startsWith('HEALTHCHECK '))).toBe(true);
  });

  test('names images by name and version only, and copies nothing that is not there', () => {
    for (const [, image] of text.matchAll(/^FROM (\S+)/gm)) expect(image).toMatch(/^[a-z]+:\d[\w.-]*$/);
    const copied = [...text.matchAll(/^COPY (?!--from)(.+) \.\S*$/gm)].flatMap(([, names]) =>
      (names as string).split(' '),
    );
    expect(copied.filter((name) => !existsSync(join(ROOT, name)))).toEqual([]);
    const ignored = read('.dockerignore');
    for (const name of new Set(copied.filter((each) => each !== '.'))) expect(ignored).toContain(`!${name}`);
    for (const secret of ['data', '.git', '.cache', 'node_modules']) expect(ignored).not.toContain(`!${secret}`);
  });

  test('sets only settings that exist', () => {
    const known = [...Object.values(SETTINGS).map(({ env }) => env as string), 'NODE_ENV'];
    const set = [...text.matchAll(/\b([A-Z_]+)=/g)].map(([, name]) => name);
    expect(set.filter((name) => !known.includes(name as string))).toEqual([]);
  });
});

describe('systemd units', () => {
  const units = readdirSync(DEPLOY).filter((name) => /\.(service|timer)$/.test(name));
  const services = units.filter((name) => name.endsWith('.service'));

  test.each(services)('%s runs as nobody, and writes its state only', (name) => {
    const text = read('deploy', name);
    for (const line of ['DynamicUser=yes', 'ProtectSystem=strict', 'NoNewPrivileges=yes', 'StateDirectory=tongkuan']) {
      expect(text).toContain(`\n${line}\n`);
    }
    expect(text).not.toMatch(/MemoryDenyWriteExecute=yes/); // V8 would not start
  });

  test('are ones in which systemd finds nothing wrong', () => {
    if (!has('systemd-analyze')) return;
    for (const name of units) {
      // paths of this machine in place of those of a server
      const text = read('deploy', name).replaceAll('/usr/bin/node', process.execPath).replaceAll('/opt/tongkuan', ROOT);
      writeFileSync(join(scratch, name), text);
    }
    const { status, output } = run(
      'systemd-analyze',
      'verify',
      '--man=no',
      ...units.map((name) => join(scratch, name)),
    );
    expect(output.split('\n').filter((line) => line.includes('tongkuan'))).toEqual([]);
    expect(status, output).toBe(0);
  });

  test.each(services)('%s is exposed little, as systemd counts', (name) => {
    if (!has('systemd-analyze')) return;
    const file = join(scratch, `security-${name}`);
    copyFileSync(join(DEPLOY, name), file);
    const { output } = run('systemd-analyze', 'security', '--offline=true', '--no-pager', file);
    const exposure = /Overall exposure level[^:]*: ([\d.]+)/.exec(output)?.[1];
    if (exposure === undefined)
      return console.warn(`\n*** SKIPPED: this systemd-analyze does not count exposure ***\n`);
    expect(Number(exposure)).toBeLessThan(2.5);
  });
});

describe('proxies', () => {
  const nginx = read('deploy', 'nginx.conf');
  const caddy = read('deploy', 'Caddyfile');

  test('bound bodies as the endpoint does, and say truly who asks', () => {
    expect(nginx).toContain('proxy_set_header X-Forwarded-For $remote_addr;');
    expect(nginx).not.toContain('$proxy_add_x_forwarded_for');
    expect(nginx).toMatch(/return 301 https:/);
    expect(nginx).toContain(JSON.stringify({ error: new TongkuanError('BODY_TOO_LARGE').toJSON() }));
    expect(caddy).not.toMatch(/^\s*(request_body|health_uri)/m); // one cuts connections, the other takes an empty shop away
    expect(nginx.match(/^ {4}access_log off;/gm)).toHaveLength(2); // nginx's would hold addresses and words searched for
    for (const text of [nginx, caddy]) expect(text).toContain('Strict-Transport-Security');
  });

  test('nginx takes its configuration', () => {
    if (!has('nginx') || !has('openssl')) return;
    const [key, cert] = [join(scratch, 'key.pem'), join(scratch, 'cert.pem')];
    const made = run(
      'openssl',
      'req',
      '-x509',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-days',
      '1',
      '-subj',
      '/CN=shop.example',
      '-keyout',
      key,
      '-out',
      cert,
    );
    expect(made.status, made.output).toBe(0);
    const site = nginx.replace(/\/etc\S+fullchain\.pem/, cert).replace(/\/etc\S+privkey\.pem/, key);
    const file = join(scratch, 'nginx.conf');
    writeFileSync(file, `pid ${join(scratch, 'pid')};\nerror_log stderr;\nevents {}\nhttp {\n${site}\n}\n`);
    const { status, output } = run('nginx', '-t', '-c', file, '-p', scratch);
    expect(status, output).toBe(0);
  });

  test('Caddy takes its configuration', () => {
    if (!has('caddy')) return;
    const { status, output } = run(
      'caddy',
      'validate',
      '--adapter',
      'caddyfile',
      '--config',
      join(DEPLOY, 'Caddyfile'),
    );
    expect(status, output).toBe(0);
  });
});
