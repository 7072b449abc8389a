import { describe, expect, it } from 'vitest'
import { main } from '../main.ts'

async function refusal(...options: string[]): Promise<{ code: number; stderr: string }> {
  let stderr = ''
  const code = await main(['doctor', ...options], {
    directory: import.meta.dirname,
    environment: {},
    stdout: { write: () => true },
    stderr: { write: (text) => (stderr += text) },
  })
  return { code, stderr }
}

describe('doctor', () => {
  it.each([
    [['--effect', '2%'], 'Expected --effect above 3%, got 2%'],
    [['--effect', 'much'], 'Expected per cent'],
    [['--time', '15'], 'Expected a time'],
    [['--session', 'none.jsonl'], 'Expected a session file'],
    [['--quick'], 'unknown option'],
  ])('refuses %j before anything is measured', async (options, message) => {
    const { code, stderr } = await refusal(...options)
    expect(stderr).toContain(message)
    expect(code).toBe(2)
  })
})
