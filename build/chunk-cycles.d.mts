import type { Plugin } from 'vite';

export function noChunkCycles(): Plugin;
export function cycleOf(imports: ReadonlyMap<string, readonly string[]>): readonly string[] | null;
