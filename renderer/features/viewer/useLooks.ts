import { useCallback, useMemo, useRef } from 'react';
import type { StoreApi } from 'zustand';
import { fieldOfArea } from '../../../shared/domain/imaging/annotations/shownArea';
import { imagePlaneOf } from '../../../shared/domain/imaging/imagePlane';
import type { PictureLook, ViewportHandle } from '../../ports/imageViewer';
import { setInSlot, type FramePlace, type ViewerState } from './store';
import type { ViewerCommands } from './useViewerCommands';

type Options = {
  readonly store: StoreApi<ViewerState>;
  readonly commands: Pick<ViewerCommands, 'openPicture' | 'handleOf'>;
  /** Puts the drawings back once a place shows a set. */
  readonly restore: (slot: number, handle: ViewportHandle) => void;
};

/** Opens pictures as their author saw them: window, part, turning and polarity. */
export function useLooks({ store, commands, restore }: Options) {
  const waiting = useRef(new Map<number, { frame: FramePlace; look: PictureLook }>());
  const apply = useCallback(
    (slot: number, handle: ViewportHandle): void => {
      const due = waiting.current.get(slot);
      waiting.current.delete(slot);
      const set = setInSlot(store.getState(), slot);
      const ref = set?.frames.find(
        ({ sopInstanceUid, frame }) =>
          sopInstanceUid === due?.frame.sopInstanceUid && frame === due.frame.frameNumber,
      );
      if (due && ref) applyLook(handle, due.look, imagePlaneOf(ref.instance, ref.frame));
    },
    [store],
  );
  const open = useCallback(
    (frame: FramePlace, look: PictureLook | null): void => {
      const set = store.getState().setOf(frame);
      const before = [...Array(store.getState().assigned.length).keys()].filter(
        (slot) => setInSlot(store.getState(), slot) === set,
      );
      const slot = commands.openPicture(frame);
      if (slot === null || look === null) return;
      waiting.current.set(slot, { frame, look });
      const handle = commands.handleOf(slot);
      // a set that is put in its place only now takes its look when it is shown
      if (before.includes(slot) && handle) apply(slot, handle);
    },
    [store, commands, apply],
  );
  const onShown = useCallback(
    (slot: number, handle: ViewportHandle): void => {
      restore(slot, handle);
      apply(slot, handle);
    },
    [restore, apply],
  );
  return useMemo(() => ({ open, onShown }), [open, onShown]);
}

function applyLook(
  handle: ViewportHandle,
  { window, area, rotation, flipped, inverted }: PictureLook,
  plane: ReturnType<typeof imagePlaneOf>,
): void {
  handle.reset();
  // mirrored first, then turned: as the view's state says it
  if (flipped) handle.flip();
  if (rotation !== 0) handle.rotate(rotation / 90);
  if (inverted) handle.invert();
  if (window) handle.setWindow(window);
  if (area) handle.setField(fieldOfArea(area, plane, rotation));
}
