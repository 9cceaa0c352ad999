import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { useHotkeys } from './hotkeys';

function Probe({ log }: { readonly log: string[] }) {
  useHotkeys({
    j: () => log.push('j'),
    '?': () => log.push('?'),
    'mod+k': () => log.push('mod+k'),
    'shift+ArrowDown': () => log.push('shift+ArrowDown'),
  });
  return <input aria-label="field" />;
}

const show = () => {
  const log: string[] = [];
  render(<Probe log={log} />);
  return log;
};

describe('hotkeys', () => {
  afterEach(cleanup);

  it('fire on the page, also shifted characters and combinations', () => {
    const log = show();
    fireEvent.keyDown(document.body, { key: 'J' });
    fireEvent.keyDown(document.body, { key: '?', shiftKey: true });
    fireEvent.keyDown(document.body, { key: 'ArrowDown', shiftKey: true });
    expect(log).toEqual(['j', '?', 'shift+ArrowDown']);
  });

  it('never fire single keys from a field, but combinations do', () => {
    const log = show();
    fireEvent.keyDown(screen.getByLabelText('field'), { key: 'j' });
    fireEvent.keyDown(screen.getByLabelText('field'), { key: 'k', ctrlKey: true });
    expect(log).toEqual(['mod+k']);
  });

  it('never fire while an input method composes', () => {
    const log = show();
    fireEvent.keyDown(document.body, { key: 'j', isComposing: true });
    fireEvent.keyDown(document.body, { key: 'j', keyCode: 229 });
    expect(log).toEqual([]);
  });
});
