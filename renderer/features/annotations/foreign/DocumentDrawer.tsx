import { Button, Drawer } from 'antd';
import { useMemo, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import {
  walk,
  type ContentNode,
  type ContentTree,
} from '../../../../shared/domain/imaging/annotations/contentTree';
import type { PictureLook } from '../../../ports/imageViewer';
import type { ForeignDocument } from './foreignDocument';

export type FramePlace = { readonly sopInstanceUid: string; readonly frameNumber: number };

type Props = {
  /** `null`: closed. */
  readonly document: ForeignDocument | null;
  readonly onClose: () => void;
  readonly onOpen: (place: FramePlace, look: PictureLook | null) => void;
};

/** What a document says, as text; with the pictures it names. */
export function DocumentDrawer({ document, onClose, onOpen }: Props): ReactElement {
  const { t } = useTranslation('annotations');
  return (
    <Drawer
      open={document !== null}
      onClose={onClose}
      title={document && (document.title || t(`authors.kind.${document.kind}`))}
      size="large"
    >
      {document && <Content document={document} onOpen={onOpen} />}
    </Drawer>
  );
}

function Content({
  document,
  onOpen,
}: {
  readonly document: ForeignDocument;
  readonly onOpen: Props['onOpen'];
}): ReactElement {
  const { t, i18n } = useTranslation('annotations');
  const { author, writtenAt, unmapped, images, presentation, tree } = document;
  return (
    <>
      <p>{[author, dayOf(writtenAt)].filter(Boolean).join(' · ')}</p>
      {unmapped.length > 0 && (
        <p role="note">
          {t('document.unmapped', {
            count: unmapped.length,
            list: listed(unmapped, i18n.language),
          })}
        </p>
      )}
      {images.map(({ sopInstanceUid, frames }, at) => (
        <Button
          key={`${sopInstanceUid} ${at}`}
          onClick={() => onOpen({ sopInstanceUid, frameNumber: frames[0] ?? 1 }, null)}
        >
          {t('document.image', { number: at + 1 })}
        </Button>
      ))}
      {presentation?.looks.map(({ sopInstanceUid, frames, window, area }, at) => {
        const { rotation, flipped, inverted } = presentation;
        const look: PictureLook = { window, area, rotation, flipped, inverted };
        return (
          <Button
            key={`${sopInstanceUid} ${at}`}
            onClick={() => onOpen({ sopInstanceUid, frameNumber: frames[0] ?? 1 }, look)}
          >
            {t('document.look', { number: at + 1 })}
          </Button>
        );
      })}
      {tree && <Tree tree={tree} />}
    </>
  );
}

const listed = (words: readonly string[], language: string): string =>
  new Intl.ListFormat(language, { type: 'unit' }).format(new Set(words));

/** `20261124 110405.000` as `2026-11-24`; the date as written, without a zone. */
const dayOf = (writtenAt: string): string =>
  writtenAt.replace(/^(\d{4})(\d{2})(\d{2}).*$/, '$1-$2-$3');

/** More than anybody reads; a longer document says that it goes on. */
const MOST_ROWS = 1000;

function Tree({ tree }: { readonly tree: ContentTree }): ReactElement {
  const { t } = useTranslation('annotations');
  const nodes = useMemo(() => [...walk(tree.root)], [tree]);
  const rest = Math.max(0, nodes.length - MOST_ROWS) + tree.omitted;
  return (
    <>
      <ul className="hz-document-tree">
        {nodes.slice(0, MOST_ROWS).map((node) => (
          <li key={node.path} style={{ paddingLeft: 14 * depthOf(node) }}>
            {node.concept && <small>{node.concept.meaning || node.concept.value}</small>}
            <span>{valueOf(node)}</span>
          </li>
        ))}
      </ul>
      {rest > 0 && <p>{t('document.more', { count: rest })}</p>}
    </>
  );
}

const depthOf = ({ path }: ContentNode): number => Math.min(12, path.split('.').length - 1);

/** Text as text, whatever it looks like. */
function valueOf({ text, code, number, reference, figure, refersTo }: ContentNode): string {
  if (text !== null) return text;
  if (code !== null) return code.meaning || code.value;
  if (number !== null) return [number.value ?? '—', number.unit?.meaning ?? ''].join(' ');
  if (figure !== null) return figure.type;
  if (reference !== null) return reference.sopInstanceUid;
  return refersTo ?? '';
}
