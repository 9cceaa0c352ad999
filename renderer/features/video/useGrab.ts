import { useCallback, useState } from 'react';
import { addCapture } from '../../../shared/api/captures';
import { appError, type AppError } from '../../../shared/domain/errors';
import type { CaseId } from '../../../shared/domain/identity/actor';
import type { KeyImage } from '../../../shared/domain/report/report';
import { useApi } from '../../platform/ApiContext';
import { newIdempotencyKey } from '../../platform/idempotency';
import { clock } from './playback';

export type Grab = {
  readonly run: (video: HTMLVideoElement, seconds: number) => Promise<void>;
  readonly isRunning: boolean;
  readonly isDone: boolean;
  readonly error: AppError | null;
};

/** Files the frame on screen as a picture of the case, with where in the video it is, and hands it to the report. */
export function useGrab(deps: {
  readonly caseId: CaseId;
  readonly recordId: string;
  readonly title: string;
  readonly onKeyImage: (image: KeyImage) => void;
}): Grab {
  const { caseId, recordId, title, onKeyImage } = deps;
  const api = useApi();
  const [isRunning, setRunning] = useState(false);
  const [isDone, setDone] = useState(false);
  const [error, setError] = useState<AppError | null>(null);
  const run = useCallback(
    async (video: HTMLVideoElement, seconds: number) => {
      video.pause();
      setRunning(true);
      setDone(false);
      setError(null);
      const png = frameOf(video);
      const result = png
        ? await api(addCapture, {
            params: { caseId },
            body: {
              idempotencyKey: newIdempotencyKey(),
              recordId,
              png,
              caption: `${title.slice(0, 150)} ${clock(seconds)}`,
              source: { kind: 'video', seconds },
            },
          })
        : { ok: false as const, error: appError('internal', 'viewer.loadFailed') };
      setRunning(false);
      if (!result.ok) return setError(result.error);
      onKeyImage(result.value.keyImage);
      setDone(true);
    },
    [api, caseId, recordId, title, onKeyImage],
  );
  return { run, isRunning, isDone, error };
}

/** The picture at the video's own resolution, PNG in base64; `null` before the first frame. */
function frameOf(video: HTMLVideoElement): string | null {
  const { videoWidth, videoHeight } = video;
  if (videoWidth === 0 || videoHeight === 0) return null;
  const canvas = document.createElement('canvas');
  canvas.width = videoWidth;
  canvas.height = videoHeight;
  canvas.getContext('2d')?.drawImage(video, 0, 0);
  const url = canvas.toDataURL('image/png');
  return url.slice(url.indexOf(',') + 1);
}
