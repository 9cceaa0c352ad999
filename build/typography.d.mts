export function halfWidthMarks(text: string): number[];
export function withFullWidth(text: string): string;
