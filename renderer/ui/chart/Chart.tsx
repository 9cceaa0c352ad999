import { BarChart, LineChart } from 'echarts/charts';
import { GridComponent, LegendComponent, TooltipComponent } from 'echarts/components';
import { init, use as register, type ECharts } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import { useEffect, useRef, type ReactElement } from 'react';
import { UI_FONT } from '../theme';

register([BarChart, LineChart, GridComponent, LegendComponent, TooltipComponent, CanvasRenderer]);

export type Series = {
  readonly name: string;
  readonly values: readonly (number | null)[];
  readonly kind?: 'bar' | 'line';
};
type Props = {
  readonly label: string;
  readonly categories: readonly string[];
  readonly series: readonly Series[];
  readonly horizontal?: boolean;
  readonly height?: number;
  readonly selected?: string | null;
  readonly onSelect?: (index: number) => void;
};

/** Ink and grey: red, amber and blue are kept for what is urgent, at risk or the reader's to do. */
const SERIES_TOKENS = ['--hz-chart-1', '--hz-chart-2'] as const;

type Palette = {
  readonly series: readonly string[];
  readonly text: string;
  readonly line: string;
};

/** A canvas takes no custom properties: the theme's colours are read where the chart stands. */
function paletteOf(host: Element): Palette {
  const style = getComputedStyle(host);
  const colour = (token: string) => style.getPropertyValue(token).trim();
  return {
    series: SERIES_TOKENS.map(colour),
    text: colour('--hz-muted'),
    line: colour('--hz-line'),
  };
}

/** A bar or line chart; every chart has its table beside it, so the canvas is decoration for a screen reader. */
export function Chart(props: Props): ReactElement {
  const host = useRef<HTMLDivElement>(null);
  const chart = useRef<ECharts | null>(null);
  const onSelect = useRef(props.onSelect);
  onSelect.current = props.onSelect;
  useEffect(() => {
    if (!host.current) return;
    const made = init(host.current);
    chart.current = made;
    made.on('click', (event) => onSelect.current?.(event.dataIndex));
    const observer = new ResizeObserver(() => made.resize());
    observer.observe(host.current);
    return () => {
      observer.disconnect();
      made.dispose();
    };
  }, []);
  useEffect(() => {
    if (!host.current) return;
    chart.current?.setOption(optionOf(props, paletteOf(host.current)), { notMerge: true });
  });
  return (
    <div
      ref={host}
      role="img"
      aria-label={props.label}
      style={{ width: '100%', height: props.height ?? 260 }}
    />
  );
}

function optionOf({ categories, series, horizontal, selected }: Props, palette: Palette) {
  const font = { fontFamily: UI_FONT, fontSize: 12, color: palette.text };
  const category = {
    type: 'category' as const,
    data: [...categories],
    axisTick: { show: false },
    axisLine: { lineStyle: { color: palette.line } },
    ...(horizontal
      ? { inverse: true, axisLabel: { ...font, width: 132, overflow: 'truncate' as const } }
      : { axisLabel: font }),
  };
  const value = {
    type: 'value' as const,
    minInterval: 1,
    axisLabel: font,
    splitLine: { lineStyle: { color: palette.line } },
  };
  return {
    color: [...palette.series],
    animation: false,
    grid: { left: 8, right: 16, top: series.length > 1 ? 32 : 8, bottom: 8, containLabel: true },
    tooltip: { trigger: 'axis' as const },
    ...(series.length > 1 ? { legend: { top: 0, left: 0, textStyle: font, itemHeight: 10 } } : {}),
    xAxis: horizontal ? value : category,
    yAxis: horizontal ? category : value,
    series: series.map(({ name, values, kind }) => ({
      name,
      type: kind ?? ('bar' as const),
      barMaxWidth: 14,
      data: values.map((amount, index) => ({
        value: amount,
        itemStyle: { opacity: selected && categories[index] !== selected ? 0.35 : 1 },
      })),
    })),
  };
}
