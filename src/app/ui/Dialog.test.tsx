// @vitest-environment jsdom
import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Dialog } from './Dialog.tsx';

const close = vi.fn(function (this: HTMLDialogElement) {
  inPageWhenClosed.push(this.isConnected);
});
const inPageWhenClosed: boolean[] = [];

beforeEach(() => {
  inPageWhenClosed.length = 0;
  HTMLDialogElement.prototype.showModal = function (this: HTMLDialogElement) {
    this.open = true;
  };
  HTMLDialogElement.prototype.close = close;
});
afterEach(cleanup);

const dialog = (title: string) => (
  <Dialog title={title} closeLabel="Close" onClose={() => {}}>
    <p>words</p>
  </Dialog>
);

test('it is closed while it is still in the page, so that the browser gives the focus back', () => {
  const { unmount } = render(dialog('Filter'));
  unmount();
  expect(inPageWhenClosed).toEqual([true]);
});

test('when it shows something else, the focus is on what that is', () => {
  const { rerender } = render(dialog('Saved'));
  const heading = screen.getByRole('heading', { name: 'Saved' });
  expect(document.activeElement).not.toBe(heading);
  rerender(dialog('Comparison'));
  expect(document.activeElement).toBe(heading);
});
