// Goal of recording: what it takes to keep one answer must not show beside what it took to get it.
import { measure } from 'mitata'
import { createRecorder } from '../../harness/load/recorder.ts'
import { answersFor } from '../micro/answers-for.ts'
import { judged, us } from './goal.ts'
import type { Goal } from './goal.ts'

const LIMIT_US = 0.3

/** In an open loop, where each answer goes into three histograms. */
export async function frugalRecording(): Promise<Goal> {
  const recorder = createRecorder('show-load')
  const answers = answersFor(1024)
  let at = 0
  const { p50 } = await measure(() => {
    const answer = answers[at++ & 1023]!
    recorder.answeredDue(answer, answer.sentMs - 0.02)
  })
  const tookUs = p50 / 1000
  const row = { what: 'recording of one answer of an open loop', goal: '< 0.3 µs' }
  return judged(row, us(tookUs), { isReached: tookUs < LIMIT_US, isDisturbed: false })
}
