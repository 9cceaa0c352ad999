import { EyeInvisibleOutlined, EyeOutlined } from '@ant-design/icons';
import { Button, Select } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Annotation } from '../../../../shared/domain/imaging/annotations/annotationSet';
import {
  FINDING_KEYS,
  FINDINGS,
  findingKeyOf,
} from '../../../../shared/domain/imaging/annotations/findings';

type Props = {
  readonly annotations: readonly Annotation[];
  readonly onOpen: (annotation: Annotation) => void;
  readonly onChange: (id: string, patch: Partial<Pick<Annotation, 'finding' | 'visible'>>) => void;
};

/** One's own drawings: what each shows, and whether it is to be seen. */
export function OwnList({ annotations, onOpen, onChange }: Props): ReactElement {
  const { t } = useTranslation(['annotations', 'viewer']);
  const options = FINDING_KEYS.map((key) => ({ value: key, label: t(`finding.${key}`) }));
  return (
    <ul className="hz-authors-own">
      {annotations.map((annotation, at) => {
        const { measurement, finding, visible } = annotation;
        const name = t(`viewer:tool.${measurement.kind}`);
        const number = at + 1;
        return (
          <li key={measurement.id}>
            <Button size="small" type="link" onClick={() => onOpen(annotation)}>
              {t('own.name', { number, name, label: measurement.label ?? '' })}
            </Button>
            <Select
              size="small"
              allowClear
              aria-label={t('own.finding', { number })}
              placeholder={t('own.findingHint')}
              value={findingKeyOf(finding) ?? (finding ? finding.meaning : undefined)}
              options={options}
              onChange={(value: string | undefined) => {
                const key = FINDING_KEYS.find((known) => known === value);
                onChange(measurement.id, { finding: key ? FINDINGS[key] : null });
              }}
            />
            <Button
              size="small"
              type="text"
              icon={visible ? <EyeOutlined aria-hidden /> : <EyeInvisibleOutlined aria-hidden />}
              aria-label={t(visible ? 'own.hide' : 'own.show', { number })}
              onClick={() => onChange(measurement.id, { visible: !visible })}
            />
          </li>
        );
      })}
    </ul>
  );
}
