// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeAll, expect, test, vi } from 'vitest';
import { PageProvider } from '#app/page.tsx';
import type { InstallWay } from '#app/services/install.ts';
import { testPage } from '#app/testing.ts';
import { InstallNote } from './InstallNote.tsx';

beforeAll(() => {
  // jsdom knows no modal dialogs
  HTMLDialogElement.prototype.showModal ??= function (this: HTMLDialogElement) {
    this.open = true;
  };
  HTMLDialogElement.prototype.close ??= () => {};
});
afterEach(cleanup);

function shown(way: InstallWay) {
  const page = testPage();
  page.installOffer.canInstall(way);
  render(
    <PageProvider value={page}>
      <InstallNote />
    </PageProvider>,
  );
  return page.installOffer;
}

test('is not there before the page was of use; a tap asks the browser, once', async () => {
  const ask = vi.fn(async () => {});
  const offer = shown({ kind: 'prompt', ask });
  expect(screen.queryByTestId('install-note')).toBeNull();
  act(() => offer.saved());
  await act(async () => void fireEvent.click(screen.getByTestId('install')));
  expect(ask).toHaveBeenCalledTimes(1);
  expect(screen.queryByTestId('install-note')).toBeNull();
});

test('on iOS it shows how a person does it', () => {
  const offer = shown({ kind: 'ios' });
  act(() => offer.saved());
  fireEvent.click(screen.getByTestId('install'));
  expect(screen.getByTestId('ios-steps').textContent).toContain('Add to Home Screen');
});

test('"not now" takes it away', () => {
  const offer = shown({ kind: 'ios' });
  act(() => offer.saved());
  fireEvent.click(screen.getByTestId('install-later'));
  expect(screen.queryByTestId('install-note')).toBeNull();
});
