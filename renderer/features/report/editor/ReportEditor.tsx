import { Button, Dropdown, Input } from 'antd';
import { useEffect, useRef, useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { ReportContent } from '../../../../shared/domain/report/report';
import { REPORT_SECTIONS, type ReportSection } from '../../../../shared/domain/report/sections';
import { REPORT_TEMPLATES } from '../../../../shared/domain/report/templatesTable';
import type { CaseView } from '../../../ports/caseView';
import type { DraftState, DraftStore, ReportDraft } from '../drafts/draftStore';
import { SaveLine } from '../drafts/SaveLine';
import { useDraft } from '../drafts/useDraft';
import { useKeyImageUrls, type FetchBlob } from '../keyImages/useKeyImageUrls';
import { OpinionList } from '../opinion/OpinionList';
import { nameOf } from '../people';
import { ReportPaper } from '../reader/ReportPaper';
import type { DeskMode, ReportDesk } from '../reportDesk';
import { DissentList } from './DissentList';
import { Icd10Picker } from './Icd10Picker';
import { KeyImageList } from './KeyImageList';
import {
  appendToConclusion,
  applyTemplate,
  importDissent,
  setSection,
  type ReportChange,
} from './reportEdits';
import { SectionField } from './SectionField';
import { SignDialog } from './SignDialog';
import { useHints, type ReadableHint } from './useHints';

type Props = {
  readonly view: CaseView;
  readonly desk: ReportDesk;
  readonly draftStore: DraftStore<ReportDraft>;
  readonly mode: DeskMode;
  readonly fetchBlob: FetchBlob;
  /** The published content an amendment starts from. */
  readonly before: ReportContent | null;
  /** Counts presses of the page's own button, which means signing here. */
  readonly pressed: number;
};

/** Opinions on the left, the report on the right; on narrow panels below one another. */
export function ReportEditor(props: Props): ReactElement {
  const { view, desk, mode } = props;
  const { t } = useTranslation(['report', 'reportDocument']);
  const draft = useDraft(props.draftStore);
  const { content } = draft.content;
  const hints = useHints(content, view.detail);
  const urls = useKeyImageUrls(content.keyImages, props.fetchBlob);
  const closeDesk = useStore(desk, (state) => state.close);
  const [isPreview, setPreview] = useState(false);
  const [isSigning, setSigning] = useState(false);
  const change = (edit: ReportChange) =>
    draft.edit((before) => ({ ...before, content: edit(before.content) }));
  const lastPressed = useRef(props.pressed);
  useEffect(() => {
    if (props.pressed !== lastPressed.current) setSigning(true);
    lastPressed.current = props.pressed;
  }, [props.pressed]);
  const isReady = draft.save.status !== 'loading' && draft.save.status !== 'unreadable';

  return (
    <div className="report-editor">
      <header className="report-editor-head">
        <b>{t(`report:editor.${mode}`)}</b>
        <TemplateMenu onChange={change} />
        <Button size="small" aria-pressed={isPreview} onClick={() => setPreview(!isPreview)}>
          {t(isPreview ? 'report:editor.edit' : 'report:editor.preview')}
        </Button>
        {mode === 'amend' && (
          <Button size="small" onClick={closeDesk}>
            {t('report:editor.giveUp')}
          </Button>
        )}
        <Button
          size="small"
          type="primary"
          disabled={!isReady || draft.save.status === 'conflict'}
          onClick={() => setSigning(true)}
        >
          {t('report:editor.sign')}
        </Button>
      </header>
      <SaveLine draft={draft} extract={({ content: theirs }) => theirs.conclusion} />
      {isReady && isPreview && (
        <ReportPaper content={content} header={null} detail={view.detail} urls={urls} />
      )}
      {isReady && !isPreview && (
        <div className="report-columns">
          <div className="report-sources">
            <h4>{t('report:editor.opinions')}</h4>
            <OpinionList
              view={view}
              extra={(opinion) =>
                opinion.text !== '' &&
                opinion.status === 'submitted' && (
                  <>
                    <Button
                      size="small"
                      onClick={() =>
                        change(
                          appendToConclusion(nameOf(view.detail, opinion.expertId), opinion.text),
                        )
                      }
                    >
                      {t('report:editor.intoConclusion')}
                    </Button>
                    {opinion.expertId !== view.detail.case.chiefId && (
                      <Button
                        size="small"
                        onClick={() =>
                          change(importDissent(opinion, nameOf(view.detail, opinion.expertId)))
                        }
                      >
                        {t('report:editor.asDissent')}
                      </Button>
                    )}
                  </>
                )
              }
            />
          </div>
          <Sections {...props} draft={draft} hints={hints} urls={urls} onChange={change} />
        </div>
      )}
      {isReady && isSigning && (
        <SignDialog
          view={view}
          mode={mode}
          draft={draft}
          before={props.before}
          hints={hints}
          onClose={() => setSigning(false)}
          onPublished={closeDesk}
        />
      )}
    </div>
  );
}

type SectionsProps = Pick<Props, 'view'> & {
  readonly draft: DraftState<ReportDraft>;
  readonly hints: readonly ReadableHint[];
  readonly urls: Readonly<Record<string, string>>;
  readonly onChange: (change: ReportChange) => void;
};

function Sections({ view, draft, hints, urls, onChange }: SectionsProps): ReactElement {
  const { content } = draft.content;
  const field = (section: ReportSection) => (
    <SectionField key={section} section={section} required={section === 'conclusion'} hints={hints}>
      <SectionText section={section} text={content[section]} onChange={onChange} />
    </SectionField>
  );
  const [summary, findings, conclusion, ...rest] = REPORT_SECTIONS;
  return (
    <div className="report-sections">
      {[summary, findings, conclusion].map(field)}
      <SectionField section="diagnoses" hints={hints}>
        <Icd10Picker
          value={content.diagnoses}
          onChange={(diagnoses) => onChange((c) => ({ ...c, diagnoses: [...diagnoses] }))}
        />
      </SectionField>
      {rest.map(field)}
      <SectionField section="dissent" hints={hints}>
        <DissentList content={content} detail={view.detail} onChange={onChange} />
      </SectionField>
      <SectionField section="keyImages" hints={hints}>
        <KeyImageList images={content.keyImages} urls={urls} onChange={onChange} />
      </SectionField>
    </div>
  );
}

function SectionText(props: {
  readonly section: ReportSection;
  readonly text: string;
  readonly onChange: (change: ReportChange) => void;
}): ReactElement {
  const { t } = useTranslation('reportDocument');
  const { section, text, onChange } = props;
  return (
    <Input.TextArea
      aria-label={t(`section.${section}`)}
      autoSize={{ minRows: section === 'conclusion' ? 4 : 2, maxRows: 16 }}
      maxLength={section === 'precautions' ? 4000 : 8000}
      value={text}
      onChange={(event) => onChange(setSection(section, event.target.value))}
    />
  );
}

function TemplateMenu(props: { readonly onChange: (change: ReportChange) => void }): ReactElement {
  const { t } = useTranslation(['report', 'reportDocument']);
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: REPORT_TEMPLATES.map(({ id, sections }) => ({
          key: id,
          label: t(`reportDocument:template.${id}`),
          onClick: () => props.onChange(applyTemplate(sections)),
        })),
      }}
    >
      <Button size="small" title={t('report:editor.templateHint')}>
        {t('report:editor.template')}
      </Button>
    </Dropdown>
  );
}
