/**
 * Refuses a bundle in which chunks need each other before they can start: whichever runs first meets names that have no
 * value yet, and the page stays blank.
 */
export function noChunkCycles() {
  return {
    name: 'no-chunk-cycles',
    generateBundle(_options, bundle) {
      const chunks = Object.values(bundle).filter(({ type }) => type === 'chunk');
      const cycle = cycleOf(new Map(chunks.map(({ fileName, imports }) => [fileName, imports])));
      if (cycle) this.error(`chunks need each other: ${cycle.join(' > ')}`);
    },
  };
}

/**
 * @param {ReadonlyMap<string, readonly string[]>} imports by file name; dynamic ones left out
 * @returns {readonly string[] | null} names along the first cycle, the first one again at its end
 */
export function cycleOf(imports) {
  const done = new Set();
  const visit = (name, path) => {
    const at = path.indexOf(name);
    if (at >= 0) return [...path.slice(at), name];
    if (done.has(name)) return null;
    for (const next of imports.get(name) ?? []) {
      const cycle = visit(next, [...path, name]);
      if (cycle) return cycle;
    }
    done.add(name);
    return null;
  };
  for (const name of imports.keys()) {
    const cycle = visit(name, []);
    if (cycle) return cycle;
  }
  return null;
}
