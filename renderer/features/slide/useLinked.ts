import { useEffect, useRef } from 'react';
import { followView, type SlideView } from '../../../shared/domain/slide/view';
import type { SlideManifest } from '../../../shared/domain/slide/manifest';
import type { SurfaceState } from './useSurface';

type Side = { readonly slide: SlideManifest; readonly state: SurfaceState } | null;

/**
 * Moves the slide that is not being worked on along with the other one. How they lie to each other is what it was when the
 * link was made: two sections of one block are brought into agreement first and then stay so.
 */
export function useLinked(leader: Side, follower: Side, isLinked: boolean): void {
  const pair = useRef<{ key: string; leader: SlideView; follower: SlideView } | null>(null);
  const key =
    isLinked && leader && follower
      ? `${leader.slide.recordId} ${leader.slide.slideId} ${follower.slide.recordId} ${follower.slide.slideId}`
      : '';
  useEffect(() => {
    if (key === '' || !leader || !follower) {
      pair.current = null;
      return;
    }
    const now = leader.state.surface.getView();
    const known = pair.current;
    if (known?.key !== key) {
      pair.current = { key, leader: now, follower: follower.state.surface.getView() };
      return;
    }
    if (now === known.leader) return;
    const next = followView(
      { before: known.leader, now, slide: leader.slide },
      { before: known.follower, slide: follower.slide },
    );
    pair.current = { key, leader: now, follower: next };
    follower.state.surface.setView(next, 'jump');
  }, [key, leader, follower]);
}
