import { useState, type ReactElement, type ReactNode } from 'react';
import { StageFrame } from './StageFrame';
import { useBlobUrl } from './useContent';

type Props = {
  readonly title: string;
  readonly source: string;
  readonly blob: Blob;
  readonly undecodable: ReactNode;
};

export function VideoView({ title, source, blob, undecodable }: Props): ReactElement {
  const url = useBlobUrl(blob);
  const [isBroken, setIsBroken] = useState(false);
  return (
    <StageFrame title={title} source={source}>
      {isBroken
        ? undecodable
        : url && (
            <video
              className="case-video"
              src={url}
              controls
              aria-label={title}
              onError={() => setIsBroken(true)}
            />
          )}
    </StageFrame>
  );
}
