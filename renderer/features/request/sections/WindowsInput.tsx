import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, DatePicker } from 'antd';
import type { Dayjs } from 'dayjs';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '../../../ui/errorText';
import { Field } from '../Field';
import { useForm } from '../formContext';
import { fromPicker, toPicker } from '../inputs';
import styles from '../request.module.css';
import { addWindow, MAX_WINDOWS, nextWindow } from './windows';

/** Up to three times that suit, by preference of date; each complains for itself. */
export function WindowsInput(): ReactElement {
  const { t } = useTranslation('request');
  const textOf = useErrorText();
  const { form, edit, errorAt, touch, isReadOnly } = useForm();
  const { windows } = form.wishes;
  return (
    <Field
      path="wishes.windows"
      label={t('experts.windows')}
      hint={t('experts.windowsHint')}
      span={6}
      isRequired
    >
      {() => (
        <div className={styles['stack']}>
          {windows.map((window, index) => {
            const path = `wishes.windows.${index}`;
            const error = errorAt(path);
            return (
              // the position is the identity of a window
              <div
                key={index}
                className={styles['rowInput']}
                data-path={path}
                onBlur={() => touch(path)}
              >
                <DatePicker.RangePicker
                  showTime={{ format: 'HH:mm', minuteStep: 15 }}
                  format="YYYY-MM-DD HH:mm"
                  allowClear={false}
                  disabled={isReadOnly}
                  status={error ? 'error' : ''}
                  value={[toPicker(window.startsAt), toPicker(window.endsAt)]}
                  onChange={(range: [Dayjs | null, Dayjs | null] | null) => {
                    const startsAt = fromPicker(range?.[0] ?? null);
                    const endsAt = fromPicker(range?.[1] ?? null);
                    if (startsAt && endsAt)
                      edit('wishes', { windows: windows.with(index, { startsAt, endsAt }) });
                  }}
                />
                <Button
                  type="text"
                  icon={<DeleteOutlined />}
                  aria-label={t('experts.removeWindow', { number: index + 1 })}
                  disabled={isReadOnly}
                  onClick={() => edit('wishes', { windows: windows.toSpliced(index, 1) })}
                />
                {error && <span className={styles['inlineError']}>{textOf(error)}</span>}
              </div>
            );
          })}
          <Button
            size="small"
            icon={<PlusOutlined />}
            disabled={isReadOnly || windows.length >= MAX_WINDOWS}
            onClick={() =>
              edit('wishes', {
                windows: addWindow(windows, nextWindow(windows, new Date().toISOString())),
              })
            }
          >
            {t('experts.addWindow')}
          </Button>
        </div>
      )}
    </Field>
  );
}
