import { describe, expect, it } from 'vitest'
import { machineSchema } from '../results/schema.ts'
import { describeMachine } from './describe-machine.ts'
import { systemOf } from './testing-files.ts'

const CPU = '/sys/devices/system/cpu'

describe('the fingerprint of the machine', () => {
  it('fits into a session file', () => {
    expect(machineSchema.parse(describeMachine())).toMatchObject({ node: process.version })
  })

  it('tells of the CPUs what the system tells', () => {
    const read = systemOf({
      '/proc/self/status': 'Name:\tnode\nCpus_allowed_list:\t2-3',
      '/proc/self/mountinfo': '29 23 0:26 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw',
      '/proc/self/cgroup': '0::/',
      '/sys/fs/cgroup/cpu.max': '150000 100000',
      [`${CPU}/cpu2/topology/thread_siblings_list`]: '2-3',
      [`${CPU}/cpu3/topology/thread_siblings_list`]: '2-3',
      [`${CPU}/cpu2/cpufreq/scaling_governor`]: 'performance',
    })
    expect(describeMachine(read)).toMatchObject({
      allowedCpus: [2, 3],
      governor: 'performance',
      multithreading: true,
      cpuQuota: 1.5,
    })
  })

  it('leaves out what the system does not tell', () => {
    const told = Object.keys(describeMachine(systemOf({})))
    for (const key of ['allowedCpus', 'governor', 'multithreading', 'cpuQuota'])
      expect(told).not.toContain(key)
  })
})
