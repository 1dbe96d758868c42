/** The endpoint as a process of its own, as a shop runs it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { freePort } from '#server/operations/testing.ts';

/** @param settings environment variables @returns it and its address, once it listens */
export async function startEndpoint(
  catalogue: string,
  settings: Readonly<Record<string, string>>,
): Promise<{ child: ChildProcess; base: string }> {
  const port = await freePort();
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/server/main.ts'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      ...process.env,
      PORT: String(port),
      TONGKUAN_CATALOGUE: catalogue,
      TONGKUAN_LOG: 'warn',
      TONGKUAN_SEARCHES_PER_MINUTE: '1000000',
      TONGKUAN_CHANGES_PER_MINUTE: '1000000',
      TONGKUAN_MAX_DELAY_MS: '0', // what a busy machine refuses is not measured
      ...settings,
    },
  });
  await once(child.stdout, 'data');
  return { child, base: `http://127.0.0.1:${port}` };
}
