export const TOOLS = ['pan', 'point', 'line', 'rectangle', 'polygon', 'text'] as const;
export type SlideTool = (typeof TOOLS)[number];

/** Letter of each tool, also shown on its button. */
export const TOOL_KEYS: Readonly<Record<SlideTool, string>> = {
  pan: 'V',
  point: 'O',
  line: 'L',
  rectangle: 'B',
  polygon: 'G',
  text: 'T',
};
