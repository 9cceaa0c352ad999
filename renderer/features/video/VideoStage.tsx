import { Button, Spin } from 'antd';
import { useEffect, useRef, useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseRecord } from '../../../shared/api/cases';
import { appError, type AppError } from '../../../shared/domain/errors';
import type { CaseId } from '../../../shared/domain/identity/actor';
import { labelOfVideo } from '../../../shared/domain/intake/videoLabel';
import type { KeyImage } from '../../../shared/domain/report/report';
import { ErrorNotice } from '../../ui/ErrorNotice';
import { DarkSurface } from '../../ui/ThemeSurface';
import { useGrab } from './useGrab';
import { useVideo } from './useVideo';
import './video.css';
import { VideoBar } from './VideoBar';

export type VideoStageProps = {
  readonly caseId: CaseId;
  readonly record: CaseRecord;
  /** Address the browser may read in ranges by itself; `null` where only we hold the credentials. */
  readonly urlOf: (path: string) => string | null;
  /** The whole file, for where there is no such address. Must be stable. */
  readonly fetchBlob: (path: string) => Promise<Blob | null>;
  readonly onSave: (path: string, fileName: string) => void;
  readonly canGrab: boolean;
  readonly onKeyImage: (image: KeyImage) => void;
};

/** A video of the case: what the browser cannot play is named, and can be saved. */
export function VideoStage(props: VideoStageProps): ReactElement {
  const { caseId, record } = props;
  const { t } = useTranslation('video');
  const path = `/v1/cases/${caseId}/records/${record.id}/content`;
  const [isBroken, setBroken] = useState(false);
  const source = useSource(path, props);
  const reason = isBroken || !isPlayable(record) ? unplayable(record) : source.error;
  const save = (
    <Button onClick={() => props.onSave(path, record.fileName ?? record.title)}>{t('save')}</Button>
  );
  return (
    <DarkSurface className="video-stage">
      {reason ? (
        <div className="video-waiting">
          <ErrorNotice error={reason} />
          {save}
        </div>
      ) : source.url === null ? (
        <p className="video-waiting" role="status">
          <Spin /> {t('loading')}
        </p>
      ) : (
        <Playing {...props} url={source.url} onBroken={() => setBroken(true)} />
      )}
    </DarkSurface>
  );
}

const unplayable = (record: CaseRecord): AppError =>
  appError('unsupported', 'video.unplayable', { params: { what: labelOfVideo(record) } });

/** What the browser says about the container; about the codec inside only playing tells. */
function isPlayable({ mime }: CaseRecord): boolean {
  return document.createElement('video').canPlayType(mime ?? '') !== '';
}

function useSource(
  path: string,
  { urlOf, fetchBlob }: VideoStageProps,
): { readonly url: string | null; readonly error: AppError | null } {
  const direct = urlOf(path);
  const [held, setHeld] = useState<string | null>(null);
  const [error, setError] = useState<AppError | null>(null);
  useEffect(() => {
    if (direct !== null) return;
    let made: string | null = null;
    let isCurrent = true;
    void fetchBlob(path).then((blob) => {
      if (!isCurrent) return;
      if (!blob) return setError(appError('unavailable', 'net.offline'));
      made = URL.createObjectURL(blob);
      setHeld(made);
    });
    return () => {
      isCurrent = false;
      if (made) URL.revokeObjectURL(made);
      setHeld(null);
    };
  }, [direct, path, fetchBlob]);
  return { url: direct ?? held, error };
}

function Playing(
  props: VideoStageProps & { readonly url: string; readonly onBroken: () => void },
): ReactElement {
  const { caseId, record, url, canGrab } = props;
  const { t } = useTranslation('video');
  const rootRef = useRef<HTMLDivElement>(null);
  const ref = useRef<HTMLVideoElement>(null);
  const player = useVideo(ref);
  const { title, id: recordId } = record;
  const grab = useGrab({ caseId, recordId, title, onKeyImage: props.onKeyImage });
  const takeFrame = () => {
    if (ref.current) void grab.run(ref.current, player.seconds);
  };
  const fullscreen = () => {
    if (document.fullscreenElement) void document.exitFullscreen();
    else void rootRef.current?.requestFullscreen();
  };
  const keys: Readonly<Record<string, () => void>> = {
    ' ': player.toggle,
    ',': () => player.step(-1),
    '.': () => player.step(1),
    ArrowLeft: () => player.seek(player.seconds - 5),
    ArrowRight: () => player.seek(player.seconds + 5),
    '[': () => player.setEnd('a'),
    ']': () => player.setEnd('b'),
    '\\': player.clearLoop,
    ...(canGrab ? { k: takeFrame } : {}),
    f: fullscreen,
  };
  return (
    <div
      ref={rootRef}
      className="video-player"
      tabIndex={0}
      aria-label={title}
      onKeyDown={(event) => {
        const isModified = event.ctrlKey || event.metaKey || event.altKey;
        if (isModified || event.nativeEvent.isComposing) return;
        const target = event.target as HTMLElement;
        if (target.closest('button, input, [role="slider"], [role="combobox"]')) return;
        const action = keys[event.key.length === 1 ? event.key.toLowerCase() : event.key];
        if (!action) return;
        event.preventDefault();
        action();
      }}
    >
      <video
        ref={ref}
        src={url}
        playsInline
        preload="metadata"
        data-testid="video"
        onClick={player.toggle}
        onError={props.onBroken}
      />
      <p className="video-note" role="status">
        {grab.isDone ? t('grab.done') : canGrab ? t('grab.hint') : ''}
      </p>
      {grab.error && <ErrorNotice error={grab.error} />}
      <VideoBar
        player={player}
        isGrabbing={grab.isRunning}
        {...(canGrab ? { onGrab: takeFrame } : {})}
        onFullscreen={fullscreen}
      />
    </div>
  );
}
