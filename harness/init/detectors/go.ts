// Go: the one package that holds func main.
import { dirname } from 'node:path'
import type { Detected } from '../detector.ts'
import { sourcesOf } from '../project-files.ts'
import type { ProjectFiles } from '../project-files.ts'

export function detectGo(files: ProjectFiles): Detected | undefined {
  if (!files.names.includes('go.mod')) return undefined
  const sources = sourcesOf(files, ['.go']).filter(({ name }) => !name.endsWith('_test.go'))
  const mains = sources
    .filter(({ text }) => /^package main\b/m.test(text) && /^func main\(\)/m.test(text))
    .map(({ name }) => (dirname(name) === '.' ? '.' : `./${dirname(name)}`))
  const [main = '.', ...others] = [...new Set(mains)]
  return {
    kind: 'Go',
    build: ['go', 'build', '-o', 'heartbench-server', main],
    start: ['{dir}/heartbench-server'],
    sources,
    doubts:
      others.length === 0
        ? []
        : [`There are several programs (${[main, ...others].join(', ')}): check build.`],
  }
}
