// The fingerprint of the machine a session ran on; sessions of different machines are not compared.
import { arch, cpus, release, totalmem, type } from 'node:os'
import type { Machine } from '../results/schema.ts'

export function describeMachine(): Machine {
  const processors = cpus()
  return {
    cpuModel: processors[0]?.model.trim() ?? 'unknown',
    cpus: processors.length,
    memoryBytes: totalmem(),
    system: `${type()} ${release()}`,
    architecture: arch(),
    node: process.version,
  }
}
