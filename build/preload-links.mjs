import path from 'node:path';

/**
 * Vite plugin: names in the page itself what its first script is going to import, so that the browser fetches all of it in
 * one go instead of finding it step by step; and lists the viewer's files, for when it is known that there are pictures.
 *
 * @param entry End of the path of the module the first script imports.
 * @param viewer End of the path of the viewer's module.
 */
export function preloadLinks({ entry, viewer }) {
  return {
    name: 'huizhen-preload-links',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler(_html, { bundle, filename }) {
        // pages of their own, such as one for the public, need none of this
        if (path.basename(filename) !== 'index.html') return [];
        const chunks = Object.values(bundle ?? {}).filter(({ type }) => type === 'chunk');
        const start = chunksOf(chunks, entry);
        const styles = new Set(start.flatMap((c) => [...(c.viteMetadata?.importedCss ?? [])]));
        const link = (rel, name) => ({
          tag: 'link',
          attrs: { rel, crossorigin: true, href: `./${name}` },
          injectTo: 'head',
        });
        const later = chunksOf(chunks, viewer).filter((chunk) => !start.includes(chunk));
        const content = later.map(({ fileName }) => `./${fileName}`).join(' ');
        return [
          ...start.map(({ fileName }) => link('modulepreload', fileName)),
          ...[...styles].map((name) => link('stylesheet', name)),
          { tag: 'meta', attrs: { name: 'viewer-files', content }, injectTo: 'head' },
        ];
      },
    },
  };
}

/** The module's chunk and all it imports. */
function chunksOf(chunks, module) {
  const first = chunks.find(({ facadeModuleId }) => facadeModuleId?.endsWith(module));
  if (!first) throw new Error(`${module} is in no chunk of its own`);
  const needed = new Set();
  const add = (chunk) => {
    if (!chunk || needed.has(chunk)) return;
    needed.add(chunk);
    for (const name of chunk.imports) add(chunks.find(({ fileName }) => fileName === name));
  };
  add(first);
  return [...needed];
}
