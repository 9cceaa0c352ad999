import { useEffect, useState, type RefObject } from 'react';

export type FrameSize = { readonly width: number; readonly height: number };

const NOTHING: FrameSize = { width: 0, height: 0 };

/** Inner size of an element in CSS pixels, without its scrollbars. */
export function useFrameSize(frame: RefObject<HTMLElement | null>): FrameSize {
  const [size, setSize] = useState(NOTHING);
  useEffect(() => {
    const element = frame.current;
    if (!element) return;
    const observer = new ResizeObserver(() => {
      const { clientWidth: width, clientHeight: height } = element;
      setSize((before) =>
        before.width === width && before.height === height ? before : { width, height },
      );
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [frame]);
  return size;
}
