import { describe, expect, it } from 'vitest';
import { shortcutOf, SIMPLE_ACTIONS, TOOL_KEYS } from './shortcuts';

const press = (key: string, more: Partial<KeyboardEvent> = {}) =>
  shortcutOf({
    key,
    ctrlKey: false,
    metaKey: false,
    altKey: false,
    isComposing: false,
    keyCode: 0,
    ...more,
  });

describe('viewer shortcuts', () => {
  it.each([
    ['ArrowDown', { kind: 'scroll', delta: 1 }],
    ['ArrowUp', { kind: 'scroll', delta: -1 }],
    ['PageUp', { kind: 'scroll', delta: -10 }],
    ['Home', { kind: 'jump', to: 'first' }],
    ['1', { kind: 'preset', position: 0 }],
    ['9', { kind: 'preset', position: 8 }],
    ['w', { kind: 'tool', tool: 'window' }],
    ['W', { kind: 'tool', tool: 'window' }],
    ['m', { kind: 'tool', tool: 'probe' }],
    ['k', { kind: 'keyImage' }],
    [' ', { kind: 'cine' }],
    ['0', { kind: 'reset' }],
    ['？', { kind: 'help' }],
    ['Delete', { kind: 'delete' }],
  ])('%s', (key, action) => {
    expect(press(key)).toEqual(action);
  });

  it.each([
    ['z', { ctrlKey: true }, { kind: 'undo' }],
    ['Z', { ctrlKey: true, shiftKey: true }, { kind: 'redo' }],
    ['z', { metaKey: true }, { kind: 'undo' }],
    ['y', { ctrlKey: true }, { kind: 'redo' }],
    ['R', { shiftKey: true }, { kind: 'rotate' }],
    ['?', { shiftKey: true }, { kind: 'help' }],
    ['Escape', {}, { kind: 'cancel' }],
  ])('%s with %o', (key, modifiers, action) => {
    expect(press(key, modifiers)).toEqual(action);
  });

  it('has one key for each thing', () => {
    const keys = [...Object.values(TOOL_KEYS), ...Object.values(SIMPLE_ACTIONS)];
    expect(new Set(keys).size).toBe(keys.length);
  });

  it.each(['Tab', 'F5', 'Process'])('%s is nothing to the viewer', (key) => {
    expect(press(key)).toBeNull();
  });

  it('never fires while an input method composes', () => {
    expect(press('w', { isComposing: true })).toBeNull();
    expect(press('w', { keyCode: 229 })).toBeNull();
  });

  it.each(['ctrlKey', 'metaKey', 'altKey'])(
    'leaves combinations with %s to the system',
    (modifier) => {
      expect(press('p', { [modifier]: true })).toBeNull();
    },
  );
});
