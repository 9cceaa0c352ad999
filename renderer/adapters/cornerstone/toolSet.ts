import {
  addTool,
  AngleTool,
  annotation,
  BaseTool,
  EllipticalROITool,
  Enums,
  LengthTool,
  PanTool,
  ProbeTool,
  RectangleROITool,
  ToolGroupManager,
  ZoomTool,
  type Types,
} from '@cornerstonejs/tools';
import type { MeasurementKind } from '../../../shared/domain/imaging/measurement';
import type { ViewerTool } from '../../ports/imageViewer';

type DragListener = (dx: number, dy: number, height: number) => void;
const dragListeners = new Map<string, Record<'scroll' | 'window', DragListener>>();

/**
 * Dragging that the viewport handle carries out itself. Cornerstone's own window and scroll tools bypass the handle, which
 * alone knows the window in force and which picture was asked for; as a tool of theirs it still yields to handles of drawings.
 */
abstract class DragTool extends BaseTool {
  protected abstract readonly action: 'scroll' | 'window';

  constructor(props = {}) {
    super(props, { supportedInteractionTypes: ['Mouse', 'Touch'] });
  }

  mouseDragCallback(event: { detail: Types.EventTypes.MouseDragEventDetail }): void {
    const { deltaPoints, element, viewportId } = event.detail;
    const [dx, dy] = deltaPoints.canvas;
    dragListeners.get(viewportId)?.[this.action](dx, dy, element.clientHeight);
  }

  touchDragCallback(event: { detail: Types.EventTypes.MouseDragEventDetail }): void {
    this.mouseDragCallback(event);
  }
}

class ScrollDragTool extends DragTool {
  static override toolName = 'HuizhenScroll';
  protected override readonly action = 'scroll';
}

class WindowDragTool extends DragTool {
  static override toolName = 'HuizhenWindow';
  protected override readonly action = 'window';
}

const NAME_OF_KIND: Partial<Record<MeasurementKind, string>> = {
  length: LengthTool.toolName,
  angle: AngleTool.toolName,
  ellipseRoi: EllipticalROITool.toolName,
  rectangleRoi: RectangleROITool.toolName,
  probe: ProbeTool.toolName,
};

const NAME_OF_TOOL: Partial<Record<ViewerTool, string>> = {
  ...NAME_OF_KIND,
  scroll: ScrollDragTool.toolName,
  window: WindowDragTool.toolName,
  zoom: ZoomTool.toolName as string,
  pan: PanTool.toolName as string,
};

export const toolNameOf = (kind: MeasurementKind): string => NAME_OF_KIND[kind] ?? '';

export function kindOfTool(toolName: string): MeasurementKind | null {
  const entry = Object.entries(NAME_OF_KIND).find(([, name]) => name === toolName);
  return entry ? (entry[0] as MeasurementKind) : null;
}

/** Wider than the library's own type, which lacks the text box switches its code reads. */
const STYLE: Record<string, string | boolean> = {
  color: 'rgb(235, 235, 235)',
  colorHighlighted: 'rgb(255, 255, 255)',
  colorSelected: 'rgb(255, 255, 255)',
  colorLocked: 'rgb(190, 190, 190)',
  lineWidth: '1.5',
  lineDash: '',
  shadow: true,
  textBoxVisibility: true,
  textBoxFontFamily: 'Noto Sans SC, Microsoft YaHei, PingFang SC, sans-serif',
  textBoxFontSize: '13px',
  textBoxColor: 'rgb(240, 240, 240)',
  textBoxColorHighlighted: 'rgb(255, 255, 255)',
  textBoxColorSelected: 'rgb(255, 255, 255)',
  textBoxColorLocked: 'rgb(200, 200, 200)',
  textBoxBackground: 'rgba(0, 0, 0, 0.55)',
  textBoxLinkLineWidth: '1',
  textBoxLinkLineDash: '2,3',
  textBoxShadow: false,
};

/** Once a page: tool classes are global in the library. White drawings with a dark edge: no colour near a picture. */
export function registerTools(): void {
  const tools = [ScrollDragTool, WindowDragTool, ZoomTool, PanTool];
  const drawing = [LengthTool, AngleTool, EllipticalROITool, RectangleROITool, ProbeTool];
  for (const tool of [...tools, ...drawing]) addTool(tool);
  annotation.config.style.setDefaultToolStyles({ global: STYLE });
}

export type ToolSetOptions = {
  readonly viewportId: string;
  readonly engineId: string;
  readonly textLines: (annotationData: unknown, targetId: unknown) => string[];
  readonly onDrag: Record<'scroll' | 'window', DragListener>;
};

/** Tools of one viewport: the chosen one on the left button, pan on the middle, zoom on the right. */
export class ToolSet {
  readonly #id: string;
  readonly #viewportId: string;
  #active: ViewerTool = 'scroll';

  constructor({ viewportId, engineId, textLines, onDrag }: ToolSetOptions) {
    this.#id = `tools-${viewportId}`;
    this.#viewportId = viewportId;
    dragListeners.set(viewportId, onDrag);
    const group = ToolGroupManager.createToolGroup(this.#id);
    if (!group) throw new Error('tool group exists already');
    for (const name of Object.values(NAME_OF_TOOL)) {
      group.addTool(name, kindOfTool(name) === null ? {} : { getTextLines: textLines });
    }
    group.addViewport(viewportId, engineId);
    this.#bind();
  }

  get active(): ViewerTool {
    return this.#active;
  }

  choose(tool: ViewerTool): void {
    const group = ToolGroupManager.getToolGroup(this.#id);
    group?.setToolPassive(NAME_OF_TOOL[this.#active] ?? '', { removeAllBindings: true });
    this.#active = tool;
    this.#bind();
  }

  dispose(): void {
    dragListeners.delete(this.#viewportId);
    ToolGroupManager.destroyToolGroup(this.#id);
  }

  #bind(): void {
    const group = ToolGroupManager.getToolGroup(this.#id);
    if (!group) return;
    const { Primary, Auxiliary, Secondary } = Enums.MouseBindings;
    const buttons = new Map<ViewerTool, Enums.MouseBindings[]>([
      ['pan', [Auxiliary]],
      ['zoom', [Secondary]],
    ]);
    buttons.set(this.#active, [Primary, ...(buttons.get(this.#active) ?? [])]);
    for (const [tool, name] of Object.entries(NAME_OF_TOOL) as [ViewerTool, string][]) {
      const bound = buttons.get(tool);
      if (bound)
        group.setToolActive(name, { bindings: bound.map((mouseButton) => ({ mouseButton })) });
      else if (kindOfTool(name)) group.setToolPassive(name);
    }
  }
}
