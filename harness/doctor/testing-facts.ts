// A machine on which nothing stands against measuring, and variations of it, for tests.
import type { Facts } from './facts.ts'

export const GOOD: Facts = {
  machine: {
    cpuModel: 'Test CPU',
    cpus: 4,
    memoryBytes: 16e9,
    system: 'Linux 6.1',
    architecture: 'x64',
    node: 'v24.21.0',
    allowedCpus: [0, 1, 2, 3],
    governor: 'performance',
    multithreading: false,
  },
  cores: [[0], [1], [2], [3]],
  clockPolicy: { governor: 'performance', driver: 'intel_pstate', turbo: false },
  placement: { state: 'pinned', pinning: { generator: [0], servers: [3] } },
  pinnedNode: '24.21.0',
  openFiles: 1_048_576,
  disk: {
    directory: '/home/me/.cache/heartbench',
    fileSystem: 'ext4',
    freeBytes: 80e9,
    syncP50Ms: 0.6,
    syncP95Ms: 2.1,
  },
  clock: { source: 'tsc', resolutionNs: 41, costNs: 38 },
  memory: { availableBytes: 12e9, swapUsedBytes: 0 },
  idle: {
    durationMs: 3000,
    stealShare: 0.0004,
    foreignShare: 0.011,
    busiest: { pid: 812, name: 'node watcher.js', share: 0.008 },
    loadAverage: 0.21,
    timerP50Ms: 0.3,
    timerP99Ms: 1.2,
    throttledMs: undefined,
    swappedPages: 0,
  },
  walk: { p50Us: 1350, p95Us: 1420 },
  requests: {
    state: 'measured',
    loopback: { p50Us: 92, p95Us: 141 },
    ceiling: {
      heldPerSecond: 4000,
      failedPerSecond: 8000,
      latenessP99Us: 310,
      cpuShare: 0.64,
    },
  },
}

/** Where the system tells nothing, as on macOS. */
export const SILENT: Facts = {
  ...GOOD,
  machine: {
    cpuModel: 'Apple M9',
    cpus: 8,
    memoryBytes: 16e9,
    system: 'Darwin 27.0.0',
    architecture: 'arm64',
    node: 'v24.21.0',
  },
  cores: undefined,
  clockPolicy: undefined,
  placement: { state: 'free', why: 'this system does not tell which CPUs may be used' },
  pinnedNode: undefined,
  openFiles: undefined,
  disk: { ...GOOD.disk, fileSystem: undefined, syncP50Ms: undefined, syncP95Ms: undefined },
  clock: { ...GOOD.clock, source: undefined },
  memory: { availableBytes: 9e9, swapUsedBytes: undefined },
  idle: {
    ...GOOD.idle,
    stealShare: undefined,
    foreignShare: undefined,
    busiest: undefined,
    swappedPages: undefined,
  },
}
