import { calibrationOf, scaleAt } from '../../../shared/domain/imaging/calibration';
import { imagePlaneOf } from '../../../shared/domain/imaging/imagePlane';
import type { ViewportState } from '../../ports/imageViewer';
import type { Cine } from './cine';
import type { FrameSource } from './frameSource';
import type { PicturePlates } from './plates/picturePlates';
import type { PictureStack } from './pictureStack';
import type { ViewCamera } from './viewCamera';
import type { WindowControl } from './windowControl';

type Parts = {
  readonly stack: PictureStack;
  readonly camera: ViewCamera;
  readonly window: WindowControl;
  readonly cine: Cine;
  readonly source: FrameSource;
  readonly plates: PicturePlates;
};

/** Reads what is on screen from the picture itself, never from what was asked for; `null` when nothing is. */
export function stateOf({
  stack,
  camera,
  window,
  cine,
  source,
  plates,
}: Parts): ViewportState | null {
  const { set, shown } = stack;
  const field = camera.field();
  if (!set || !shown || !field) return null;
  const { ref, index, imageId } = shown;
  const plane = imagePlaneOf(ref.instance, ref.frame);
  const calibration = calibrationOf(ref.instance, ref.frame);
  const perUnit = camera.pixelsPerUnit();
  const isCalibrated = calibration.kind === 'patient' || calibration.kind === 'detector';
  return {
    displaySetId: set.id,
    sopInstanceUid: ref.sopInstanceUid,
    frameNumber: ref.frame,
    index,
    count: stack.count,
    pendingIndex: stack.target === index ? null : stack.target,
    quality: source.isCoarse(imageId) ? 'coarse' : 'lossless',
    window: window.window,
    windowChoice: window.choice,
    windowFunction: window.fn,
    field,
    zoom: perUnit * plane.spacing.column,
    isFitted: camera.isFitted,
    rotation: camera.rotation,
    flipped: camera.flipped,
    inverted: window.inverted,
    edges: camera.edges(),
    pixelsPerMm: isCalibrated ? perUnit : null,
    scale: isCalibrated ? scaleAt(calibration, []).kind : 'none',
    cineRate: cine.rate,
    cineMode: cine.mode,
    layers: { ...plates.available, shown: plates.choice },
  };
}
