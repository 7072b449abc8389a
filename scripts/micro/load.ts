// Micro benchmarks of what the load generator does per request beside sending it:
//
//   node scripts/micro/load.ts [--json]
//
// A sample is what is recorded for one answer: service time, and in open loops response time and lateness too.
import { parseArgs } from 'node:util'
import { bench, group, run } from 'mitata'
import { createHistogram, encodeHistogram, recordUs } from '../../harness/results/histogram.ts'
import { schedule } from '../../harness/load/schedule.ts'
import { createRecorder } from '../../harness/load/recorder.ts'
import { answersFor } from './answers-for.ts'

const { values } = parseArgs({ options: { json: { type: 'boolean', default: false } } })
const answers = answersFor(1024)
let at = 0
const next = () => answers[at++ & 1023]!

group('record an answer', () => {
  const recorder = createRecorder('micro')
  bench('of a closed loop', () => recorder.answered(next()))
  bench('of an open loop', () => {
    const answer = next()
    recorder.answeredDue(answer, answer.sentMs - 0.02)
  })
})

const filled = createHistogram()
for (const { sentMs, doneMs } of answers) recordUs(filled, (doneMs - sentMs) * 1000)
group('at the end of a slice', () => {
  bench('encode a histogram of 1,024 answers', () => encodeHistogram(filled))
})

group('find the next due time', () => {
  const open = { kind: 'open', ratePerSecond: 1000, inFlightMax: 512 } as const
  const place = { seed: 'micro', slice: 0, windowMs: 1000 }
  for (const arrival of ['constant', 'poisson'] as const) {
    const times = schedule({ ...open, arrival }, place).dueTimesMs[Symbol.iterator]()
    bench(arrival, () => times.next())
  }
})

await run({ format: values.json ? { json: { samples: false, debug: false } } : 'mitata' })
