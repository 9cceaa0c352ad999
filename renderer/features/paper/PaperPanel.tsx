import { Button, Checkbox, DatePicker, Input, Progress, Select, Slider, InputNumber } from 'antd';
import dayjs from 'dayjs';
import { useState, type ReactElement, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseRecord } from '../../../shared/api/cases';
import type { CaseId } from '../../../shared/domain/identity/actor';
import { paperOriginOf } from '../../../shared/domain/paper/origin';
import {
  MOST_SKEW,
  PAPER_TAGS,
  WHOLE_PAGE,
  type PaperTag,
} from '../../../shared/domain/paper/paper';
import { ErrorNotice } from '../../ui/ErrorNotice';
import { PanelStep } from '../../ui/PanelStep';
import { limited } from './keys';
import {
  changedPage,
  documentOf,
  selectedPage,
  tagged,
  usablePages,
  withoutPage,
  withoutSteps,
  withProposal,
  withSteps,
  type DraftPage,
  type PaperDraft,
} from './paperDraft';
import { usePaperSave } from './usePaperSave';

type Edit = (edit: (draft: PaperDraft) => PaperDraft) => void;
type Props = {
  readonly caseId: CaseId;
  readonly draft: PaperDraft;
  /** The document that is done again. */
  readonly replaces: CaseRecord | null;
  readonly onChange: Edit;
  readonly onMade: (recordId: string) => void;
  /** Where the keyboard finds the way to save. */
  readonly saveRef: RefObject<() => void>;
};

/** What is done to the page in front, and what the document is called. */
export function PaperPanel(props: Props): ReactElement {
  const { draft, onChange } = props;
  const { t } = useTranslation('paper');
  const page = selectedPage(draft);
  return (
    <aside className="paper-panel" aria-label={t('panel.label')}>
      {page && page.state.status !== 'broken' && <PageSteps page={page} onChange={onChange} />}
      {page && <PageTag page={page} onChange={onChange} />}
      <DocumentFacts {...props} />
    </aside>
  );
}

type PageProps = { readonly page: DraftPage; readonly onChange: Edit };

function PageSteps({ page, onChange }: PageProps): ReactElement {
  const { t } = useTranslation('paper');
  const { steps, key, state } = page;
  const edit = (next: (one: DraftPage) => DraftPage) =>
    onChange((now) => changedPage(now, key, next));
  const lean = (degrees: number | null) =>
    edit((one) => withSteps(one, { skewDegrees: limited(degrees ?? 0) }));
  const isUnseen = state.status === 'ready' && state.skewDegrees === null;
  return (
    <>
      {state.status === 'ready' && state.hints.length > 0 && (
        <ul className="paper-hints">
          {state.hints.map((hint) => (
            <li key={hint}>{t(`hintText.${hint}`)}</li>
          ))}
        </ul>
      )}
      <PanelStep title={t('skew.title')}>
        <div className="paper-row">
          <Slider
            aria-label={t('skew.title')}
            min={-MOST_SKEW}
            max={MOST_SKEW}
            step={0.1}
            value={steps.skewDegrees}
            onChange={lean}
          />
          <InputNumber
            size="small"
            aria-label={t('skew.degrees')}
            min={-MOST_SKEW}
            max={MOST_SKEW}
            step={0.1}
            suffix={t('skew.unit')}
            value={steps.skewDegrees}
            onChange={lean}
          />
        </div>
        <p className="paper-muted">
          {t(isUnseen ? 'skew.unseen' : page.isAutoSkew ? 'skew.auto' : 'skew.manual')}
        </p>
      </PanelStep>
      <PanelStep title={t('crop.title')}>
        <div className="paper-row">
          <Button size="small" onClick={() => edit(withProposal)}>
            {t('crop.auto')}
          </Button>
          <Button size="small" onClick={() => edit((one) => withSteps(one, { crop: WHOLE_PAGE }))}>
            {t('crop.whole')}
          </Button>
          <Button size="small" onClick={() => edit(withoutSteps)}>
            {t('undo')}
          </Button>
        </div>
        <Button
          size="small"
          type="link"
          onClick={() => onChange((now) => ({ ...now, pages: now.pages.map(withProposal) }))}
        >
          {t('crop.autoAll')}
        </Button>
      </PanelStep>
      <PanelStep title={t('clean.title')}>
        <Checkbox
          checked={steps.cleaned}
          onChange={(event) => edit((one) => withSteps(one, { cleaned: event.target.checked }))}
        >
          {t('clean.toggle')}
        </Checkbox>
        <Button
          size="small"
          type="link"
          onClick={() =>
            onChange((now) => ({
              ...now,
              pages: now.pages.map((one) => withSteps(one, { cleaned: steps.cleaned })),
            }))
          }
        >
          {t(steps.cleaned ? 'clean.all' : 'clean.none')}
        </Button>
      </PanelStep>
    </>
  );
}

