import { expect, it } from 'vitest'
import { nameFile } from './name-file.ts'

it.each([
  ['file:///cache/builds/abc/src/a%20b.ts', 'src/a b.ts'],
  ['/cache/builds/abc/lib/x.cjs', 'lib/x.cjs'],
  ['file:///cache/builds/abc/node_modules/koa/lib/x.js', 'node_modules/koa/lib/x.js'],
  ['file:///cache/deps/77/node_modules/a/node_modules/b/i.js', 'node_modules/b/i.js'],
  ['file:///home/somebody/elsewhere/server/main.js', '…/server/main.js'],
  ['/cache/builds/abcdef/x.js', '…/abcdef/x.js'],
  ['node:internal/url', 'node:internal/url'],
  ['', undefined],
  ['data:text/javascript,x', undefined],
])('names %s so that builds can be compared: %s', (address, name) => {
  expect(nameFile(address, '/cache/builds/abc')).toBe(name)
})
