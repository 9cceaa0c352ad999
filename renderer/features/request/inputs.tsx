import { DatePicker, Input, InputNumber, Select } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import type { ReactElement } from 'react';
import type { RequestForm } from '../../../shared/domain/consultation/form';
import { fromWallClock, toWallClock } from '../../ui/wallClock';
import { Field } from './Field';
import { useForm } from './formContext';

type KeysOf<S extends keyof RequestForm, V> = {
  [K in keyof RequestForm[S]]: RequestForm[S][K] extends V ? K : never;
}[keyof RequestForm[S]] &
  string;

type Base = {
  readonly label: string;
  readonly isRequired?: boolean;
  readonly hint?: string;
  readonly span?: 1 | 2 | 3 | 4 | 6;
};

const layout = ({ label, isRequired, hint, span }: Base) => ({
  label,
  ...(isRequired === undefined ? {} : { isRequired }),
  ...(hint === undefined ? {} : { hint }),
  ...(span === undefined ? {} : { span }),
});

type TextProps<S extends keyof RequestForm> = Base & {
  readonly section: S;
  readonly name: KeysOf<S, string>;
  readonly maxLength: number;
  /** More than one makes it a growing text area. */
  readonly rows?: number;
};

export function TextInput<S extends keyof RequestForm>(props: TextProps<S>): ReactElement {
  const { section, name, maxLength, rows = 1 } = props;
  const { form, edit, isReadOnly } = useForm();
  const value = form[section][name] as string;
  const change = (text: string) => edit(section, { [name]: text } as never);
  return (
    <Field path={`${section}.${name}`} {...layout(props)}>
      {(ids) =>
        rows > 1 ? (
          <Input.TextArea
            {...ids}
            value={value}
            maxLength={maxLength}
            autoSize={{ minRows: rows, maxRows: 16 }}
            disabled={isReadOnly}
            onChange={(event) => change(event.target.value)}
          />
        ) : (
          <Input
            {...ids}
            value={value}
            maxLength={maxLength}
            disabled={isReadOnly}
            autoComplete="off"
            onChange={(event) => change(event.target.value)}
          />
        )
      }
    </Field>
  );
}

type NumberProps<S extends keyof RequestForm> = Base & {
  readonly section: S;
  readonly name: KeysOf<S, number | null>;
  readonly unit?: string;
  readonly min: number;
  readonly max: number;
  readonly step?: number;
};

/** An empty field is `null`: not measured is not zero. */
export function NumberInput<S extends keyof RequestForm>(props: NumberProps<S>): ReactElement {
  const { section, name, unit, min, max, step = 1 } = props;
  const { form, edit, isReadOnly } = useForm();
  return (
    <Field path={`${section}.${name}`} {...layout(props)}>
      {(ids) => (
        <InputNumber
          {...ids}
          style={{ width: '100%' }}
          controls={false}
          suffix={unit}
          min={min}
          max={max}
          step={step}
          disabled={isReadOnly}
          value={form[section][name] as number | null}
          onChange={(value: number | null) => edit(section, { [name]: value } as never)}
        />
      )}
    </Field>
  );
}

type ChoiceProps<S extends keyof RequestForm> = Base & {
  readonly section: S;
  readonly name: keyof RequestForm[S] & string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
};

export function ChoiceInput<S extends keyof RequestForm>(props: ChoiceProps<S>): ReactElement {
  const { section, name, options } = props;
  const { form, edit, isReadOnly } = useForm();
  return (
    <Field path={`${section}.${name}`} {...layout(props)}>
      {(ids) => (
        <Select
          {...ids}
          style={{ width: '100%' }}
          value={form[section][name] as string | null}
          disabled={isReadOnly}
          options={[...options]}
          onChange={(value: string) => edit(section, { [name]: value } as never)}
        />
      )}
    </Field>
  );
}

type InstantProps<S extends keyof RequestForm> = Base & {
  readonly section: S;
  readonly name: KeysOf<S, string | null>;
};

export function InstantInput<S extends keyof RequestForm>(props: InstantProps<S>): ReactElement {
  const { section, name } = props;
  const { form, edit, isReadOnly } = useForm();
  return (
    <Field path={`${section}.${name}`} {...layout(props)}>
      {({ id }) => (
        <DatePicker
          id={id}
          style={{ width: '100%' }}
          showTime={{ format: 'HH:mm' }}
          format="YYYY-MM-DD HH:mm"
          disabled={isReadOnly}
          value={toPicker(form[section][name] as string | null)}
          onChange={(value: Dayjs | null) => edit(section, { [name]: fromPicker(value) } as never)}
        />
      )}
    </Field>
  );
}

/** A picker shows the wall clock of Beijing, whatever zone the machine is set to. */
export const toPicker = (at: string | null): Dayjs | null =>
  at === null ? null : dayjs(toWallClock(at));

export const fromPicker = (value: Dayjs | null): string | null =>
  value === null ? null : fromWallClock(value.format('YYYY-MM-DDTHH:mm'));
