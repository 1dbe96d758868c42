/** Writes and reads the file of kept data off the main thread: with photos it is tens of megabytes of text. */
import { type ErrorBody, toTongkuanError } from '#core/errors.ts';
import { type KeptData, readDataFile, writeDataFile } from './data-file.ts';

/** Data to be written, or a file to be read. */
export type DataFileQuestion = { readonly write: KeptData } | { readonly read: Blob };
export type DataFileAnswer = { readonly file: Blob } | { readonly data: KeptData } | { readonly error: ErrorBody };

addEventListener('message', ({ data }: MessageEvent<DataFileQuestion>) => {
  answerTo(data).then((answer) => postMessage(answer));
});

async function answerTo(question: DataFileQuestion): Promise<DataFileAnswer> {
  try {
    if ('write' in question) return { file: await writeDataFile(question.write, new Date()) };
    return { data: await readDataFile(question.read) };
  } catch (thrown) {
    return { error: toTongkuanError(thrown, 'DATA_FAILED').toJSON() };
  }
}
