import { describe, expect, it } from 'vitest';
import { parseServerAddress } from './serverAddress';

describe('parseServerAddress', () => {
  it.each([
    ['https://consult.example.cn', 'https://consult.example.cn'],
    ['  https://consult.example.cn:8443/ ', 'https://consult.example.cn:8443'],
    ['consult.example.cn', 'https://consult.example.cn'],
    ['http://127.0.0.1:8080', 'http://127.0.0.1:8080'],
    ['http://localhost:8080', 'http://localhost:8080'],
    ['http://192.168.10.4', 'http://192.168.10.4'],
    ['http://172.31.0.1', 'http://172.31.0.1'],
    ['https://[2001:db8::1]', 'https://[2001:db8::1]'],
  ])('reads %j as %s', (text, address) => {
    expect(parseServerAddress(text)).toEqual({ ok: true, value: address });
  });

  it.each([
    ['', 'desktop.serverAddress'],
    ['ftp://consult.example.cn', 'desktop.serverAddress'],
    ['javascript://x', 'desktop.serverAddress'],
    ['file:///etc/passwd', 'desktop.serverAddress'],
    ['https://user:pw@consult.example.cn', 'desktop.serverAddress'],
    ['https://consult.example.cn/path', 'desktop.serverAddress'],
    ['https://consult.example.cn?x=1', 'desktop.serverAddress'],
    ["https://a;script-src'*'", 'desktop.serverAddress'],
    ['https://*.example.cn', 'desktop.serverAddress'],
    ['http://consult.example.cn', 'desktop.serverInsecure'],
    ['http://172.32.0.1', 'desktop.serverInsecure'],
    ['http://10.evil.example', 'desktop.serverInsecure'],
    ['http://8.8.8.8', 'desktop.serverInsecure'],
  ])('refuses %j with %s', (text, code) => {
    expect(parseServerAddress(text)).toMatchObject({ ok: false, error: { code } });
  });
});