function PageTag({ page, onChange }: PageProps): ReactElement {
  const { t } = useTranslation('paper');
  const { key, tag } = page;
  return (
    <PanelStep title={t('tag.title')}>
      <Select<PaperTag>
        size="small"
        aria-label={t('tag.title')}
        value={tag}
        options={PAPER_TAGS.map((value, index) => ({
          value,
          label: t('tag.numbered', { number: index + 1, tag: t(`tag.${value}`) }),
        }))}
        onChange={(next) => onChange((now) => tagged(now, key, next))}
      />
      <div className="paper-row">
        <Button
          size="small"
          type="link"
          onClick={() => onChange((now) => tagged(now, key, tag, true))}
        >
          {t('tag.onward')}
        </Button>
        <Button
          size="small"
          type="link"
          danger
          onClick={() => onChange((now) => withoutPage(now, key))}
        >
          {t('page.leaveOut')}
        </Button>
      </div>
    </PanelStep>
  );
}

function DocumentFacts(props: Props): ReactElement {
  const { caseId, draft, replaces, onMade, saveRef } = props;
  const { t } = useTranslation('paper');
  const before = replaces && paperOriginOf(replaces.payload);
  const [typed, setTyped] = useState<string | null>(replaces?.title ?? null);
  const [datedOn, setDatedOn] = useState<string | null>(before?.datedOn ?? null);
  const save = usePaperSave(caseId, replaces?.id ?? null);
  const usable = usablePages(draft);
  const broken = draft.pages.length - usable.length;
  const [first] = usable;
  const title = typed ?? (first ? t(`tag.${first.tag}`) : '');
  const isWaiting = usable.some(({ state }) => state.status === 'waiting');
  const isReady = usable.length > 0 && title.trim() !== '' && !isWaiting;
  const run = async () => {
    if (!isReady) return;
    const result = await save.run(documentOf(draft, { title, datedOn }));
    if (result.ok) onMade(result.value.recordId);
  };
  saveRef.current = () => void run();
  return (
    <PanelStep title={t('document.title')}>
      <label>
        <span>{t('document.name')}</span>
        <Input
          size="small"
          maxLength={120}
          value={title}
          onChange={(event) => setTyped(event.target.value)}
        />
      </label>
      <label>
        <span>{t('document.datedOn')}</span>
        <DatePicker
          size="small"
          aria-label={t('document.datedOn')}
          placeholder={t('document.undated')}
          value={datedOn === null ? null : dayjs(datedOn)}
          disabledDate={(day) => day.isAfter(dayjs())}
          onChange={(day: dayjs.Dayjs | null) => setDatedOn(day ? day.format('YYYY-MM-DD') : null)}
        />
      </label>
      {broken > 0 && <p className="paper-failure">{t('document.broken', { count: broken })}</p>}
      {save.error && <ErrorNotice error={save.error} />}
      {save.status === 'running' && (
        <div role="status">
          <Progress
            size="small"
            showInfo={false}
            percent={Math.floor((100 * save.done) / Math.max(1, usable.length))}
          />
          <p className="paper-muted">
            {t('document.making', { done: save.done, count: usable.length })}
          </p>
        </div>
      )}
      <Button
        type="primary"
        disabled={!isReady}
        loading={save.status === 'running'}
        onClick={() => void run()}
      >
        {t(replaces ? 'document.again' : 'document.make', { count: usable.length })}
      </Button>
      <p className="paper-muted">{t(isWaiting ? 'document.waiting' : 'document.explain')}</p>
    </PanelStep>
  );
}
