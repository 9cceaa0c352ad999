import { describe, expect, it } from 'vitest';
import type { DisplaySet } from '../../../shared/domain/imaging/displaySet';
import { arrangementShelf } from './arrangement';

const sets = ['a', 'b'].map((id) => ({ id }) as DisplaySet);

function aStorage(text: string | null = null) {
  const held = { text };
  return {
    held,
    getItem: () => held.text,
    setItem: (_key: string, value: string) => void (held.text = value),
  };
}

describe('the arrangement of a window', () => {
  it('is read as it was kept', () => {
    const shelf = arrangementShelf(aStorage(), 'x');
    const kept = { layout: '1x2', setIds: ['b', null], active: 1 } as const;
    shelf.keep({ ...kept, setIds: [...kept.setIds] });
    expect(shelf.read(sets)).toEqual(kept);
  });

  it('leaves a place empty whose series is gone, and is nothing when all are', () => {
    const shelf = arrangementShelf(
      aStorage('{"layout":"1x2","setIds":["b","gone"],"active":0}'),
      'x',
    );
    expect(shelf.read(sets)?.setIds).toEqual(['b', null]);
    expect(shelf.read(sets.slice(0, 1))).toBeNull();
  });

  it.each(['no json', '{"layout":"9x9","setIds":["a"],"active":0}', '[]'])(
    'is nothing where %s is kept',
    (text) => {
      expect(arrangementShelf(aStorage(text), 'x').read(sets)).toBeNull();
    },
  );

  it('is not kept where the storage is full, and nothing breaks', () => {
    const setItem = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
    const shelf = arrangementShelf({ ...aStorage(), setItem }, 'x');
    expect(() => shelf.keep({ layout: '1x1', setIds: ['a'], active: 0 })).not.toThrow();
  });
});
