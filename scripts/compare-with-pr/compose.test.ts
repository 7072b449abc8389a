import { describe, expect, it } from 'vitest'
import { renderMarkdown } from '../../harness/report/formats/markdown.ts'
import type { Explanation } from './check-explanations.ts'
import { composeReport } from './compose.ts'
import { fabricateStory, ROWS, storyOf } from './testing-story.ts'

const EXPLANATIONS: readonly Explanation[] = [
  { rows: ['crowd: master → branch'], ours: 'smaller', text: 'All threads share `one` CPU.' },
  { rows: ['writing: branch → followup'], ours: 'larger', text: 'Another disk.' },
]

const text = renderMarkdown(
  composeReport(storyOf(fabricateStory(), Object.values(ROWS), EXPLANATIONS)),
)

/** Without the padding of tables, which measured digits change. */
const lines = text
  .split('\n')
  .map((line) => line.replaceAll(/ {2,}/g, ' ').replaceAll('\u00A0', ' '))
const lineOf = (start: string) => lines.find((line) => line.startsWith(start))

describe('the report', () => {
  it('says first what came out', () => {
    expect(lines[2]).toMatch(
      /^Of 5 factors that the pull request reports, 4 were measured here: 2 agree, 1 point the same way with another size and 1 differ\./,
    )
  })

  it('shows the numbers of both sides in a row, the factor with its interval, and the verdict', () => {
    expect(lineOf('| eight clients')).toMatch(
      /^\| eight clients \| 10 req\/s \| 90 req\/s \| 9\.00× \| [\d.]+\/s \| [\d.]+\/s \| [12]\.\d\d× \[1\.\d\d×, 2\.\d\d×\] \| ✅ \S+ \| same direction \|$/,
    )
    expect(lineOf('| writing |')).toMatch(
      /\| 0\.50× \| .* ms \| .* ms \| 1\.2\d× .*\| \*\*differs\*\* \|$/,
    )
  })

  it('explains a row below its table', () => {
    expect(lineOf('- eight clients')).toBe(
      '- eight clients: ours is **smaller**. All threads share `one` CPU.',
    )
  })

  it('puts the middle build into a table of its own', () => {
    const [, half] = text.split('## Half-way')
    expect(half).toContain('PR midpoint')
  })

  it('lists what has no counterpart, and shows values that have no factor', () => {
    expect(lineOf('- REST reads')).toBe(
      '- REST reads: events, 1-day range (master → branch): the scenario is not in the session',
    )
    expect(lineOf('| reading')).toMatch(/^\| reading \| branch \| 6 ms \| [45]\.\d\d ms \|$/)
  })

  it('holds what is said of a commit against the share of our step', () => {
    expect(lineOf('| c58421f')).toMatch(
      /^\| c58421f, composite index: the dominant win \| events `\?limit=100` \| midpoint → branch \| \d+ % .*\| .* faster.* \|$/,
    )
  })

  it('has its sections in this order', () => {
    expect(lines.filter((line) => line.startsWith('#'))).toMatchInlineSnapshot(`
      [
        "# Pull request #615, measured again",
        "## REST reads",
        "## Concurrency (8 parallel clients)",
        "## The follow-up",
        "## Half-way: master to midpoint",
        "## Attribution by commit",
        "## Values without a factor",
        "## Not measured",
        "## How it was measured",
      ]
    `)
  })

  it('warns of a database of another size', () => {
    expect(text).toContain(
      'The pull request was measured on 544,688 events, this session on another',
    )
  })
})
