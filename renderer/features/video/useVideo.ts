import { useCallback, useEffect, useRef, useState, type RefObject } from 'react';
import { FrameClock, jumpOf, NO_LOOP, stepTarget, withEnd, type Loop } from './playback';

export type Player = {
  readonly isPlaying: boolean;
  readonly seconds: number;
  readonly duration: number;
  readonly speed: number;
  readonly loop: Loop;
  readonly toggle: () => void;
  readonly seek: (seconds: number) => void;
  readonly step: (direction: 1 | -1) => void;
  readonly setSpeed: (speed: number) => void;
  readonly setEnd: (end: 'a' | 'b') => void;
  readonly clearLoop: () => void;
};

/** Playing, stepping frame by frame, speed and loop of one `<video>`. Times are those of the frame on screen. */
export function useVideo(ref: RefObject<HTMLVideoElement | null>): Player {
  const [isPlaying, setPlaying] = useState(false);
  const [seconds, setSeconds] = useState(0);
  const [duration, setDuration] = useState(0);
  const [speed, setSpeedState] = useState(1);
  const [loop, setLoop] = useState<Loop>(NO_LOOP);
  const frames = useRef(new FrameClock());
  const latestLoop = useRef(loop);
  useEffect(() => {
    latestLoop.current = loop;
  }, [loop]);

  useEffect(() => {
    const video = ref.current;
    if (!video) return;
    let handle = 0;
    const onFrame = (_now: number, { mediaTime }: VideoFrameCallbackMetadata) => {
      frames.current.see(mediaTime);
      setSeconds(mediaTime);
      const back = jumpOf(latestLoop.current, mediaTime);
      if (back !== null && !video.paused) video.currentTime = back;
      handle = video.requestVideoFrameCallback(onFrame);
    };
    handle = video.requestVideoFrameCallback(onFrame);
    const onState = () => setPlaying(!video.paused);
    const onLength = () => setDuration(Number.isFinite(video.duration) ? video.duration : 0);
    const onSeeked = () => setSeconds(video.currentTime);
    video.addEventListener('play', onState);
    video.addEventListener('pause', onState);
    video.addEventListener('durationchange', onLength);
    video.addEventListener('seeked', onSeeked);
    return () => {
      video.cancelVideoFrameCallback(handle);
      video.removeEventListener('play', onState);
      video.removeEventListener('pause', onState);
      video.removeEventListener('durationchange', onLength);
      video.removeEventListener('seeked', onSeeked);
    };
  }, [ref]);

  const seek = useCallback(
    (to: number) => {
      const video = ref.current;
      if (video) video.currentTime = Math.min(Math.max(0, to), video.duration || 0);
    },
    [ref],
  );
  return {
    isPlaying,
    seconds,
    duration,
    speed,
    loop,
    toggle: () => {
      const video = ref.current;
      if (!video) return;
      if (video.paused)
        void video.play().catch(() => undefined); // taken back by a pause that came at once
      else video.pause();
    },
    seek,
    step: (direction) => {
      const video = ref.current;
      if (!video) return;
      video.pause();
      seek(stepTarget(seconds, direction, frames.current.frameSeconds, duration));
    },
    setSpeed: (next) => {
      if (ref.current) ref.current.playbackRate = next;
      setSpeedState(next);
    },
    setEnd: (end) => setLoop(withEnd(loop, end, seconds)),
    clearLoop: () => setLoop(NO_LOOP),
  };
}
