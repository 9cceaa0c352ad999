import { TeamOutlined } from '@ant-design/icons';
import { Button, Popover } from 'antd';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { PictureLook } from '../../ports/imageViewer';
import { AuthorsPanel } from './authors/AuthorsPanel';
import { OwnList } from './authors/OwnList';
import { DocumentDrawer, type FramePlace } from './foreign/DocumentDrawer';
import type { ForeignLoad } from './foreign/loadForeign';
import type { AnnotationStore } from './store/annotationStore';
import { withAnnotation } from './store/ownContent';
import { KeyImageStrip, type StripActions, type StripItem } from './strip/KeyImageStrip';
import { authorRows, documentRows } from './rows';

type Props = {
  readonly store: AnnotationStore;
  readonly me: { readonly userId: string; readonly name: string; readonly hospitalName: string };
  readonly foreign: ForeignLoad;
  readonly items: readonly StripItem[];
  readonly actions: StripActions;
  readonly isShown: boolean;
  readonly onShowAll: (isShown: boolean) => void;
  readonly onOpen: (place: FramePlace, look: PictureLook | null) => void;
};

/** Below the pictures: who drew on them, whether it is kept, and the key images of the case. */
export function AnnotationFooter(props: Props): ReactElement {
  const { store, me, foreign, isShown } = props;
  const { t } = useTranslation('annotations');
  const state = useStore(store);
  const [reading, setReading] = useState<string | null>(null);
  const authors = authorRows(state, { ...me, name: t('authors.me', { name: me.name }) });
  const documents = documentRows(foreign.documents, authors.length);
  const sources = authors.length + documents.length;
  // who has drawn nothing has nothing to file; who took everything back has, once
  const isAuthor = state.version > 0 || state.save.status !== 'saved';
  const filing = state.mayWrite &&
    isAuthor && {
      save: state.save,
      isFiled: state.save.status === 'saved' && state.filedVersion === state.version,
      isRunning: state.filing.status === 'running',
      error: state.filing.status === 'failed' ? state.filing.error : null,
      onFile: () => void state.file(),
    };
  return (
    <>
      <KeyImageStrip items={props.items} actions={props.actions}>
        <Popover
          trigger="click"
          placement="topLeft"
          content={
            <AuthorsPanel
              authors={authors}
              documents={documents}
              failed={foreign.failed}
              hidden={state.hidden}
              isShown={isShown}
              onToggle={state.toggle}
              onShowAll={props.onShowAll}
              onRead={setReading}
              filing={filing || null}
            >
              {state.mine.annotations.length > 0 && (
                <OwnList
                  annotations={state.mine.annotations}
                  onOpen={({ measurement }) => props.onOpen(measurement, null)}
                  onChange={(id, patch) =>
                    state.edit((mine) => withAnnotation(mine, id, patch, new Date().toISOString()))
                  }
                />
              )}
            </AuthorsPanel>
          }
        >
          <Button size="small" className="hz-authors-button" icon={<TeamOutlined aria-hidden />}>
            {t('authors.button', { count: sources })}
          </Button>
        </Popover>
        <SaveMark store={store} />
      </KeyImageStrip>
      <DocumentDrawer
        document={foreign.documents.find(({ key }) => key === reading) ?? null}
        onClose={() => setReading(null)}
        onOpen={props.onOpen}
      />
    </>
  );
}

/** Says that something is not kept yet, and why; says nothing while all is well. */
function SaveMark({ store }: { readonly store: AnnotationStore }): ReactElement | null {
  const { t } = useTranslation(['annotations', 'errors']);
  const { save, load, mine, reload, flush } = useStore(store);
  const isEmpty = mine.annotations.length + mine.keyImages.length === 0;
  if (save.status === 'local')
    return isEmpty ? null : <span className="hz-authors-unsaved">{t('save.local')}</span>;
  if (save.status === 'failed') {
    return (
      <span className="hz-authors-unsaved" role="alert" title={t(`errors:${save.error.code}`)}>
        {t('save.failed')}{' '}
        <Button size="small" type="link" onClick={() => void flush()}>
          {t('save.retry')}
        </Button>
      </span>
    );
  }
  if (load.status === 'failed') {
    return (
      <span className="hz-authors-unsaved" role="alert" title={t(`errors:${load.error.code}`)}>
        {t('save.notLoaded')}{' '}
        <Button size="small" type="link" onClick={() => void reload()}>
          {t('save.retry')}
        </Button>
      </span>
    );
  }
  if (save.status === 'saved') return null;
  return (
    <span className="hz-authors-unsaved" role="status">
      {t('save.unsaved')}
    </span>
  );
}
