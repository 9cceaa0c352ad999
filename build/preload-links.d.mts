import type { Plugin } from 'vite';

export function preloadLinks(modules: { readonly entry: string; readonly viewer: string }): Plugin;
