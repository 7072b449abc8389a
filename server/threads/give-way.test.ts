import { readFileSync } from 'node:fs'
import { Worker } from 'node:worker_threads'
import { once } from 'node:events'
import { expect, it } from 'vitest'

const ENTRY = new URL('./give-way.ts', import.meta.url)

/** The priority of the calling thread, as the 19th field of its stat file says (proc_pid_stat(5)). */
const NICE = `readFileSync('/proc/thread-self/stat', 'utf8').split(') ')[1].split(' ')[16]`

it.runIf(process.platform === 'linux')(
  'only the thread that gives way has less priority',
  async () => {
    const code = `
    const { readFileSync } = require('node:fs')
    const { parentPort } = require('node:worker_threads')
    import('${ENTRY.href}').then(({ giveWay }) => {
      const before = ${NICE}
      giveWay()
      parentPort.postMessage([before, ${NICE}])
    })`
    const worker = new Worker(code, { eval: true })
    const [[before, after]] = (await once(worker, 'message')) as [[string, string]]
    await worker.terminate()
    expect(Number(after)).toBe(Math.max(Number(before), 10))
    const own = readFileSync('/proc/thread-self/stat', 'utf8').split(') ')[1]!.split(' ')[16]
    expect(own).toBe(before)
  },
)
