import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './steps.mjs';

const NEEDED = 'import numpy, onnxruntime, ai_edge_litert, PIL, pytest';

/** A Python that can run training/tests: TONGKUAN_PYTHON, the project's .venv, else the system's; null when none can. */
export function findPython() {
  const venv = join(ROOT, '.venv', process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python');
  const candidates = [process.env.TONGKUAN_PYTHON, existsSync(venv) ? venv : null, 'python3'].filter(Boolean);
  return candidates.find((python) => spawnSync(python, ['-c', NEEDED]).status === 0) ?? null;
}
