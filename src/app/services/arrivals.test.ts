import { afterEach, expect, test, vi } from 'vitest';
import { watchOpenedFiles } from './arrivals.ts';

afterEach(() => vi.unstubAllGlobals());

test('files opened with the app are handed on; those that are gone are told of', async () => {
  let open: (launch: { files: readonly { getFile(): Promise<File> }[] }) => void = () => {};
  const launchQueue = {
    setConsumer: (consume: typeof open) => {
      open = consume;
    },
  };
  vi.stubGlobal('window', { launchQueue });
  const [onFiles, onFail] = [vi.fn(), vi.fn()];
  watchOpenedFiles(onFiles, onFail);
  const file = new File(['x'], 'street.jpg', { type: 'image/jpeg' });
  const gone = { getFile: () => Promise.reject(new DOMException('moved away', 'NotFoundError')) };
  open({ files: [{ getFile: async () => file }, gone] });
  await vi.waitFor(() => expect(onFail).toHaveBeenCalledWith(expect.objectContaining({ code: 'PICTURE_UNREADABLE' })));
  expect(onFiles).toHaveBeenCalledExactlyOnceWith([file]);
});
