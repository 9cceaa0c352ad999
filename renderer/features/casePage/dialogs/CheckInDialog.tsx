import { CheckCircleFilled, ExclamationCircleFilled } from '@ant-design/icons';
import { Checkbox } from 'antd';
import { useEffect, useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseView } from '../../../ports/caseView';
import { CommandFrame } from './CommandFrame';
import { PREFLIGHT_CHECKS, type Preflight } from './preflight';

type Props = {
  readonly view: CaseView;
  readonly preflight: () => Promise<Preflight>;
  readonly onClose: () => void;
};

export function CheckInDialog({ view, preflight, onClose }: Props): ReactElement {
  const { t } = useTranslation('casePage');
  const [found, setFound] = useState<Preflight | null>(null);
  const [terminal, setTerminal] = useState(false);
  const isVideo = view.detail.case.form.wishes.mode === 'video';
  useEffect(() => void preflight().then(setFound), [preflight]);

  const complete = found !== null && found.server && found.camera && found.microphone;
  // Rooms join with their own conference terminal; then this machine only shows the case.
  const preflightPassed = found !== null && (complete || (found.server && (terminal || !isVideo)));
  const { role } = view.me;
  return (
    <CommandFrame
      view={view}
      type="checkIn"
      command={
        preflightPassed
          ? {
              type: 'checkIn',
              party: role === 'requester' ? 'requester' : role === 'expert' ? 'expert' : 'centre',
              device: t(terminal || !isVideo ? 'checkIn.deviceRoom' : 'checkIn.deviceThis'),
              preflightPassed,
            }
          : null
      }
      onClose={onClose}
    >
      <p>{t('checkIn.explain')}</p>
      <ul className="case-checks" aria-busy={found === null}>
        {PREFLIGHT_CHECKS.filter((check) => isVideo || check === 'server').map((check) => (
          <li key={check} data-passed={found?.[check] ?? undefined}>
            {found?.[check] ? <CheckCircleFilled /> : <ExclamationCircleFilled />}
            {t(`checkIn.${check}`)}
            <span>{found && t(found[check] ? 'checkIn.found' : 'checkIn.notFound')}</span>
          </li>
        ))}
      </ul>
      {isVideo && found && !complete && (
        <Checkbox checked={terminal} onChange={(event) => setTerminal(event.target.checked)}>
          {t('checkIn.terminal')}
        </Checkbox>
      )}
    </CommandFrame>
  );
}
