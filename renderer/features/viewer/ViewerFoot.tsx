import type { ReactElement, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { PictureLook } from '../../ports/imageViewer';
import { KeyImageStrip, type KeyImageItem } from './KeyImageStrip';
import type { FramePlace } from './store';

/** What the strip below the pictures can do with them. */
export type StripTools = {
  readonly drawingsShown: boolean;
  readonly showDrawings: (isShown: boolean) => void;
  /** Brings a frame on screen; with a look as its author saw it. */
  readonly open: (frame: FramePlace, look: PictureLook | null) => void;
};

type Props = {
  readonly tools: StripTools;
  /** In place of the plain list of key images. */
  readonly strip: ((tools: StripTools) => ReactNode) | undefined;
  /** `null` where nothing takes key images. */
  readonly keyImages: readonly KeyImageItem[] | null;
  readonly isDiagnostic: boolean;
};

/** Below the pictures: the key images, and what these pictures may be used for. */
export function ViewerFoot({ tools, strip, keyImages, isDiagnostic }: Props): ReactElement {
  const { t } = useTranslation('viewer');
  return (
    <footer className="hz-foot">
      {strip?.(tools) ??
        (keyImages && (
          <KeyImageStrip items={keyImages} onOpen={(item) => tools.open(item, null)} />
        ))}
      <p className="hz-notice">
        {t('notice.use')}
        {!isDiagnostic && ` ${t('notice.display')}`}
      </p>
    </footer>
  );
}
