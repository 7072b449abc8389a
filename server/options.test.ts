import { describe, expect, it } from 'vitest'
import { parseOptions } from './options.ts'
import { PROFILES } from './tuning.ts'

describe('parseOptions', () => {
  it('takes the best the server can do without flags', () => {
    expect(parseOptions([], {})).toMatchObject({
      port: 5600,
      host: '127.0.0.1',
      testing: false,
      tuning: PROFILES.default,
      faults: [],
    })
  })

  it('takes a profile, from the flag before the environment, and switches on top', () => {
    const env = { HEARTBENCH_PROFILE: 'branch' }
    expect(parseOptions([], env)).toMatchObject({ tuning: PROFILES.branch })
    const args = ['--profile', 'master', '--keepalive', 'on', '--schema', '5']
    expect(parseOptions(args, env)).toMatchObject({
      profile: 'master',
      tuning: { ...PROFILES.master, keepalive: 'on', schema: '5' },
    })
  })

  it('moves to the testing port', () => {
    expect(parseOptions(['--testing'], {})).toMatchObject({ port: 5666, testing: true })
    expect(parseOptions(['--testing', '--port', '0'], {})).toMatchObject({ port: 0 })
  })

  it.each([
    [['--nope'], /--nope/],
    [['file'], /file/],
    [['--profile', 'old'], /--profile expects one of master, .*got 'old'/],
    [['--journal', 'off'], /--journal expects one of delete, wal; got 'off'/],
    [['--port', '99999'], /--port expects/],
    [['--fault', 'cpu'], /--fault expects one of cpu=20%/],
    [['--fault', 'nope=1%'], /got 'nope=1%'/],
    [['--fault', 'toString=1%'], /got 'toString=1%'/],
  ])('refuses %j', (args, message) => {
    expect(() => parseOptions(args, {})).toThrow(message)
  })

  it('refuses an unknown profile from the environment', () => {
    expect(() => parseOptions([], { HEARTBENCH_PROFILE: 'x' })).toThrow(/got 'x'/)
  })
})
