// CPU profiles of a scenario, as a session keeps them: `branch` parses no longer what `master` parsed for every request.
import type { CpuProfile, FunctionTimes, ProfiledTarget } from '../results/schema.ts'

const time = (
  name: string,
  place: string | undefined,
  selfUs: number,
  totalUs = selfUs,
): FunctionTimes => {
  const [file, line] = place?.split(':') ?? []
  return {
    name,
    ...(file !== undefined && { file }),
    ...(line !== undefined && { line: Number(line) }),
    selfUs,
    totalUs,
  }
}

function targetOf(
  target: string,
  requests: number,
  threads: ProfiledTarget['threads'],
  functions: readonly FunctionTimes[],
): ProfiledTarget {
  const others = { functions: 31, selfUs: 41_000 }
  return {
    target,
    windowMs: 3004.2,
    requests,
    cpuMs: 2890,
    sampleUs: 520,
    threads,
    functions: [...functions],
    others,
    files: [`s.cpu-profiles/reads.${target}.main-thread.cpuprofile`],
  }
}

const MAIN = 'main thread'

export function buildCpuProfile(): CpuProfile {
  return {
    kind: 'cpu-profile',
    scenario: 'reads',
    takenAt: '2026-06-12T08:11:00.000Z',
    profiler: 'node',
    targets: [
      targetOf(
        'master',
        21,
        [{ name: MAIN, busyUs: 2_883_000, idleUs: 121_000 }],
        [
          time('parseEvents', 'src/events.js:40', 2_100_000, 2_300_000),
          time('(garbage collector)', undefined, 502_000),
          time('serialise', 'src/answer.js:7', 200_000),
          time('(anonymous)', 'node_modules/koa/lib/application.js:110', 40_000, 2_800_000),
        ],
      ),
      targetOf(
        'branch',
        1040,
        [
          { name: MAIN, busyUs: 2_020_000, idleUs: 980_000 },
          { name: 'worker 1', busyUs: 390_000, idleUs: 2_600_000 },
        ],
        [
          time('serialise', 'src/answer.js:9', 1_300_000),
          time('readPage', 'src/pages.js:12', 859_000, 900_000),
          time('(garbage collector)', undefined, 190_000),
          time('(anonymous)', 'node_modules/koa/lib/application.js:110', 20_000, 2_000_000),
        ],
      ),
    ],
  }
}
