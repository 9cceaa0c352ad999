import { describe, expect, it } from 'vitest';
import { defaultCacheBytes, defaultWorkers } from './budget';
import { choosePath } from './renderPath';

const GIB = 1024 ** 3;

describe('what the machine decides', () => {
  it.each([
    [null, 'cpu'],
    ['ANGLE (Google, Vulkan 1.3.0 (SwiftShader Device (Subzero)), SwiftShader driver)', 'cpu'],
    ['llvmpipe (LLVM 15.0.6, 256 bits)', 'cpu'],
    ['ANGLE (Microsoft, Microsoft Basic Render Driver Direct3D11)', 'cpu'],
    ['ANGLE (Intel, Intel(R) UHD Graphics 630 Direct3D11 vs_5_0 ps_5_0)', 'gpu'],
    ['Apple M2', 'gpu'],
  ])('%s draws by the %s path', (name, path) => {
    expect(choosePath(name)).toBe(path);
  });

  it.each([
    [undefined, GIB / 2],
    [1, GIB / 4],
    [4, GIB / 2],
    [8, GIB],
    [64, GIB],
  ])('%s GiB of memory keep %s bytes of pictures', (memory, bytes) => {
    expect(defaultCacheBytes(memory)).toBe(bytes);
  });

  it.each([
    [undefined, 1],
    [1, 1],
    [2, 1],
    [4, 3],
    [16, 4],
  ])('%s cores decode with %s workers', (cores, workers) => {
    expect(defaultWorkers(cores)).toBe(workers);
  });
});
