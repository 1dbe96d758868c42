// `npm start`: from a fresh clone to a URL that works. Installs, builds the page, draws the demo catalogue when there is
// none, and serves. PORT, HOST and TONGKUAN_CATALOGUE are read as the server reads them (README).
import { createServer } from 'node:net';
import { build, checkNode, install, start, tsx } from './lib/steps.mjs';

const WANTED_PORT = Number(process.env.PORT ?? 8080);
const PORTS_TO_TRY = 20;

/** True when nothing listens on the port yet. */
function isFree(port, host) {
  return new Promise((answer) => {
    const probe = createServer()
      .once('error', () => answer(false))
      .once('listening', () => probe.close(() => answer(true)))
      .listen(port, host);
  });
}

async function freePort(host) {
  if (process.env.PORT) return WANTED_PORT; // asked for by name: the server says so if it is taken
  for (let port = WANTED_PORT; port < WANTED_PORT + PORTS_TO_TRY; port++) if (await isFree(port, host)) return port;
  return WANTED_PORT;
}

checkNode();
install();
// Side by side: building mostly waits for one core, drawing and embedding takes the other.
const [built, prepared] = await Promise.all([build(), start(process.execPath, tsx('src/catalog/cli.ts', 'demo'))]);
if (built !== 0 || prepared !== 0) {
  console.error(built !== 0 ? '\nBuilding the page failed.' : '\nPreparing the demo catalogue failed.');
  process.exit(1);
}
const port = await freePort(process.env.HOST ?? '127.0.0.1');
process.exitCode = await start(process.execPath, tsx('src/server/main.ts'), {
  env: { ...process.env, PORT: String(port) },
});
