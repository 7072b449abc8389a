// Its table of starts, migration and sizes.
import type { PrRow } from '../pr-row.ts'
import { once, TO_BRANCH } from './pairs.ts'

const START = {
  table: 'start',
  better: 'lower',
  pairs: TO_BRANCH,
  source: 'Startup / migration',
} as const
export const start: readonly PrRow[] = [
  {
    ...START,
    id: 'first-start',
    title: 'first start, until ready',
    printed: { master: '~0.2 s', branch: '~1.2 s' },
    place: once('ready'),
  },
  {
    ...START,
    id: 'later-starts',
    title: 'later starts, until ready',
    printed: { master: '~0.2 s', branch: '0.07 s' },
    place: once('restart-ready'),
  },
  {
    ...START,
    id: 'index-footprint',
    title: 'bytes of the indexes',
    printed: { master: '29.9 MB', branch: '15.3 MB' },
    factor: '49% reduction',
    place: once('index-bytes'),
  },
  {
    ...START,
    id: 'file-size',
    title: 'bytes of the file, migrated',
    printed: { master: '98 MB', branch: '113 MB' },
    place: once('database-bytes'),
  },
]
