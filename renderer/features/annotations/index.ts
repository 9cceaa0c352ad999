export { AnnotationFooter } from './AnnotationFooter';
export { useForeign } from './foreign/useForeign';
export {
  createAnnotationStore,
  type AnnotationState,
  type AnnotationStore,
} from './store/annotationStore';
export { withCaption, withDrawn, withMark, withoutMark, type PlaceOf } from './store/ownContent';
export type { StripActions, StripItem } from './strip/KeyImageStrip';
export { useOverlay, type RenderOver } from './useOverlay';
