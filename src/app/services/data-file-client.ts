/** The file of kept data, seen from the page: one short-lived worker for each. */
import { TongkuanError } from '#core/errors.ts';
import type { KeptData } from './data-file.ts';
import type { DataFileAnswer, DataFileQuestion } from './data-file-worker.ts';

export interface DataFile {
  write(data: KeptData): Promise<Blob>;
  /** @throws DATA_TOO_LARGE, DATA_VERSION, DATA_INVALID, DATA_FAILED */
  read(file: Blob): Promise<KeptData>;
}

export function createDataFile(createWorker = newWorker): DataFile {
  return {
    async write(data) {
      const answer = await ask(createWorker(), { write: data });
      if ('file' in answer) return answer.file;
      throw failure(answer);
    },
    async read(file) {
      const answer = await ask(createWorker(), { read: file });
      if ('data' in answer) return answer.data;
      throw failure(answer);
    },
  };
}

function newWorker(): Worker {
  return new Worker(new URL('./data-file-worker.ts', import.meta.url), { type: 'module' });
}

async function ask(worker: Worker, question: DataFileQuestion): Promise<DataFileAnswer> {
  try {
    return await new Promise((resolve, reject) => {
      worker.onmessage = ({ data }: MessageEvent<DataFileAnswer>) => resolve(data);
      worker.onerror = () => reject(new TongkuanError('DATA_FAILED'));
      worker.onmessageerror = () => reject(new TongkuanError('DATA_FAILED'));
      worker.postMessage(question);
    });
  } finally {
    worker.terminate();
  }
}

function failure(answer: DataFileAnswer): TongkuanError {
  if (!('error' in answer)) return new TongkuanError('DATA_FAILED');
  return new TongkuanError(answer.error.code, answer.error.details);
}
