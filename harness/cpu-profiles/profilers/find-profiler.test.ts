import { expect, it } from 'vitest'
import { findProfiler } from './find-profiler.ts'
import { nameThreads } from './node-threads.ts'

it.each([
  [['node', 'server.js']],
  [['/usr/bin/node', 'server.js']],
  [['npm', 'start']],
  [['npx', 'tsx', 'a.ts']],
  [['./bin/serve.mjs']],
])('takes %j for Node', (start) => {
  expect(findProfiler('auto', start).name).toBe('node')
})

it('says what to set where the start command does not tell', () => {
  expect(() => findProfiler('auto', ['python3', 'server.py'])).toThrow(
    /cpuProfiles.profiler in the config, since "python3" does not tell/,
  )
  expect(findProfiler('node', ['./run.sh']).name).toBe('node')
  expect(findProfiler({ command: ['/opt/py-spy', '{out}'] }, ['node']).name).toBe('py-spy')
})

it('names threads alike in every build: the busiest process is the server', () => {
  const file = (pid: number, thread: number) =>
    `CPU.20261128.194448.${pid}.${thread}.001.cpuprofile`
  expect(nameThreads([file(71, 0), file(71, 2), file(70, 0), 'x.cpuprofile'])).toEqual([
    'main thread',
    'worker 2',
    'process 2, main thread',
    'thread 4',
  ])
})
