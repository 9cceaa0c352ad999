import { useEffect, useState, type RefObject } from 'react';
import type { Size } from './zoom';

const NOTHING: Size = { width: 0, height: 0 };

/** Inner size of an element, in CSS pixels, kept current. */
export function useBoxSize(ref: RefObject<HTMLElement | null>): Size {
  const [size, setSize] = useState(NOTHING);
  useEffect(() => {
    const element = ref.current;
    if (!element) return;
    const measure = () => setSize({ width: element.clientWidth, height: element.clientHeight });
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [ref]);
  return size;
}
