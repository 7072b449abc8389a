import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseCollapsed } from './collapsed.ts'
import { functionTimes } from './function-times.ts'
import { busyUs } from './stacks.ts'

const timesOf = (text: string, us: number) => {
  const { stacks, samples } = parseCollapsed(text, us, 'x.folded')
  return functionTimes([{ name: 'all', stacks, samples, idleUs: undefined }])
}

describe('collapsed stacks', () => {
  it('are read as perf and py-spy write them', () => {
    const text = [
      'python3;<module> (app.py:3);serve (app.py:10);sums (sums.py:7) 30',
      'python3;<module> (app.py:3);serve (app.py:12) 10',
      '# a remark',
      'app;std::vector<int, std::allocator<int> >::push_back(int&&);[unknown] 20',
      '',
    ].join('\r\n')
    expect(
      timesOf(text, 6000).map(({ name, file, selfUs, totalUs }) => [name, file, selfUs, totalUs]),
    ).toMatchInlineSnapshot(`
        [
          [
            "sums",
            "sums.py",
            3000,
            3000,
          ],
          [
            "[unknown]",
            undefined,
            2000,
            2000,
          ],
          [
            "serve",
            "app.py",
            1000,
            4000,
          ],
          [
            "python3",
            undefined,
            0,
            4000,
          ],
          [
            "<module>",
            "app.py",
            0,
            4000,
          ],
          [
            "app",
            undefined,
            0,
            2000,
          ],
          [
            "std::vector<int, std::allocator<int> >::push_back(int&&)",
            undefined,
            0,
            2000,
          ],
        ]
      `)
  })

  it('share out the whole time that they stand for', () => {
    const name = fc.stringMatching(/^[a-z]{1,3}$/)
    const line = fc.tuple(fc.array(name, { minLength: 1, maxLength: 5 }), fc.nat(1000))
    fc.assert(
      fc.property(fc.array(line), fc.integer({ min: 1, max: 10_000_000 }), (lines, us) => {
        const text = lines.map(([frames, count]) => `${frames.join(';')} ${count}`).join('\n')
        const { stacks, samples } = parseCollapsed(text, us, 'x')
        expect(samples).toBe(lines.reduce((sum, [, count]) => sum + count, 0))
        expect(busyUs({ stacks })).toBeCloseTo(samples === 0 ? 0 : us, 3)
      }),
    )
  })

  it('says which line is none', () => {
    expect(() => parseCollapsed('a;b 1\nfunction: 12 %\n', 1, 'x.folded')).toThrow(
      'x.folded:2: Expected a stack and a count such as "main;serve;parse 12", got "function: 12 %".',
    )
  })
})
