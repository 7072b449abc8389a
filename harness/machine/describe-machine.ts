// The fingerprint of the machine a session ran on; sessions of different machines are not compared.
import { arch, cpus, release, totalmem, type } from 'node:os'
import type { Machine } from '../results/schema.ts'
import { readAllowedCpus } from './allowed-cpus.ts'
import { readClockPolicy } from './governor.ts'
import { readQuota } from './quota.ts'
import { readSystemFile } from './system-file.ts'
import type { ReadSystemFile } from './system-file.ts'
import { hasMultithreading, readCores } from './topology.ts'

/** What the system does not tell is absent. */
export function describeMachine(read: ReadSystemFile = readSystemFile): Machine {
  const processors = cpus()
  const allowedCpus = readAllowedCpus('self', read)
  const cores = readCores(allowedCpus ?? [], read)
  const governor = readClockPolicy(allowedCpus ?? [], read)?.governor
  const cpuQuota = readQuota(read)?.cpus
  return {
    cpuModel: processors[0]?.model.trim() ?? 'unknown',
    cpus: processors.length,
    memoryBytes: totalmem(),
    system: `${type()} ${release()}`,
    architecture: arch(),
    node: process.version,
    ...(allowedCpus !== undefined && { allowedCpus }),
    ...(governor !== undefined && { governor }),
    ...(cores !== undefined && { multithreading: hasMultithreading(cores) }),
    ...(cpuQuota !== undefined && { cpuQuota }),
  }
}
