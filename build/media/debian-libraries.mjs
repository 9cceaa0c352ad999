// Debian's libraries in the place of the ones mediasoup would download and build.
//
// mediasoup's build asks for subprojects by name. Each gets a folder with a few lines that hand out the installed library
// as what the subproject would have offered, so that nothing is fetched.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

export const DEBIAN_PACKAGES = [
  'g++',
  'binutils',
  'pkg-config',
  'meson',
  'ninja-build',
  'libuv1-dev',
  'libssl-dev',
  'libsrtp2-dev',
  'libusrsctp-dev',
  'libabsl-dev',
  'libflatbuffers-dev',
  'flatbuffers-compiler',
];

const installed = (...names) => `[${names.map((name) => `dependency('${name}')`).join(', ')}]`;
const ABSEIL = installed(
  ...[
    'flat_hash_map',
    'flat_hash_set',
    'btree',
    'inlined_vector',
    'strings',
    'optional',
    'memory',
  ].map((name) => `absl_${name}`),
);

/**
 * By name of the subproject: the dependencies it offers and where they come from; libraries that are named but never linked;
 * options that are set on it and must exist.
 */
const SUBPROJECTS = {
  openssl: {
    dependencies: { openssl_dep: installed('openssl') },
    libraries: ['libcrypto_lib', 'libssl_lib'],
  },
  libuv: {
    dependencies: { libuv_dep: installed('libuv') },
    libraries: ['libuv'],
    options: ['build_tests', 'build_benchmarks'],
  },
  libsrtp3: {
    dependencies: { libsrtp3_dep: installed('libsrtp2') },
    libraries: ['libsrtp3'],
    options: ['crypto-library', 'crypto-library-kdf', 'tests'],
    headers: { 'srtp.h': readFileSync(path.join(import.meta.dirname, 'srtp-3-over-2.h'), 'utf8') },
  },
  usrsctp: {
    dependencies: { usrsctp_dep: installed('usrsctp') },
    libraries: ['usrsctp'],
    options: ['sctp_build_programs'],
  },
  'abseil-cpp': {
    dependencies: {
      absl_container_dep: ABSEIL,
      absl_strings_dep: ABSEIL,
      absl_types_dep: ABSEIL,
    },
    libraries: ['absl_container_lib'],
  },
  flatbuffers: {
    dependencies: { flatbuffers_dep: installed('flatbuffers') },
    libraries: ['flatbuffers_lib'],
  },
  catch2: { dependencies: { catch2_dep: '[]' }, libraries: [] },
};

/** Writes the stand-ins into a copy of the worker's sources. */
export function standInForSubprojects(sources) {
  for (const [name, subproject] of Object.entries(SUBPROJECTS)) {
    const wrap = path.join(sources, 'subprojects', `${name}.wrap`);
    // a version that has no use for it
    if (existsSync(wrap)) writeStandIn(sources, wrap, name, subproject);
  }
}

function writeStandIn(
  sources,
  wrap,
  name,
  { dependencies, libraries, options = [], headers = {} },
) {
  const folder = /^directory\s*=\s*(\S+)/m.exec(readFileSync(wrap, 'utf8'))?.[1];
  if (!folder) throw new Error(`${name}.wrap names no directory`);
  const dir = path.join(sources, 'subprojects', folder);
  const write = (file, text) => writeFileSync(path.join(dir, file), text);
  mkdirSync(path.join(dir, 'include'), { recursive: true });
  for (const [file, text] of Object.entries(headers)) write(path.join('include', file), text);
  write('nothing.c', 'int huizhen_nothing;\n');
  write(
    'meson_options.txt',
    options.map((option) => `option('${option}', type: 'string', value: '')\n`).join(''),
  );
  write(
    'meson.build',
    [
      `project('${name}', ['c', 'cpp'], default_options: ['cpp_std=c++17'])`,
      `headers = include_directories('include')`,
      `nothing = static_library('nothing', 'nothing.c', build_by_default: false)`,
      ...libraries.map((library) => `${library} = nothing`),
      ...Object.entries(dependencies).map(
        ([variable, from]) =>
          `${variable} = declare_dependency(dependencies: ${from}, include_directories: headers)`,
      ),
      '',
    ].join('\n'),
  );
}
